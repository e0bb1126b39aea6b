"""One run at a time grades a course, whoever starts it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dosclientes.language.translation import gettext as _

__all__ = ["LOCK", "CannotLock", "locked"]

LOCK = ".grading.lock"
"""Held, in the course's folder, while somebody grades there."""


class CannotLock(Exception):  # noqa: N818
    """Another run grades the course, or the folder cannot be locked; the message says which."""


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """While nobody else grades this course. Raises: CannotLock."""
    from filelock import FileLock, Timeout

    lock = FileLock(root / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise CannotLock(_("otra ejecución está calificando este curso")) from None
    except (OSError, NotImplementedError) as error:
        problem = getattr(error, "strerror", None) or str(error)
        raise CannotLock(
            _(
                "no se puede usar {file} ({problem}), que evita que dos ejecuciones califiquen a la vez. Hace falta "
                "una carpeta en la que se pueda escribir y un sistema de archivos con bloqueos: copia el curso a un "
                "disco propio",
                file=LOCK,
                problem=problem,
            )
        ) from None
    try:
        yield
    finally:
        lock.release()
