"""What the gradebook holds that a page of feedback shows: points, comments, penalties, of a class at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from nbgrader import api
from sqlalchemy import func, select

__all__ = ["Marks", "read_marks"]

_MOST = 500
"""Students of one question to the database."""


@dataclass
class Marks:
    """One notebook of a hand-in.

    Attributes:
        score: the points of its cells together, the penalty not taken off.
        max_score: what it could have got.
        penalty: points taken off because it was late.
        points: points, possible points and whether a person has still to look, by the cell's name.
        comments: what is said of an answer, or None, by the cell's name.
    """

    score: float
    max_score: float
    penalty: float
    points: dict[str, tuple[float, float, bool]] = field(default_factory=dict)
    comments: dict[str, str | None] = field(default_factory=dict)


def read_marks(
    gradebook: api.Gradebook, assignment: str, students: Sequence[str]
) -> dict[str, dict[str, Marks]]:
    """The marks of each notebook, by its name, of each of these students who is in the gradebook."""
    found: dict[str, dict[str, Marks]] = {}
    known = [name for name in students if name.encode("utf-8", "ignore").decode() == name]
    for start in range(0, len(known), _MOST):
        found |= _read(gradebook, assignment, known[start : start + _MOST])
    gradebook.db.rollback()
    return found


def _read(gradebook: api.Gradebook, assignment: str, students: Sequence[str]) -> dict[str, dict[str, Marks]]:
    mine = (
        select(
            api.SubmittedNotebook.id,
            api.SubmittedAssignment.student_id,
            api.Notebook.name,
            api.Notebook.max_score,
            api.SubmittedNotebook.late_submission_penalty,
        )
        .join(api.SubmittedAssignment, api.SubmittedAssignment.id == api.SubmittedNotebook.assignment_id)
        .join(api.Notebook, api.Notebook.id == api.SubmittedNotebook.notebook_id)
        .join(api.Assignment, api.Assignment.id == api.SubmittedAssignment.assignment_id)
        .where(api.Assignment.name == assignment, api.SubmittedAssignment.student_id.in_(students))
    )
    ids = mine.with_only_columns(api.SubmittedNotebook.id).scalar_subquery()
    cell = api.BaseCell.__table__
    totals = (
        select(api.Grade.notebook_id, func.coalesce(func.sum(api.Grade.score), 0.0))
        .where(api.Grade.notebook_id.in_(ids))
        .group_by(api.Grade.notebook_id)
    )
    points = (
        select(
            api.Grade.notebook_id,
            cell.c.name,
            api.Grade.score,
            api.Grade.max_score,
            api.Grade.needs_manual_grade,
        )
        .join(cell, cell.c.id == api.Grade.cell_id)
        .where(api.Grade.notebook_id.in_(ids))
    )
    comments = (
        select(api.Comment.notebook_id, cell.c.name, api.Comment.comment)
        .join(cell, cell.c.id == api.Comment.cell_id)
        .where(api.Comment.notebook_id.in_(ids))
    )
    ask = gradebook.db.execute
    scores = {row[0]: row[1] for row in ask(totals)}
    found: dict[str, dict[str, Marks]] = {}
    known = {}
    for identifier, student, name, most, penalty in ask(mine):
        known[identifier] = Marks(scores.get(identifier, 0.0), most, penalty or 0.0)
        found.setdefault(student, {})[name] = known[identifier]
    for identifier, name, score, most, waits in ask(points):
        known[identifier].points[name] = (score, most, waits)
    for identifier, name, comment in ask(comments):
        known[identifier].comments[name] = comment
    return found
