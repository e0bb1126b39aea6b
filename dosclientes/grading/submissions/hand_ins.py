"""The hand-ins of a class: which folders there are, what is in one, and which of its files is which notebook."""

from __future__ import annotations

import fnmatch
import glob
import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

from dosclientes.grading.submissions.folders import LIMIT, files, matches
from dosclientes.grading.submissions.opening import NOTEBOOK, RefusedFile, read_file
from dosclientes.grading.submissions.plan import Notebook
from dosclientes.grading.submissions.prepare import Unreadable, open_notebook
from dosclientes.grading.submissions.reader import Reader
from dosclientes.grading.submissions.reading import grade_id
from dosclientes.language.translation import gettext as _

__all__ = ["Found", "fingerprint", "folders", "notebooks"]

_MOST = 20
"""How many files of a hand-in are looked at for a notebook."""
_STUDENT = "\0"
_NOTEBOOK = re.compile(r"\.ipynb\b|\.ipynb_?$", re.IGNORECASE)
"""What the name of a notebook holds, whatever a browser or a platform has added to it."""


def folders(directory: Any, assignment: str, step: str = "submitted") -> dict[str, Path]:
    """Every folder of an assignment that was handed in, by student, whatever it holds and however it is called.

    Arguments:
        directory: nbgrader's CourseDirectory; its `student_id` (a name or a pattern) and `student_id_exclude` choose.
        step: "submitted", or another of nbgrader's steps.
    """
    place = directory.format_path(getattr(directory, f"{step}_directory"), _STUDENT, assignment)
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

    A file that is too large to be graded, a link or a special file counts by its size and kind; it is not opened.
    """
    digest = hashlib.sha256()
    for name in files(folder, ignore):
        try:
            content = read_file(folder, name, LIMIT)
        except (RefusedFile, FileNotFoundError):
            about = (folder / name).lstat()
            content = b"%d %d" % (about.st_mode, about.st_size)
        told = name.encode("utf-8", "surrogateescape")
        digest.update(b"%d %d\n%b%b" % (len(told), len(content), told, content))
    return digest.hexdigest()


@dataclass
class Found:
    """The notebooks of a hand-in.

    Attributes:
        names: the file that holds each notebook, relative to the hand-in's folder.
        lost: notebooks that a person has to look for, with the reason.
        remarks: what a person should know about the choice.
    """

    names: dict[str, str] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def base(self, folder: Path) -> Path:
        """Where the files that belong to the notebooks lie: a zip may have brought a folder in the folder."""
        places = {PurePath(name).parent for name in self.names.values()}
        return folder / places.pop() if len(places) == 1 else folder


def notebooks(reader: Reader, folder: Path, wanted: dict[str, Notebook], ignore: list[str]) -> Found:
    """Find an assignment's notebooks in a hand-in.

    The file with the right name counts. Without one, a single notebook with cells of the assignment is taken for it,
    wherever it lies; two that differ are a doubt, and so is a hand-in with none. Only who handed in another notebook
    of the same assignment, and nothing that could be this one, has not handed this one in.
    """
    found = Found({name: f"{name}.ipynb" for name in wanted if os.path.lexists(folder / f"{name}.ipynb")})
    known = set(found.names.values())
    others = [name for name in files(folder, ignore) if name not in known and _NOTEBOOK.search(name)][:_MOST]
    candidates = {name: _cells(reader, folder, name) for name in others}
    for name, plan in wanted.items():
        fitting = [other for other, cells in candidates.items() if cells & plan.cells.keys()]
        if name in found.names:
            found.remarks += _beside(found.names[name], fitting, folder)
        else:
            _choose(found, name, fitting, others, folder)
    return found


def _choose(found: Found, name: str, fitting: list[str], others: list[str], folder: Path) -> None:
    """Take the only file that fits, or say why none is taken."""
    distinct = {read_file(folder, other, NOTEBOOK): other for other in reversed(fitting)}
    told = ", ".join(f"«{other}»" for other in (fitting or others)[:5])
    if len(distinct) == 1:
        (file,) = distinct.values()
        found.names[name] = file
        found.remarks.append(_("no había «{name}.ipynb»; se ha tomado «{file}»", name=name, file=file))
    elif fitting:
        found.lost[name] = _(
            "no hay «{name}.ipynb» y hay varios cuadernos de la tarea: {files}", name=name, files=told
        )
    elif others:
        found.lost[name] = _(
            "no hay «{name}.ipynb», y {files} no es un cuaderno legible de la tarea", name=name, files=told
        )
    elif not found.names:
        found.lost[name] = _("se entregó algo, pero ningún «{name}.ipynb»", name=name)


def _beside(file: str, fitting: list[str], folder: Path) -> Iterator[str]:
    """A remark on other notebooks of the assignment that lie beside the one that counts and differ from it."""
    try:
        content = read_file(folder, file, NOTEBOOK) if fitting else b""
    except (RefusedFile, FileNotFoundError):
        return
    differ = [other for other in fitting if read_file(folder, other, NOTEBOOK) != content]
    if differ:
        told = ", ".join(f"«{other}»" for other in differ[:5])
        yield _("cuenta «{name}», pero también se entregó {files}", name=file, files=told)


def _cells(reader: Reader, folder: Path, name: str) -> set[Any]:
    """The grade ids in a file; none if it is no readable notebook."""
    try:
        return {grade_id(cell) for cell in open_notebook(reader, folder, name).cells} - {None}
    except Unreadable:
        return set()
