"""`dosclientes grade`: a whole class at once, with nbgrader's own configuration, gradebook and folders."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dosclientes.grading.lock import CannotLock, locked
from dosclientes.grading.settings import wrong
from dosclientes.language.system import use_system_language
from dosclientes.language.translation import gettext as _
from dosclientes.options import add_language, add_report, class_of, finish
from dosclientes.output import prepare_output
from dosclientes.slow_imports import skip_address_grammar

if TYPE_CHECKING:  # the command is there before anything is loaded
    from dosclientes.grading.processes.pool import Pool

CONFIG = "nbgrader_config.py"
GRADED, PERSON, IMPOSSIBLE = 0, 3, 2
"""Exit codes: all graded; some need a person; could not run."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("assignment", help=_("nombre de la tarea"))
    add_language(parser)
    parser.add_argument("--root", default=".", type=Path, help=_("carpeta del curso"))
    parser.add_argument(
        "--jobs",
        type=int,
        default=0,
        help=_("entregas a la vez (si no se dice: procesadores + 1, y más mientras algunas tarden)"),
    )
    parser.add_argument("--student", default="*", help=_("identificador de un estudiante, o un patrón"))
    parser.add_argument("--force", action="store_true", help=_("calificar otra vez lo ya calificado"))
    parser.add_argument("--feedback", action="store_true", help=_("generar después la retroalimentación"))
    parser.add_argument(
        "--unprotected",
        action="store_true",
        help=_("ejecutar las pruebas en el kernel del estudiante, como nbgrader"),
    )
    parser.add_argument(
        "--unsandboxed", action="store_true", help=_("ejecutar el código de los estudiantes sin aislarlo")
    )
    parser.add_argument(
        "--fresh",
        action="store_true",
        help=_("un proceso nuevo para cada cuaderno, como donde no se puede bifurcar"),
    )
    parser.add_argument(
        "--scheduler",
        metavar="tcp://…",
        help=_("planificador de Dask: califican sus trabajadores, quizá en otras máquinas"),
    )
    add_report(parser)
    parser.add_argument("--quiet", action="store_true", help=_("sin barra de progreso ni tabla"))


def run(
    args: argparse.Namespace,
    pool: Pool | None = None,
    progress: Callable[[str, Any], None] | None = None,
    work: Callable[..., int] | None = None,
) -> int:
    """Grade as the arguments say.

    Arguments:
        pool: runs the tasks; this machine by default.
        progress: told of each submission in place of the bar, see `engine.Run.go`.
        work: what to do in place of grading, see `rehearsing`.

    Returns: GRADED, PERSON or IMPOSSIBLE.
    """
    with class_of(args.lang):
        return _run(args, pool, progress, work)


def _run(
    args: argparse.Namespace,
    pool: Pool | None,
    progress: Callable[[str, Any], None] | None,
    work: Callable[..., int] | None,
) -> int:
    root = args.root.resolve()
    if not root.is_dir():
        return _impossible(_("no existe la carpeta {path}", path=args.root))
    os.chdir(root)
    # The servers warm up while nbgrader is imported, which takes longer than all else.
    from dosclientes.grading.pools import open_pool
    from dosclientes.grading.processes import sandbox, workers
    from dosclientes.grading.processes.pool import PoolLost

    try:
        settings = configured(root)
    except Impossible as error:
        return _impossible(str(error))
    args.unprotected = args.unprotected or args.assignment in settings.get("unprotected", [])
    places = sandbox.places(root, settings.get("visible", []))
    workers.shut()  # those of another course, should this process have graded before
    workers.configure(not args.unsandboxed, places, args.fresh or None)
    try:
        own = nullcontext(pool) if pool is not None else open_pool(args, root, settings, places)
        with own as found, locked(root), gradebook_explained():
            return (work or _grade)(args, root, found, progress)
    except (Impossible, CannotLock, PoolLost, workers.NoSandbox) as error:
        return _impossible(str(error))
    finally:
        workers.shut()


def configured(root: Path) -> Any:
    """What the course's configuration says to this engine, read without nbgrader, which takes long to import.

    Raises: Impossible for a file that cannot be read, since nbgrader would go on as if it said nothing, and for a
        setting that cannot hold.
    """
    from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

    try:
        found = PyFileConfigLoader(CONFIG, path=str(root)).load_config().get("Examine", {})
    except ConfigFileNotFound:
        return {}
    except Exception as error:
        lines = [
            frame.lineno for frame in traceback.extract_tb(error.__traceback__) if CONFIG in frame.filename
        ]
        line = error.lineno if isinstance(error, SyntaxError) else (lines or [None])[-1]
        raise Impossible(
            _(
                "{path}, línea {line}, no se puede leer ({problem}): corrígela, o no se haría nada de lo que pide",
                path=root / CONFIG,
                line=line or "?",
                problem=f"{type(error).__name__}: {str(error)[:200]}",
            )
        ) from None
    if problem := wrong(found):
        raise Impossible(f"{root / CONFIG}: {problem}")
    return found


class Impossible(Exception):  # noqa: N818
    """The run as a whole cannot start; the message says why."""


def _impossible(message: str) -> int:
    print(_("No se pudo calificar: {message}", message=message), file=sys.stderr)
    return IMPOSSIBLE


@contextmanager
def gradebook_explained() -> Iterator[None]:
    """A gradebook that cannot be used, in words. Raises Impossible."""
    from sqlalchemy.exc import ArgumentError, DatabaseError

    log = logging.getLogger("tornado.application")  # nbgrader's, when it writes
    log.addFilter(_is_not_told)
    try:
        yield
    except Exception as error:
        found = error.__context__ if type(error).__name__ == "InvalidEntry" else error  # so nbgrader wraps it
        if isinstance(found, ModuleNotFoundError) and found.name in ("psycopg", "psycopg2"):
            raise Impossible(_no_driver()) from None
        if not isinstance(found, (ArgumentError, DatabaseError)):
            raise
        cause = getattr(found, "orig", None) or found
        problem = " ".join(str(cause).split())
        in_file = type(cause).__module__ == "sqlite3"
        raise Impossible(_in_file(problem) if in_file else _on_server(problem)) from None
    finally:
        log.removeFilter(_is_not_told)


def _is_not_told(record: logging.LogRecord) -> bool:
    """Leave out nbgrader's traceback of a gradebook that cannot be written, which it raises as well."""
    return not record.getMessage().startswith("Rolling back session")


def _no_driver() -> str:
    return _(
        "para un libro de calificaciones en PostgreSQL falta psycopg: {command}",
        command="pip install 'psycopg[binary]>=3.2'",
    )


def _in_file(problem: str) -> str:
    return _(
        "no se puede usar el libro de calificaciones ({problem}). Si otro programa lo tiene abierto, espera y "
        "repite; si es de una versión anterior de nbgrader, haz una copia y usa «nbgrader db upgrade»; si no, "
        "mira si la carpeta se puede escribir y si su ruta no es demasiado larga",
        problem=problem,
    )


def _on_server(problem: str) -> str:
    return _(
        "no se puede usar el libro de calificaciones ({problem}). Está en un servidor: mira si responde, si la base "
        "de datos existe y puedes escribir en ella, y si tu contraseña está en ~/.pgpass (docs/escala.md); si es de "
        "una versión anterior de nbgrader, haz una copia y usa «nbgrader db upgrade»",
        problem=problem,
    )


def _grade(
    args: argparse.Namespace,
    root: Path,
    pool: Pool,
    progress: Callable[[str, Any], None] | None,
) -> int:
    started = time.monotonic()
    gc.disable()  # imports leave nothing worth collecting
    skip_address_grammar()
    from dosclientes.grading.course import open_course
    from dosclientes.grading.engine import Run
    from dosclientes.grading.report import Bar, table
    from dosclientes.grading.submissions.plan import CannotGrade
    from dosclientes.grading.summary import dump

    gc.freeze()
    gc.set_threshold(50_000, 20, 100)  # a submission makes many objects and leaves few
    gc.enable()
    sys.setswitchinterval(0.0005)  # the threads that hand out tasks have little to do, and must not wait long
    with open_course(root, args) as (converter, gradebook, options):
        try:
            job = Run(converter, gradebook, options, pool)
            with Bar(args.quiet or progress is not None) as bar:
                summary = job.go(progress or bar)
        except CannotGrade as error:
            raise Impossible(str(error)) from None
    if args.feedback:
        from dosclientes.grading.feedback import make_pages

        summary.no_page = make_pages(root, args.assignment, args.student, force=args.force).missing
    if args.report:
        args.report.write_text(dump(summary) + "\n", encoding="utf-8")
    if not args.quiet:
        table(summary, time.monotonic() - started, sandboxed=not args.unsandboxed)
    left = summary.person or summary.waiting or summary.broken or summary.no_page
    return PERSON if left else GRADED


def main(arguments: list[str] | None = None) -> int:
    """`python -m dosclientes.grading`."""
    prepare_output()
    use_system_language()
    parser = argparse.ArgumentParser(prog="python -m dosclientes.grading", description=__doc__)
    add_arguments(parser)
    return finish(run(parser.parse_args(arguments)))


__all__ = [
    "GRADED",
    "IMPOSSIBLE",
    "PERSON",
    "Impossible",
    "add_arguments",
    "gradebook_explained",
    "main",
    "run",
]
