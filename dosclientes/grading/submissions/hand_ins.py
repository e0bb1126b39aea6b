"""The hand-ins of a class: which folders there are, what is in one, and which of its files is which notebook."""

from __future__ import annotations

import fnmatch
import glob
import hashlib
import json
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dosclientes.grading.submissions.folders import LIMIT, files, matches
from dosclientes.grading.submissions.plan import Notebook
from dosclientes.language.translation import gettext as _

__all__ = ["TIMESTAMP", "Found", "fingerprint", "folders", "notebooks"]

TIMESTAMP = "timestamp.txt"
"""nbgrader's file with the moment of the hand-in."""

_STUDENT = "\0"
_NOTEBOOK = re.compile(r"\.ipynb\b|\.ipynb_?$", re.IGNORECASE)
"""What the name of a notebook holds, whatever a browser or a platform has added to it."""


def folders(directory: Any, assignment: str) -> dict[str, Path]:
    """Every folder of an assignment that was handed in, by student, whatever it holds and however it is called.

    Arguments:
        directory: nbgrader's CourseDirectory; its `student_id` (a name or a pattern) and `student_id_exclude` choose.
    """
    place = directory.format_path(directory.submitted_directory, _STUDENT, assignment)
    before, _sign, after = place.partition(_STUDENT)
    excluded = set(filter(None, directory.student_id_exclude.split(",")))
    found = {}
    pattern = f"{glob.escape(before)}*{glob.escape(after)}"
    for name in sorted(glob.glob(pattern, include_hidden=True)):  # noqa: PTH207 - any structure of folders
        student = name[len(before) : len(name) - len(after)]
        wanted = directory.student_id in ("*", student) or fnmatch.fnmatchcase(student, directory.student_id)
        if wanted and student not in excluded and not matches(student, directory.ignore):
            found[student] = Path(name)
    return found


def fingerprint(folder: Path, ignore: list[str]) -> str:
    """What a hand-in holds, its moment included, as a digest that changes with any of it.

    A file too large to be graded counts by its size, a link or other special file by its kind; neither is opened.
    """
    digest = hashlib.sha256()
    for path in files(folder, ignore):
        try:
            about = path.lstat()
            regular = stat.S_ISREG(about.st_mode)
            content = path.read_bytes() if regular and about.st_size <= LIMIT else b"?"
            size = about.st_size
        except OSError as error:
            content, size = str(error.errno).encode(), -1
        name = path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape")
        digest.update(b"%d %d %d\n%b%b" % (len(name), size, len(content), name, content))
    return digest.hexdigest()


@dataclass
class Found:
    """The notebooks of a hand-in.

    Attributes:
        paths: the file that holds each notebook.
        lost: notebooks that a person has to look for, with the reason.
        remarks: what a person should know about the choice.
    """

    paths: dict[str, Path] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def base(self, folder: Path) -> Path:
        """Where the files that belong to the notebooks lie: a zip may have brought a folder in the folder."""
        places = {path.parent for path in self.paths.values()}
        return places.pop() if len(places) == 1 else folder


def notebooks(folder: Path, wanted: dict[str, Notebook], ignore: list[str]) -> Found:
    """Find an assignment's notebooks in a hand-in.

    The file with the right name counts. Without one, a single notebook with cells of the assignment is taken for it,
    wherever it lies; two that differ are a doubt, and so is a hand-in with none. Only who handed in another notebook
    of the same assignment, and nothing that could be this one, has not handed this one in.
    """
    found = Found({name: path for name in wanted if (path := folder / f"{name}.ipynb").exists()})
    known = set(found.paths.values())
    others = [path for path in files(folder, ignore) if path not in known and _NOTEBOOK.search(path.name)]
    candidates = {path: _cells(path) for path in others}
    for name, plan in wanted.items():
        fitting = [path for path, names in candidates.items() if names and names & plan.cells.keys()]
        if name in found.paths:
            found.remarks += _beside(found.paths[name], fitting, folder)
        else:
            _choose(found, name, fitting, others, folder)
    return found


def _choose(found: Found, name: str, fitting: list[Path], others: list[Path], folder: Path) -> None:
    """Take the only file that fits, or say why none is taken."""
    distinct = {path.read_bytes(): path for path in reversed(fitting)}
    told = ", ".join(f"«{path.relative_to(folder)}»" for path in (fitting or others)[:5])
    if len(distinct) == 1:
        (path,) = distinct.values()
        found.paths[name] = path
        found.remarks.append(
            _("no había «{name}.ipynb»; se ha tomado «{file}»", name=name, file=path.relative_to(folder))
        )
    elif fitting:
        found.lost[name] = _(
            "no hay «{name}.ipynb» y hay varios cuadernos de la tarea: {files}", name=name, files=told
        )
    elif others:
        found.lost[name] = _(
            "no hay «{name}.ipynb», y {files} no es un cuaderno legible de la tarea", name=name, files=told
        )
    elif not found.paths:
        found.lost[name] = _("se entregó algo, pero ningún «{name}.ipynb»", name=name)


def _beside(path: Path, fitting: Sequence[Path], folder: Path) -> Iterator[str]:
    """A remark on other notebooks of the assignment that lie beside the one that counts and differ from it."""
    if not path.is_file() or path.is_symlink():
        return
    content = path.read_bytes() if fitting else b""
    differ = [other for other in fitting if other.read_bytes() != content]
    if differ:
        told = ", ".join(f"«{other.relative_to(folder)}»" for other in differ[:5])
        yield _("cuenta «{name}», pero también se entregó {files}", name=path.name, files=told)


def _cells(path: Path) -> set[Any] | None:
    """The grade ids in a file; None if it is no readable notebook."""
    try:
        about = path.lstat()
        if not stat.S_ISREG(about.st_mode) or about.st_size > LIMIT:
            return None
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
        cells = content["cells"] if "cells" in content else content["worksheets"][0]["cells"]
        labels: Iterable[Any] = (cell.get("metadata", {}).get("nbgrader") for cell in cells)
        return {label["grade_id"] for label in labels if isinstance(label, dict) and "grade_id" in label}
    except (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return None
