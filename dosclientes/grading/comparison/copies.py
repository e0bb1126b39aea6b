"""Copies of a course, in which its assignments can be graded without anything of the course being touched."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import nbformat

from dosclientes.grading.rehearsal.beside import files_beside
from dosclientes.language.translation import gettext as _

SOLUTION, BLANK = "parity-solution", "parity-blank"
"""The two who hand in the instructor's own solution and the blank release."""

FOLDERS = ("source", "release", "submitted", "autograded", "feedback")
_LEFT = (".git", ".venv", "venv", "node_modules", "__pycache__", ".ipynb_checkpoints")

OWN = """

# what `dosclientes parity` adds: everything stays in this copy
get_config().CourseDirectory.update({settings!r})
get_config().GenerateAssignment.force = True
get_config().Autograde.create_student = True
"""
STOCK = """get_config().Autograde.exporter_class = "nbconvert.exporters.NotebookExporter"
"""


class CannotCompare(Exception):  # noqa: N818
    """An assignment cannot be graded twice; the message is nbgrader's or the engine's."""


@dataclass
class Copy:
    """A copy of a course.

    Attributes:
        folder: its root, laid out as nbgrader does when nothing is configured.
        seconds: how long the last grading took.
    """

    folder: Path
    seconds: float = 0.0

    def graded(self, assignment: str, student: str) -> Path:
        """A graded submission's folder."""
        return self.folder / "autograded" / student / assignment

    def stock(self, assignment: str) -> None:
        """Grade by nbgrader alone. What it cannot grade is missing from its gradebook."""
        with (self.folder / "nbgrader_config.py").open("a", encoding="utf-8") as config:
            config.write(STOCK)
        self.run("nbgrader", "autograde", assignment)

    def engine(self, assignment: str) -> dict[str, Any]:
        """Grade by the engine; its summary. Raises: CannotCompare with what it says when it cannot."""
        report = self.folder / f"parity-{assignment}.json"
        words = ["dosclientes.grading", assignment, "--root", str(self.folder), "--quiet"]
        done = self.run(*words, "--report", str(report))
        if not report.is_file():
            raise CannotCompare(done.stderr.strip()[-1000:])
        found: dict[str, Any] = json.loads(report.read_text("utf-8"))
        return found

    def run(self, module: str, *words: str) -> subprocess.CompletedProcess[str]:
        """One command, in this copy."""
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        began = monotonic()
        done = subprocess.run(
            [sys.executable, "-m", module, *words],
            cwd=self.folder,
            env={**os.environ, "PATH": path},
            text=True,
            errors="replace",
            capture_output=True,
            check=False,
        )
        self.seconds = monotonic() - began
        return done


def copied(directory: Any, assignment: str, students: str, to: Path) -> tuple[Copy, Copy]:
    """Two copies of a course with one assignment generated, and solution, blank release and hand-ins handed in.

    Arguments:
        directory: the course as nbgrader is configured for it.
        students: a pattern of the students whose hand-ins are graded as well.

    Raises: CannotCompare when the assignment cannot be generated; CannotGrade, see `files_beside`.
    """
    first = Copy(to / "stock")
    _course(directory, assignment, first.folder)
    done = first.run("nbgrader", "generate_assignment", assignment)
    release = first.folder / "release" / assignment
    if not release.is_dir():
        raise CannotCompare(done.stderr.strip()[-1000:])
    for name in (SOLUTION, BLANK):
        shutil.copytree(release, first.folder / "submitted" / name / assignment)
    for path in (first.folder / "source" / assignment).glob("*.ipynb"):
        _solve(first.folder / "submitted" / SOLUTION / assignment / path.name, path)
    for name, content in files_beside(directory.parent.config, directory, assignment).items():
        place = first.folder / "submitted" / SOLUTION / assignment / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    root = Path(directory.root)
    for folder in sorted(root.glob(directory.format_path(directory.submitted_directory, students, assignment)
                                   .removeprefix(f"{root}{os.sep}"))):  # fmt: skip
        student = _student(directory, folder, assignment)
        shutil.copytree(folder, first.folder / "submitted" / student / assignment, symlinks=True)
    second = Copy(to / "engine")
    shutil.copytree(first.folder, second.folder, symlinks=True)
    config = second.folder / "nbgrader_config.py"
    config.write_text(config.read_text("utf-8").replace(str(first.folder), str(second.folder)), "utf-8")
    return first, second


def _course(directory: Any, assignment: str, to: Path) -> None:
    root = Path(directory.root)
    steps = {step: getattr(directory, f"{step}_directory") for step in FOLDERS}
    made = {(root / steps[step]).resolve() for step in FOLDERS if step != "source"}

    def ignored(place: str, names: list[str]) -> list[str]:
        inner = [name for name in names if Path(place, name).resolve() in made or name in _LEFT]
        return inner + [
            name for name in names if name.endswith((".db", ".db-journal")) and Path(place) == root
        ]

    shutil.copytree(root, to, ignore=ignored, ignore_dangling_symlinks=True)
    source = Path(directory.format_path(steps["source"], ".", assignment))
    if not any(source.glob("*.ipynb")):
        raise CannotCompare(_("no hay cuadernos con soluciones en {place}", place=source))
    if not (to / "source" / assignment).is_dir():
        shutil.copytree(source, to / "source" / assignment)
    settings = {f"{step}_directory": step for step in FOLDERS}
    settings |= {"root": str(to), "db_url": _url(to), "course_id": "parity"}
    settings |= {"directory_structure": str(Path("{nbgrader_step}", "{student_id}", "{assignment_id}"))}
    with (to / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(OWN.format(settings=settings))


def _url(folder: Path) -> str:
    return f"sqlite:///{(folder / 'parity.db').as_posix()}"


def _student(directory: Any, folder: Path, assignment: str) -> str:
    """Whose hand-in a folder is: the part of its path that no other student's has."""
    found = directory.format_path(directory.submitted_directory, "\0", assignment)
    before, _, after = found.partition("\0")
    return str(folder)[len(before) : len(str(folder)) - len(after)]


def _solve(path: Path, source: Path) -> None:
    """Put the instructor's solutions into a released notebook."""
    notebook, answers = (nbformat.read(each, as_version=4) for each in (path, source))
    label = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell.source for cell in answers.cells}
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("solution"):
            cell.source = label.get(about.get("grade_id"), cell.source)
    nbformat.write(notebook, path)
