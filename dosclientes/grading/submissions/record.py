"""Writing a submission's grades into nbgrader's gradebook: one transaction, so that a crash leaves all or nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from nbgrader import api
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import and_, bindparam, select

from dosclientes.grading.submissions.hold import Hold
from dosclientes.grading.submissions.plan import Plan
from dosclientes.grading.submissions.verdicts import Verdict

STUDENT = api.Student.__table__
ASSIGNMENT = api.Assignment.__table__
SUBMITTED = api.SubmittedAssignment.__table__
NOTEBOOK = api.SubmittedNotebook.__table__
GRADE = api.Grade.__table__
COMMENT = api.Comment.__table__

# Built once: SQLAlchemy takes longer to build and compile a statement than the database to run it.
_FIND_STUDENT = select(STUDENT.c.id).where(STUDENT.c.id == bindparam("student"))
_MINE = and_(
    SUBMITTED.c.assignment_id == bindparam("assignment"), SUBMITTED.c.student_id == bindparam("student")
)
_FIND_SUBMISSION = select(SUBMITTED.c.id).where(_MINE)
_DATE_SUBMISSION = SUBMITTED.update().where(_MINE).values(timestamp=bindparam("moment"))
_FIND_NOTEBOOKS = select(NOTEBOOK.c.notebook_id, NOTEBOOK.c.id).where(
    NOTEBOOK.c.assignment_id == bindparam("submission")
)
# Nobody gives points between the look at a grade and what is made of it; SQLite has but one who writes at a time.
_FIND_GRADES = (
    select(
        GRADE.c.notebook_id,
        GRADE.c.cell_id,
        GRADE.c.manual_score,
        GRADE.c.auto_score,
        GRADE.c.needs_manual_grade,
    )
    .where(GRADE.c.notebook_id.in_(bindparam("notebooks", expanding=True)))
    .with_for_update()
)
_FIND_GIVEN = (
    select(NOTEBOOK.c.notebook_id, GRADE.c.cell_id)
    .join(GRADE, GRADE.c.notebook_id == NOTEBOOK.c.id)
    .where(and_(NOTEBOOK.c.assignment_id == bindparam("submission"), GRADE.c.manual_score.is_not(None)))
)
_FIND_WAITING = (
    select(SUBMITTED.c.student_id, GRADE.c.cell_id)
    .join(NOTEBOOK, NOTEBOOK.c.assignment_id == SUBMITTED.c.id)
    .join(GRADE, GRADE.c.notebook_id == NOTEBOOK.c.id)
    .where(and_(SUBMITTED.c.assignment_id == bindparam("assignment"), GRADE.c.needs_manual_grade))
)
_GRADE = (
    GRADE.update()
    .where(and_(GRADE.c.notebook_id == bindparam("notebook"), GRADE.c.cell_id == bindparam("cell")))
    .values(auto_score=bindparam("score"), needs_manual_grade=bindparam("look"))
)
_COMMENT = (
    COMMENT.update()
    .where(and_(COMMENT.c.notebook_id == bindparam("notebook"), COMMENT.c.cell_id == bindparam("cell")))
    .values(auto_comment=bindparam("comment"))
)
_PENALTY = (
    NOTEBOOK.update()
    .where(NOTEBOOK.c.id == bindparam("notebook"))
    .values(late_submission_penalty=bindparam("penalty"))
)
_FIND_LATE = (
    select(SUBMITTED.c.timestamp, SUBMITTED.c.extension, ASSIGNMENT.c.duedate)
    .join(ASSIGNMENT, ASSIGNMENT.c.id == SUBMITTED.c.assignment_id)
    .where(SUBMITTED.c.id == bindparam("submission"))
)
_FIND_SCORES = select(GRADE.c.manual_score, GRADE.c.auto_score, GRADE.c.extra_credit).where(
    GRADE.c.notebook_id == bindparam("notebook")
)


def _rows(notebook: str, cells: dict[str, str]) -> list[dict[str, Any]]:
    return [{"id": api.new_uuid(), "notebook_id": notebook, "cell_id": cell} for cell in cells.values()]


@dataclass
class Graded:
    """A graded submission.

    Attributes:
        student: nbgrader's id.
        timestamp: when it was handed in.
        verdicts: by notebook.
        comments: nbgrader's automatic comment, by notebook and cell.
        absent: notebooks not handed in.
        changed: cells whose answer is another than the one that a person gave points, by notebook.
    """

    student: str
    timestamp: dt.datetime | None
    verdicts: dict[str, list[Verdict]] = field(default_factory=dict)
    comments: dict[str, dict[str, str | None]] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)
    changed: dict[str, set[str]] = field(default_factory=dict)


def _look(row: Any, verdict: Verdict, notebook: str, graded: Graded) -> bool:
    """Whether a cell that the gradebook knows has to be looked at by a person."""
    if notebook in graded.absent:
        return False
    if row.manual_score is None:
        return verdict.score is None
    again = verdict.name in graded.changed.get(notebook, ()) or row.auto_score != verdict.score
    return bool(again or row.needs_manual_grade)


class UnknownStudent(Exception):  # noqa: N818
    """The gradebook does not know the student, and nbgrader may not create them."""


class Recorder:
    """The only writer of a run, which holds the gradebook until it is closed.

    Arguments:
        gradebook: nbgrader's, open.
        plan: the assignment.
        converter: nbgrader's Autograde converter, for its settings.

    Raises: see `Hold`.
    """

    def __init__(self, gradebook: api.Gradebook, plan: Plan, converter: Any) -> None:
        self.engine = gradebook.engine
        self.plan = plan
        self.create = bool(converter.create_student)
        self.penalties = AssignLatePenalties(parent=converter)
        self.penalties.init_plugin()
        self.hold = Hold(gradebook.engine)

    def close(self) -> None:
        """After the last submission."""
        self.hold.close()

    def known(self) -> dict[str, dt.datetime | None]:
        """When each submission was handed in that the gradebook holds."""
        with self.engine.connect() as connection:
            rows = connection.execute(
                select(SUBMITTED.c.student_id, SUBMITTED.c.timestamp).where(
                    SUBMITTED.c.assignment_id == self.plan.identifier
                )
            )
            return {row[0]: row[1] for row in rows}

    def record(self, graded: Graded) -> None:
        """Write one submission.

        Raises: UnknownStudent; SQLAlchemy's errors.
        """
        with self.hold.transaction() as connection:
            self.student(connection, graded.student)
            submission = self.submission(connection, graded)
            notebooks = self.notebooks(connection, submission)
            self.grades(connection, graded, notebooks)
            self.comments(connection, graded, notebooks)
            late = self.seconds_late(connection, submission)
            for name in graded.verdicts:
                if name not in graded.absent:
                    self.penalty(connection, late, notebooks[name], graded.student)

    def student(self, connection: Any, student: str) -> None:
        """Make sure the student is there."""
        if connection.execute(_FIND_STUDENT, {"student": student}).first() is None:
            if not self.create:
                raise UnknownStudent(f"No student with ID {student!r} exists in the gradebook")
            connection.execute(STUDENT.insert(), {"id": student})

    def submission(self, connection: Any, graded: Graded) -> str:
        """The submission's row, made if it is not there."""
        mine = {"assignment": self.plan.identifier, "student": graded.student}
        row = connection.execute(_FIND_SUBMISSION, mine).first()
        if row is not None:
            if graded.timestamp is not None:
                connection.execute(_DATE_SUBMISSION, {**mine, "moment": graded.timestamp})
            return str(row[0])
        new = {"id": api.new_uuid(), "assignment_id": self.plan.identifier, "student_id": graded.student}
        connection.execute(SUBMITTED.insert(), {**new, "timestamp": graded.timestamp})
        return str(new["id"])

    def notebooks(self, connection: Any, submission: str) -> dict[str, str]:
        """The submitted notebooks' rows by name, made with their grades and comments if they are not there."""
        known = {row[0]: row[1] for row in connection.execute(_FIND_NOTEBOOKS, {"submission": submission})}
        found, new, grades, comments = {}, [], [], []
        for name, plan in self.plan.notebooks.items():
            if plan.identifier in known:
                found[name] = known[plan.identifier]
                continue
            found[name] = identifier = api.new_uuid()
            new.append(
                {
                    "id": identifier,
                    "assignment_id": submission,
                    "notebook_id": plan.identifier,
                    "flagged": False,
                }
            )
            grades += [{**row, "needs_manual_grade": True} for row in _rows(identifier, plan.grades)]
            comments += _rows(identifier, plan.comments)
        for table, rows in ((NOTEBOOK, new), (GRADE, grades), (COMMENT, comments)):
            if rows:
                connection.execute(table.insert(), rows)
        return found

    def given(self, student: str) -> dict[str, set[str]]:
        """The cells to which a person has given a student points, by notebook."""
        found: dict[str, set[str]] = {}
        with self.engine.connect() as connection:
            mine = {"assignment": self.plan.identifier, "student": student}
            row = connection.execute(_FIND_SUBMISSION, mine).first()
            rows = connection.execute(_FIND_GIVEN, {"submission": row[0]}) if row is not None else ()
            known = {
                (plan.identifier, cell): (name, grade)
                for name, plan in self.plan.notebooks.items()
                for grade, cell in plan.grades.items()
            }
            for key in map(tuple, rows):
                if key in known:
                    name, grade = known[key]
                    found.setdefault(name, set()).add(grade)
        return found

    def waiting(self) -> dict[str, list[str]]:
        """Students with cells, tasks and answers graded by hand apart, that still wait for a person; by name."""
        known = {
            cell: name
            for plan in self.plan.notebooks.values()
            for name, cell in plan.grades.items()
            if not (plan.cells[name].task or plan.cells[name].solution)
        }
        found: dict[str, list[str]] = {}
        with self.engine.connect() as connection:
            for student, cell in connection.execute(_FIND_WAITING, {"assignment": self.plan.identifier}):
                if cell in known:
                    found.setdefault(student, []).append(known[cell])
        return found

    def grades(self, connection: Any, graded: Graded, notebooks: dict[str, str]) -> None:
        """Automatic scores. A person's stays, and is looked at again only if it was given to something else."""
        rows = connection.execute(_FIND_GRADES, {"notebooks": list(notebooks.values())})
        known = {(row[0], row[1]): row for row in rows}
        changed, new = [], []
        for name, verdicts in graded.verdicts.items():
            plan, notebook = self.plan.notebooks[name], notebooks[name]
            for verdict in verdicts:
                key = (notebook, plan.grades[verdict.name])
                row = known.get(key)
                score = {"notebook": key[0], "cell": key[1], "score": verdict.score}
                if row is not None:
                    changed.append({**score, "look": _look(row, verdict, name, graded)})
                else:
                    fresh = {"id": api.new_uuid(), "notebook_id": key[0], "cell_id": key[1]}
                    look = verdict.score is None and name not in graded.absent
                    new.append({**fresh, "auto_score": verdict.score, "needs_manual_grade": look})
        if changed:
            connection.execute(_GRADE, changed)
        if new:
            connection.execute(GRADE.insert(), new)

    def comments(self, connection: Any, graded: Graded, notebooks: dict[str, str]) -> None:
        """Automatic comments; a person's stay."""
        changed = [
            {
                "notebook": notebooks[name],
                "cell": self.plan.notebooks[name].comments[cell],
                "comment": comment,
            }
            for name, comments in graded.comments.items()
            for cell, comment in comments.items()
        ]
        if changed:
            connection.execute(_COMMENT, changed)

    def penalty(self, connection: Any, late: float, notebook: str, student: str) -> None:
        """The late penalty, decided by the plugin nbgrader is configured with."""
        penalty = None
        if late > 0:
            score = self.score(connection, notebook)
            penalty = self.penalties.plugin_inst.late_submission_penalty(student, score, late)
            if penalty is not None:
                penalty = self.penalties._check_late_penalty(SimpleNamespace(score=score), penalty)
        connection.execute(_PENALTY, {"notebook": notebook, "penalty": penalty})

    def seconds_late(self, connection: Any, submission: str) -> float:
        """As nbgrader counts them."""
        row = connection.execute(_FIND_LATE, {"submission": submission}).one()
        if row.timestamp is None or row.duedate is None:
            return 0.0
        due = row.duedate + row.extension if row.extension is not None else row.duedate
        return max(0.0, float((row.timestamp - due).total_seconds()))

    def score(self, connection: Any, notebook: str) -> float:
        """A notebook's points, as nbgrader adds them up."""
        rows = connection.execute(_FIND_SCORES, {"notebook": notebook})
        total = 0.0
        for manual, automatic, extra in rows:
            base = manual if manual is not None else automatic
            total += 0.0 if base is None else base + (extra or 0.0)
        return total
