"""The folder of a demonstration: a new run removes what the run before made, and nothing else.

A file is removed only if it is exactly as it was made. Whatever somebody has added or changed since, such as grades
given by hand, is moved beside it, to `<folder>-kept-1`, `-2` and so on.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from dosclientes.atomic import write_atomically

__all__ = ["NotOursError", "begin", "finish", "is_made"]

_MARK = ".demo.json"
_CACHES = {".jupyterlab", ".ipynb_checkpoints", "__pycache__"}
_LOCK = ".grading.lock"
_Seen = dict[str, list[int]]


class NotOursError(Exception):
    """The folder holds files, and no demonstration made it."""


def begin(folder: Path) -> Path | None:
    """Have an empty folder, marked as a demonstration's; return where things that are kept went.

    Raises NotOursError, and touches nothing, if the folder is somebody else's; OSError.
    """
    kept = None
    if folder.is_dir() and any(folder.iterdir()):
        if not (folder / _MARK).is_file():
            raise NotOursError(str(folder))
        kept = _clear(folder)
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / _MARK, b"{}\n")
    return kept


def is_made(folder: Path) -> bool:
    """Whether a demonstration has been made in the folder to its end, and is still there."""
    return (folder / _MARK).is_file() and bool(_made(folder))


def finish(folder: Path) -> None:
    """Record what has been made, as it is now."""
    made = {path.relative_to(folder).as_posix(): _state(path) for path in _files(folder)}
    write_atomically(folder / _MARK, (json.dumps({"made": made}, indent=0) + "\n").encode())


def _clear(folder: Path) -> Path | None:
    made = _made(folder)
    for path in list(_files(folder)):
        inside = path.relative_to(folder)
        if made.get(inside.as_posix()) == _state(path) or _is_cache(inside):
            path.unlink()
    (folder / _MARK).unlink()
    for current, folders, _names in os.walk(folder, topdown=False):
        for name in folders:
            _remove_if_empty(Path(current, name))
    _remove_if_empty(folder)
    if not folder.exists():
        return None
    kept = next(path for path in _beside(folder) if not path.exists())
    return folder.rename(kept)


def _made(folder: Path) -> _Seen:
    """What the run before made; nothing if it was killed: then nobody can tell, and all is kept."""
    try:
        content: dict[str, _Seen] = json.loads((folder / _MARK).read_text("utf-8"))
        return content.get("made", {})
    except (ValueError, AttributeError):
        return {}


def _state(path: Path) -> list[int]:
    seen = path.lstat()
    return [seen.st_size, seen.st_mtime_ns]


def _files(folder: Path) -> Iterator[Path]:
    for current, folders, names in os.walk(folder):
        links = [name for name in folders if Path(current, name).is_symlink()]
        yield from (Path(current, name) for name in (*names, *links) if Path(current, name) != folder / _MARK)


def _is_cache(inside: Path) -> bool:
    return inside.name == _LOCK or any(part in _CACHES for part in inside.parts)


def _remove_if_empty(folder: Path) -> None:
    if not folder.is_symlink() and not any(folder.iterdir()):
        folder.rmdir()


def _beside(folder: Path) -> Iterator[Path]:
    number = 1
    while True:
        yield folder.with_name(f"{folder.name}-kept-{number}")
        number += 1
