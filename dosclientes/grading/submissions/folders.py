"""A submission's folders: what was handed in, and the graded files, which are complete before they are in place."""

from __future__ import annotations

import contextlib
import fnmatch
import json
import os
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbformat.v4.rwbase import split_lines, strip_transient

from dosclientes.language.translation import gettext as _

REPORT = "grading.json"
"""The report beside the graded notebooks."""

LIMIT = 50 * 1024 * 1024
"""Bytes of a submission's files that are handed to its code."""


def files(folder: Path, ignore: list[str]) -> list[Path]:
    """The files in a folder and its folders, links included, but for those whose names match.

    nbgrader's own search ignores nothing in a course whose path holds a bracket, which it reads as a pattern.
    """
    found: list[Path] = []
    for place, inner, names in os.walk(folder):
        inner[:] = [name for name in inner if not matches(name, ignore)]
        found += [Path(place, name) for name in names if not matches(name, ignore)]
    return sorted(found)


def matches(name: str, patterns: list[str]) -> bool:
    """Whether a file's or folder's name matches one of the patterns."""
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


def others(folder: Path, ignore: list[str]) -> list[str]:
    """The files of a submission that are no notebooks, links included, by their names relative to it."""
    return [str(path.relative_to(folder)) for path in files(folder, [*ignore, "*.ipynb"])]


def handed_in(
    folder: Path, names: list[str], instructor: Mapping[str, bytes]
) -> tuple[dict[str, bytes], list[str]]:
    """The files of a submission as its code may see them: the instructor's over the student's.

    Arguments:
        names: see `others`.

    Returns: contents by name, and remarks about files left out.
    """
    files: dict[str, bytes] = {}
    remarks: list[str] = []
    total = 0
    root = folder.resolve()
    elsewhere = instructor.keys() - set(names)
    for name in names:
        path = folder / name
        if path.is_symlink() or not path.resolve().is_relative_to(root) or not path.is_file():
            remarks.append(_("«{name}» no es un archivo corriente de la entrega y no cuenta", name=name))
        elif any(f"{name}/".startswith(f"{other}/") or other.startswith(f"{name}/") for other in elsewhere):
            remarks.append(_("«{name}» está donde va un archivo de la tarea y no cuenta", name=name))
        elif total + path.stat().st_size > LIMIT:
            remarks.append(_("«{name}» es demasiado grande y no cuenta", name=name))
        else:
            files[name] = path.read_bytes()
            total += len(files[name])
    return {**files, **instructor}, remarks


class Draft:
    """Graded files in a folder beside their destination.

    Arguments:
        final: where they will be.
        mode: permissions of each file.
        shared: whether the folders belong to the instructors' group.
    """

    def __init__(self, final: Path, mode: int, shared: bool) -> None:
        self.final = final
        self.folder = final.parent / f".{final.name}.partial"
        self.mode = mode
        self.shared = shared
        remove(self.folder)
        self.folder.mkdir(parents=True)

    def write(self, name: str, content: bytes) -> None:
        """One file."""
        path = self.place(name)
        path.write_bytes(content)
        path.chmod(self.mode)

    def copy(self, name: str, source: Path) -> None:
        """One file of any size; what is no ordinary file, or in the way of another, is left out."""
        if source.is_file() and not source.is_symlink():
            with contextlib.suppress(FileExistsError, IsADirectoryError, NotADirectoryError):
                path = self.place(name)
                shutil.copyfile(source, path)
                path.chmod(self.mode)

    def place(self, name: str) -> Path:
        """Where a file goes, its folder made."""
        path = self.folder / name
        if path.parent != self.folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def publish(self) -> None:
        """Put the files in place; done last, so that what is there is also in the gradebook."""
        if self.shared:
            for place, _folders, _names in os.walk(self.folder):
                Path(place).chmod((Path(place).stat().st_mode | 0o2770) & 0o2777)
        remove(self.final)
        self.folder.rename(self.final)


def remove(folder: Path) -> None:
    """Remove a folder if it is there, read-only files included."""
    if folder.exists():
        shutil.rmtree(folder, onerror=_writable)


def _writable(function: Any, path: str, _: Any) -> None:
    Path(path).parent.chmod(stat.S_IRWXU)
    Path(path).chmod(stat.S_IRWXU)
    function(path)


def json_bytes(value: Any, **options: Any) -> bytes:
    """JSON as nbformat and people have it: a line a value, accents as they are."""
    text = json.dumps(value, indent=1, ensure_ascii=False, **options) + "\n"
    return text.encode("utf-8", "replace")  # half a character, as JSON may have it, must not stop anybody


def notebook_bytes(notebook: Any) -> bytes:
    """A notebook as nbformat writes it, without the deep copy and the second validation it makes first."""
    return json_bytes(split_lines(strip_transient(notebook)), sort_keys=True)
