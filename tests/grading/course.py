"""nbgrader's quickstart course, with submissions made by editing its release; and its gradebook as plain rows."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import nbformat
import pytest
from sqlalchemy import create_engine, text
from traitlets.config import PyFileConfigLoader

from dosclientes.grading import command
from dosclientes.grading.processes.pool import Executed
from tests import needs

BIN = Path(sys.executable).parent
REPOSITORY = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(REPOSITORY)}
CONFIG = """c = get_config()
c.CourseDirectory.course_id = "{}"
c.IncludeHeaderFooter.header = "source/header.ipynb"
"""
Edit = Callable[[Any], None]

GRADES = """
select s.student_id, n.name, c.name, g.auto_score, g.manual_score, g.needs_manual_grade, sn.late_submission_penalty
from grade g join submitted_notebook sn on sn.id = g.notebook_id join notebook n on n.id = sn.notebook_id
join submitted_assignment s on s.id = sn.assignment_id join base_cell c on c.id = g.cell_id
order by 1, 2, 3"""
COMMENTS = """
select s.student_id, n.name, c.name, g.auto_comment, g.manual_comment
from comment g join submitted_notebook sn on sn.id = g.notebook_id join notebook n on n.id = sn.notebook_id
join submitted_assignment s on s.id = sn.assignment_id join base_cell c on c.id = g.cell_id
order by 1, 2, 3"""
SUBMISSIONS = "select student_id, timestamp, extension from submitted_assignment order by 1"


def run(*command: str | Path, cwd: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run a command of the environment."""
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, env=ENVIRONMENT, text=True, capture_output=True, check=check
    )


def nbgrader(*arguments: str, cwd: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Stock nbgrader."""
    return run(BIN / "nbgrader", *arguments, cwd=cwd, check=check)


def grade(
    course: Path, *arguments: str, check: bool = False, assignment: str = "ps1"
) -> subprocess.CompletedProcess[str]:
    """The engine's command."""
    needs.check("sandbox")
    command = [
        sys.executable,
        "-m",
        "dosclientes.grading",
        assignment,
        "--root",
        str(course),
        "--quiet",
        *arguments,
    ]
    return subprocess.run(command, env=ENVIRONMENT, text=True, capture_output=True, check=check, cwd=course)


def grade_here(
    course: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str, pool: Executed | None = None
) -> int:
    """The engine's command in this process, with a pool of the test's own; its exit code."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(course)
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(["ps1", "--root", str(course), "--quiet", *arguments]), pool)


def quickstart(folder: Path) -> Path:
    """nbgrader's example course, its assignment generated.

    Laid out as `nbgrader quickstart` does, which takes 16 s of a processor to write a file of comments besides.
    """
    (package,) = find_spec("nbgrader").submodule_search_locations  # type: ignore[union-attr,misc]
    example = Path(package) / "docs" / "source" / "user_guide" / "source"
    ignored = shutil.ignore_patterns("*.html", "autotests.yml", "ps1_autotest")
    shutil.copytree(example, folder / "source", ignore=ignored)
    (folder / "nbgrader_config.py").write_text(CONFIG.format(folder.name))
    nbgrader("generate_assignment", "ps1", cwd=folder)
    return folder


def ungenerated(course: Path, to: Path) -> Path:
    """The same course before its assignment was generated, to be changed first."""
    shutil.copytree(
        course, to, ignore=shutil.ignore_patterns("submitted", "autograded", "release", "gradebook.db")
    )
    return to


def copy(course: Path, to: Path, database: str = "") -> Path:
    """The same course once more, without anything handed in, its gradebook in a file or at an URL of its own."""
    shutil.copytree(course, to, ignore=shutil.ignore_patterns("submitted", "autograded", "feedback"))
    if database:
        (to / "gradebook.db").unlink()
        with (to / "nbgrader_config.py").open("a") as config:
            config.write(f"c.CourseDirectory.db_url = {database!r}\n")
    return to


def submit(course: Path, student: str, edit: Edit | None = None, solution: bool = True) -> Path:
    """Hand in the solution or the blank release, edited; `edit` gets the first notebook."""
    folder = course / "submitted" / student / "ps1"
    shutil.copytree(course / ("source" if solution else "release") / "ps1", folder)
    # The checksums of a student's file are those of the release.
    shutil.copytree(course / "release" / "ps1", folder, dirs_exist_ok=True)
    path = folder / "problem1.ipynb"
    notebook = nbformat.read(path, as_version=4)
    if solution:
        answers = nbformat.read(course / "source" / "ps1" / "problem1.ipynb", as_version=4)
        known = {identity(cell): cell.source for cell in answers.cells}
        for item in notebook.cells:
            if item.metadata.get("nbgrader", {}).get("solution"):
                item.source = known[identity(item)]
    if edit is not None:
        edit(notebook)
    nbformat.write(notebook, path)
    (folder / "timestamp.txt").write_text("2015-02-02 15:58:23.948203 UTC")
    return folder


def identity(item: Any) -> Any:
    """A cell's grade id."""
    return item.metadata.get("nbgrader", {}).get("grade_id")


def cell(notebook: Any, name: str) -> Any:
    """A cell by grade id."""
    return next(item for item in notebook.cells if identity(item) == name)


def answer(name: str, source: str) -> Edit:
    """An edit that replaces an answer."""

    def edit(notebook: Any) -> None:
        cell(notebook, name).source = source

    return edit


def db_url(course: Path) -> str:
    """Where the course's gradebook is."""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config()
    return str(config.CourseDirectory.get("db_url", f"sqlite:///{course}/gradebook.db"))


@contextmanager
def book(course: Path) -> Iterator[Callable[[str], Any]]:
    """A transaction in the course's gradebook: a function that runs a statement."""
    engine = create_engine(db_url(course))
    with engine.begin() as connection:
        yield lambda statement: connection.execute(text(statement))
    engine.dispose()


def rows(course: Path, query: str = GRADES) -> list[tuple[Any, ...]]:
    """Rows of the course's gradebook."""
    with book(course) as run:
        return [tuple(row) for row in run(query)]


def scores(course: Path, student: str) -> dict[str, Any]:
    """Automatic scores of a student's first notebook, by cell."""
    return {row[2]: row[3] for row in rows(course) if row[0] == student and row[1] == "problem1"}
