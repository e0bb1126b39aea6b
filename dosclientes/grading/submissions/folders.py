"""A submission's folders: what was handed in, and the graded files, which are complete before they are in place."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from nbformat.v4.rwbase import split_lines, strip_transient

from dosclientes.grading.submissions.opening import RefusedFile, read_file
from dosclientes.language.translation import gettext as _

REPORT = "grading.json"
"""The report beside the graded notebooks."""

DRAFT, OLD = ".partial", ".old"
"""What folders are called, after the graded one, while it is replaced."""

LIMIT = 50 * 1024 * 1024
"""Bytes of a submission's files that are handed to its code."""

COUNT = 2_000
"""How many files of a submission are handed to its code."""

REMARKS = 20
"""How many files that do not count are named."""


def files(folder: Path, ignore: list[str], leave: Sequence[str] = ()) -> list[str]:
    """The files in a folder and its folders, links included, by their names relative to it.

    As nbgrader finds them, but for its search through the whole folder for each file, and for its reading a bracket in
    the course's path as a pattern. At most `COUNT` and one.

    Arguments:
        ignore: patterns of names of files and folders that do not count.
        leave: patterns of names of files alone.
    """
    found: list[str] = []
    for place, inner, names in os.walk(folder):
        inner[:] = sorted(name for name in inner if not matches(name, ignore))
        links = [name for name in inner if Path(place, name).is_symlink()]
        kept = [name for name in names if not matches(name, [*ignore, *leave])]
        found += [os.path.relpath(Path(place, name), folder) for name in (*kept, *links)]
        if len(found) > COUNT:
            break
    return sorted(found)[: COUNT + 1]


def matches(name: str, patterns: Sequence[str]) -> bool:
    """Whether a name matches a pattern as a shell has it: hidden files are not meant unless the pattern says so."""
    hidden = name.startswith(".")
    return any(fnmatch(name, pattern) and (not hidden or pattern.startswith(".")) for pattern in patterns)


def others(folder: Path, ignore: list[str]) -> list[str]:
    """The files of a submission that are no notebooks, see `files`."""
    return files(folder, ignore, ["*.ipynb"])


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
    room = LIMIT
    elsewhere = instructor.keys() - set(names)
    for name in names[:COUNT]:
        if any(f"{name}/".startswith(f"{other}/") or other.startswith(f"{name}/") for other in elsewhere):
            remarks.append(_("«{name}» está donde va un archivo de la tarea y no cuenta", name=name))
            continue
        try:
            files[name] = read_file(folder, name, room)
        except (RefusedFile, FileNotFoundError) as refused:
            remarks.append(str(refused))
        else:
            room -= len(files[name])
    if len(names) > COUNT:
        remarks.append(_("la entrega tiene más de {most} archivos; los demás no cuentan", most=COUNT))
    if len(remarks) > REMARKS:
        more = len(remarks) - REMARKS
        remarks[REMARKS:] = [_("y otros {more} archivos que no cuentan", more=more)]
    return {**files, **instructor}, remarks


class Draft:
    """Graded files in a folder beside their destination, which they replace in one step.

    Arguments:
        final: where they will be.
        mode: permissions of each file.
        shared: whether the folders belong to the instructors' group.
    """

    def __init__(self, final: Path, mode: int, shared: bool) -> None:
        self.final = final
        self.folder = final.parent / f".{final.name}{DRAFT}"
        self.old = final.parent / f".{final.name}{OLD}"
        self.mode = mode
        self.shared = shared
        remove(self.folder)
        self.folder.mkdir(parents=True)

    def write(self, name: str, content: bytes) -> None:
        """One file."""
        path = self.place(name)
        path.write_bytes(content)
        path.chmod(self.mode)

    def place(self, name: str) -> Path:
        """Where a file goes, its folder made."""
        path = self.folder / name
        if path.parent != self.folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def set_aside(self) -> None:
        """Take what was graded before out of its place, whole, before the gradebook says anything else.

        Whoever ends the run from here on leaves a submission without a graded folder, which the next run grades again.
        """
        if self.final.exists():
            remove(self.old)
            self.final.rename(self.old)

    def publish(self) -> None:
        """Put the files in place; done last, so that what is there is also in the gradebook."""
        if self.shared:
            for place, _folders, _names in os.walk(self.folder):
                Path(place).chmod((Path(place).stat().st_mode | 0o2770) & 0o2777)
        self.folder.rename(self.final)
        remove(self.old)

    def discard(self) -> None:
        """Give up: the draft goes, and what had been set aside for it comes back."""
        with contextlib.suppress(OSError):
            remove(self.folder)
        if self.old.exists() and not self.final.exists():
            self.old.rename(self.final)


def is_complete(graded: Path, submitted: Path) -> bool:
    """Whether a graded folder has its report, and every file that the report says it has."""
    try:
        report = json.loads((graded / REPORT).read_text(encoding="utf-8"))
        files = report.get("files")
        if files is None:  # from before reports said so
            files = [f"{name}.ipynb" for name in report["verdicts"]]
            files = [name for name in files if (submitted / name).exists()]
        return all((graded / name).exists() for name in files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


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
