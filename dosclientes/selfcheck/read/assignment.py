"""An assignment as the course knows it: its questions, what students were given, and what nbgrader would put back."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbgrader import utils
from nbgrader.preprocessors import ClearSolutions, ComputeChecksums
from traitlets.config import LoggingConfigurable

from dosclientes.grading.submissions.plan import Notebook, Source
from dosclientes.paths import ROOT

__all__ = ["Assignment", "Question", "load_assignment"]

_PART = re.compile(r"^## [^\d\n]*(\d+)", re.MULTILINE)
_TITLE = re.compile(r"^(?:###|-) (\d+\.\d+) · (.+)$", re.MULTILINE)
"""How the page names a question: in a heading of its own, or in the list below a heading that several share."""
_CLICK = re.compile(r"""\banswered\(["']([\w-]+)["']\)""")
_INSTEAD = re.compile(
    r"""["']([\w-]+)["'](?:, ["'][\w-]+["'])?, or_clicked=True|\bclicked=["']([\w-]+)["']"""
)
_SCHEME = re.compile(r"=== BEGIN MARK SCHEME ===\n(.*?)\n=== END MARK SCHEME ===", re.DOTALL)


@dataclass(frozen=True)
class Question:
    """A graded cell: `number` is the part and the place in it, such as 2.3, and `title` what the page calls it, in
    Markdown; `manual` ones need a person.

    `item` is the exercise it asks to be answered by clicking, if it does; `instead` one that may be answered so.
    """

    id: str
    number: str
    title: str
    points: float
    manual: bool
    rubric: str = ""
    item: str = ""
    instead: str = ""


@dataclass(frozen=True)
class Assignment:
    """`source` is the instructor's notebook, `released` what students get, `plan` what nbgrader puts back."""

    name: str
    source: Any
    released: Any
    plan: Notebook
    questions: dict[str, Question]


def load_assignment(name: str, lang: str, parent: LoggingConfigurable, root: Path = ROOT) -> Assignment:
    """Read an assignment in a language; `parent` carries nbgrader's configuration."""
    path = root / "source" / lang / name / f"{name}.ipynb"
    source = nbformat.read(path, as_version=4)
    released = nbformat.read(root / "assignments" / lang / name / f"{name}.ipynb", as_version=4)
    given = copy.deepcopy(source)
    # what nbgrader's gradebook would hold: solutions cleared, hidden tests still there
    for step in (ClearSolutions, ComputeChecksums):
        given, _resources = step(parent=parent).preprocess(given, {})
    cells = {cell.metadata.nbgrader["grade_id"]: _known(cell) for cell in given.cells if _marked(cell)}
    plan = Notebook(name, name, dict(source.metadata.get("kernelspec", {})) or None, cells)
    return Assignment(name, source, released, plan, {one.id: one for one in _questions(source)})


def _marked(cell: Any) -> bool:
    return bool(
        utils.is_grade(cell) or utils.is_solution(cell) or utils.is_locked(cell) or utils.is_task(cell)
    )


def _known(cell: Any) -> Source:
    label = cell.metadata.nbgrader
    grade, solution, task = utils.is_grade(cell), utils.is_solution(cell), utils.is_task(cell)
    points = float(label["points"]) if grade or task else None
    return Source(
        label["grade_id"],
        cell.cell_type,
        utils.is_locked(cell),
        cell.source,
        label.get("checksum"),
        grade,
        solution,
        task,
        points,
    )


def _questions(source: Any) -> Iterator[Question]:
    titles = {
        number: title
        for cell in source.cells
        if cell.cell_type == "markdown"
        for number, title in _TITLE.findall(cell.source)
    }
    part, place = "", 0
    for cell in source.cells:
        heading = _PART.search(cell.source) if cell.cell_type == "markdown" else None
        if heading:
            part, place = heading[1], 0
        if utils.is_grade(cell) or utils.is_task(cell):
            place += 1
            label = cell.metadata.nbgrader
            manual = bool(utils.is_task(cell) or utils.is_solution(cell))
            scheme = _SCHEME.search(cell.source)
            rubric = scheme[1].strip() if scheme else ""
            number = f"{part}.{place}" if part else str(place)
            click = _CLICK.search(cell.source)
            item = click[1] if click else ""
            other = _INSTEAD.search(cell.source)
            instead = (other[1] or other[2]) if other else ""
            points, title = float(label["points"]), titles.get(number, label["grade_id"])
            yield Question(label["grade_id"], number, title, points, manual, rubric, item, instead)
