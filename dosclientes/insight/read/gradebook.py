"""The points of an assignment as the gradebook holds them, by person and question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import select

from dosclientes.insight.read.model import Points
from dosclientes.language.translation import gettext as _
from dosclientes.options import CannotRunError

__all__ = ["Cell", "Marks", "find", "read"]


@dataclass(frozen=True)
class Cell:
    """A graded cell: its notebook, grade id, the points it can give, and whether a person gives them."""

    notebook: str
    name: str
    full: float
    by_hand: bool


@dataclass(frozen=True)
class Marks:
    """Cells, the students who handed in, their points (see `Points`), and how many handed in nothing."""

    cells: list[Cell]
    students: list[str]
    points: Points
    absent: int


def find(gradebook: Any, name: str) -> Any:
    """An assignment of a gradebook. Raises CannotRunError, which names those there are."""
    known = {one.name: one for one in gradebook.assignments}
    if name not in known:
        told = ", ".join(sorted(known)) or "-"
        raise CannotRunError(
            _("La tarea «{name}» no está en el libro de notas. Están: {names}.", name=name, names=told)
        )
    return known[name]


def read(gradebook: Any, assignment: str) -> Marks:
    """The points of whoever handed in and was graded. Raises CannotRunError if nobody was, or there is no question."""
    found = find(gradebook, assignment)
    cells = {
        cell.id: Cell(notebook.name, cell.name, float(cell.max_score), _by_hand(cell))
        for notebook in found.notebooks
        for cell in (*notebook.grade_cells, *notebook.task_cells)
    }
    cells = {key: cell for key, cell in cells.items() if cell.full > 0}
    if not cells:
        raise CannotRunError(_("La tarea «{name}» no tiene ninguna pregunta con puntos.", name=assignment))
    given: dict[str, dict[str, float]] = {}
    for student, cell, *points in gradebook.db.execute(_query(found.id)):
        if cell in cells:
            given.setdefault(student, {})[cell] = _points(*points)
    # a row with nothing in it is an extension, or a hand-in that nobody has graded
    students = sorted(who for who, row in given.items() if not all(np.isnan(list(row.values()))))
    if not students:
        raise CannotRunError(
            _("De «{name}» no hay ninguna entrega corregida: dosclientes grade {name}", name=assignment)
        )
    table = [[given[who].get(cell, np.nan) for cell in cells] for who in students]
    absent = len(gradebook.students) - len(students)
    return Marks(list(cells.values()), students, np.array(table, dtype=float), max(0, absent))


def _query(assignment: str) -> Any:
    from nbgrader import api

    handed, notebook, grade = (
        one.__table__ for one in (api.SubmittedAssignment, api.SubmittedNotebook, api.Grade)
    )
    return (
        select(
            handed.c.student_id,
            grade.c.cell_id,
            grade.c.manual_score,
            grade.c.auto_score,
            grade.c.needs_manual_grade,
        )
        .join(notebook, notebook.c.assignment_id == handed.c.id)
        .join(grade, grade.c.notebook_id == notebook.c.id)
        .where(handed.c.assignment_id == assignment)
    )


def _points(manual: float | None, automatic: float | None, waits: bool) -> float:
    """What counts; NaN while a person has still to look, and nbgrader's 0 for a cell that was not handed in."""
    if waits:
        return np.nan
    return float(manual if manual is not None else automatic or 0.0)


def _by_hand(cell: Any) -> bool:
    """A task, or an answer in words; a test is code without a solution of its own."""
    return bool(cell.type == "TaskCell" or cell.cell_type == "markdown")
