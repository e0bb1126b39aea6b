"""The one way in which anything of a hand-in is opened: ordinary files inside its folder, of bounded size.

What a student hands in may be a link to a neighbour's work, a pipe that nobody writes to, a device, or a file that
grows without end. None of them is opened, and none of them stops anybody else.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import Any

from dosclientes.grading.submissions.moments import MisreadError, read
from dosclientes.language.translation import gettext as _

__all__ = [
    "NOTEBOOK",
    "TIMESTAMP",
    "RefusedFile",
    "clocks",
    "handed_in_at",
    "inside",
    "must_be_ordinary",
    "read_file",
]

NOTEBOOK = 32 * 1024 * 1024
"""Bytes of a notebook's file that are read."""

TIMESTAMP = "timestamp.txt"
"""When a submission was handed in, as nbgrader has it beside the notebook."""

_MOMENT = 200  # bytes of a time as text
_ANCHORED = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")


class RefusedFile(Exception):  # noqa: N818
    """A file of a hand-in that is not opened; the message says why, to people."""


def read_file(folder: Path, name: str, limit: int) -> bytes:
    """The bytes of an ordinary file below `folder`, no part of whose way there is a link.

    Arguments:
        folder: the submission's, which may itself be reached by links.
        name: relative to it.
        limit: the most bytes there may be; -1 where nothing is to be read.

    Raises: RefusedFile for anything else, and for a longer file; FileNotFoundError.
    """
    try:
        with _opened(folder, PurePath(name)) as file:
            about = os.fstat(file)
            if not stat.S_ISREG(about.st_mode):
                raise RefusedFile(_no_file(name))
            if limit < 0:
                return b""
            content = b"" if about.st_size > limit else _all(file, limit + 1)
    except FileNotFoundError:
        raise
    except OSError:  # a link, a folder, a name that leads outside, no permission
        raise RefusedFile(_no_file(name)) from None
    if about.st_size > limit or len(content) > limit:
        raise RefusedFile(_("«{name}» es demasiado grande y no cuenta", name=name))
    return content


def must_be_ordinary(folder: Path, name: str) -> None:
    """Look at a file as `read_file` does, without reading it. Raises: RefusedFile, FileNotFoundError."""
    read_file(folder, name, -1)


def inside(top: Path, folder: Path) -> bool:
    """Whether a submission's folder lies below `top` without a link on the way, which may lead to a neighbour's."""
    if not folder.is_relative_to(top):
        return True  # the course says so, not a student
    parts = folder.relative_to(top).parts
    return not any(top.joinpath(*parts[: count + 1]).is_symlink() for count in range(len(parts)))


def handed_in_at(folder: Path, clocks: Sequence[str] = ()) -> tuple[dt.datetime | None, str]:
    """When a submission was handed in, in UTC without a zone, as nbgrader has it.

    Arguments:
        clocks: see `moments.read`.

    Returns: the time, None where nothing says it; and what is wrong with the file that should, or "". A time that may
    be meant otherwise is none: whether the work was late is for a person to say.
    """
    try:
        return read(read_file(folder, TIMESTAMP, _MOMENT).decode("utf-8-sig"), clocks), ""
    except FileNotFoundError:
        return None, ""
    except RefusedFile as refused:
        return None, str(refused)
    except UnicodeDecodeError:
        why = _("no es un texto")
    except MisreadError as error:
        why = str(error)
    return None, _(
        "no se sabe cuándo se entregó, ni si llegó tarde: «{name}»: {why}", name=TIMESTAMP, why=why
    )


def clocks(config: Any) -> list[str]:
    """The zone in which the exchange writes times as nbgrader is configured, see `moments.read`."""
    zone = config.Exchange.get("timezone")
    return [zone] if isinstance(zone, str) else []


def _no_file(name: str) -> str:
    return _("«{name}» no es un archivo corriente de la entrega y no cuenta", name=name)


@contextlib.contextmanager
def _opened(folder: Path, name: PurePath) -> Iterator[int]:
    """A descriptor of the file; each part of its name is opened from the one before, and none may be a link."""
    if name.is_absolute() or ".." in name.parts or not name.parts:
        raise PermissionError(name)
    if not _ANCHORED:  # Windows
        for count in range(len(name.parts)):
            if folder.joinpath(*name.parts[: count + 1]).is_symlink():
                raise PermissionError(name)
        file = os.open(folder / name, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    else:
        file = _walked(folder, name)
    try:
        yield file
    finally:
        os.close(file)


def _walked(folder: Path, name: PurePath) -> int:
    plain = os.O_RDONLY | os.O_CLOEXEC
    place = os.open(folder, plain | os.O_DIRECTORY)
    for part in name.parts[:-1]:
        try:
            deeper = os.open(part, plain | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=place)
        finally:
            os.close(place)
        place = deeper
    try:
        # a device may act when it is opened; a pipe without a writer would wait
        if not stat.S_ISREG(os.stat(name.parts[-1], dir_fd=place, follow_symlinks=False).st_mode):
            raise PermissionError(name)
        return os.open(name.parts[-1], plain | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=place)
    finally:
        os.close(place)


def _all(file: int, most: int) -> bytes:
    """What is in the file, up to so many bytes."""
    pieces = []
    while most > 0 and (piece := os.read(file, min(most, 1 << 20))):
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)
