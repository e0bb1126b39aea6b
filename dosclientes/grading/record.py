"""Writing a submission's grades into nbgrader's gradebook: one transaction, so that a crash leaves all or nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from nbgrader import api
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import and_, select

from .plan import Plan
from .verdicts import Verdict

STUDENT = api.Student.__table__
ASSIGNMENT = api.Assignment.__table__
SUBMITTED = api.SubmittedAssignment.__table__
NOTEBOOK = api.SubmittedNotebook.__table__
GRADE = api.Grade.__table__
COMMENT = api.Comment.__table__


@dataclass
class Graded:
    """A graded submission.

    Attributes:
        student: nbgrader's id.
        timestamp: when it was handed in.
        verdicts: by notebook.
        comments: nbgrader's automatic comment, by notebook and cell.
        absent: notebooks not handed in.
    """

    student: str
    timestamp: dt.datetime | None
    verdicts: dict[str, list[Verdict]] = field(default_factory=dict)
    comments: dict[str, dict[str, str | None]] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)


class UnknownStudent(Exception):
    """The gradebook does not know the student, and nbgrader may not create them."""


class Recorder:
    """The only writer of a run.

    Arguments:
        gradebook: nbgrader's, open.
        plan: the assignment.
        converter: nbgrader's Autograde converter, for its settings.
    """

    def __init__(self, gradebook: api.Gradebook, plan: Plan, converter: Any) -> None:
        self.engine = gradebook.engine
        self.plan = plan
        self.create = bool(converter.create_student)
        self.penalties = AssignLatePenalties(parent=converter)
        self.penalties.init_plugin()

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
        with self.engine.begin() as connection:
            self.student(connection, graded.student)
            submission = self.submission(connection, graded)
            for name, verdicts in graded.verdicts.items():
                notebook = self.notebook(connection, submission, name)
                self.grades(connection, notebook, name, verdicts, name in graded.absent)
                self.comments(connection, notebook, name, graded.comments.get(name, {}))
                if name not in graded.absent:
                    self.penalty(connection, submission, notebook, graded.student)

    def student(self, connection: Any, student: str) -> None:
        """Make sure the student is there."""
        if connection.execute(select(STUDENT.c.id).where(STUDENT.c.id == student)).first() is None:
            if not self.create:
                raise UnknownStudent(f"No student with ID {student!r} exists in the gradebook")
            connection.execute(STUDENT.insert().values(id=student))

    def submission(self, connection: Any, graded: Graded) -> str:
        """The submission's row, made with all its parts if it is not there."""
        mine = and_(SUBMITTED.c.assignment_id == self.plan.identifier, SUBMITTED.c.student_id == graded.student)
        row = connection.execute(select(SUBMITTED.c.id).where(mine)).first()
        if row is None:
            identifier = api.new_uuid()
            values = {"id": identifier, "assignment_id": self.plan.identifier, "student_id": graded.student}
            connection.execute(SUBMITTED.insert().values(**values, timestamp=graded.timestamp))
            for name in self.plan.notebooks:
                self.notebook(connection, identifier, name)
            return identifier
        if graded.timestamp is not None:
            connection.execute(SUBMITTED.update().where(mine).values(timestamp=graded.timestamp))
        return str(row[0])

    def notebook(self, connection: Any, submission: str, name: str) -> str:
        """The submitted notebook's row, made with its grades and comments if it is not there."""
        plan = self.plan.notebooks[name]
        mine = and_(NOTEBOOK.c.assignment_id == submission, NOTEBOOK.c.notebook_id == plan.identifier)
        row = connection.execute(select(NOTEBOOK.c.id).where(mine)).first()
        if row is not None:
            return str(row[0])
        identifier = api.new_uuid()
        values = {"id": identifier, "assignment_id": submission, "notebook_id": plan.identifier, "flagged": False}
        connection.execute(NOTEBOOK.insert().values(**values))
        for table, cells in ((GRADE, plan.grades), (COMMENT, plan.comments)):
            rows: list[dict[str, Any]] = [
                {"id": api.new_uuid(), "notebook_id": identifier, "cell_id": cell} for cell in cells.values()
            ]
            if table is GRADE:
                rows = [{**row, "needs_manual_grade": True} for row in rows]
            if rows:
                connection.execute(table.insert(), rows)
        return identifier

    def grades(
        self, connection: Any, notebook: str, name: str, verdicts: list[Verdict], absent: bool
    ) -> None:
        """Automatic scores; a manual score stays, and asks for a look."""
        plan = self.plan.notebooks[name]
        manual = dict(
            connection.execute(
                select(GRADE.c.cell_id, GRADE.c.manual_score).where(GRADE.c.notebook_id == notebook)
            ).all()
        )
        for verdict in verdicts:
            if plan.cells[verdict.name].task and not absent:
                continue  # a person's alone
            cell = plan.grades[verdict.name]
            look = not absent and (manual.get(cell) is not None or verdict.score is None)
            values = {"auto_score": verdict.score, "needs_manual_grade": look}
            if cell not in manual:
                row = {"id": api.new_uuid(), "notebook_id": notebook, "cell_id": cell}
                connection.execute(GRADE.insert().values(**row, **values))
                continue
            mine = and_(GRADE.c.notebook_id == notebook, GRADE.c.cell_id == cell)
            connection.execute(GRADE.update().where(mine).values(**values))

    def comments(self, connection: Any, notebook: str, name: str, comments: dict[str, str | None]) -> None:
        """Automatic comments; a person's stay."""
        plan = self.plan.notebooks[name]
        for cell, comment in comments.items():
            mine = and_(COMMENT.c.notebook_id == notebook, COMMENT.c.cell_id == plan.comments[cell])
            connection.execute(COMMENT.update().where(mine).values(auto_comment=comment))

    def penalty(self, connection: Any, submission: str, notebook: str, student: str) -> None:
        """The late penalty, decided by the plugin nbgrader is configured with."""
        late = self.seconds_late(connection, submission)
        penalty = None
        if late > 0:
            score = self.score(connection, notebook)
            penalty = self.penalties.plugin_inst.late_submission_penalty(student, score, late)
            if penalty is not None:
                penalty = self.penalties._check_late_penalty(SimpleNamespace(score=score), penalty)
        values = {"late_submission_penalty": penalty}
        connection.execute(NOTEBOOK.update().where(NOTEBOOK.c.id == notebook).values(**values))

    def seconds_late(self, connection: Any, submission: str) -> float:
        """As nbgrader counts them."""
        row = connection.execute(
            select(SUBMITTED.c.timestamp, SUBMITTED.c.extension, ASSIGNMENT.c.duedate)
            .join(ASSIGNMENT, ASSIGNMENT.c.id == SUBMITTED.c.assignment_id)
            .where(SUBMITTED.c.id == submission)
        ).one()
        if row.timestamp is None or row.duedate is None:
            return 0.0
        due = row.duedate + row.extension if row.extension is not None else row.duedate
        return max(0.0, float((row.timestamp - due).total_seconds()))

    def score(self, connection: Any, notebook: str) -> float:
        """A notebook's points, as nbgrader adds them up."""
        rows = connection.execute(
            select(GRADE.c.manual_score, GRADE.c.auto_score, GRADE.c.extra_credit).where(
                GRADE.c.notebook_id == notebook
            )
        )
        total = 0.0
        for manual, automatic, extra in rows:
            base = manual if manual is not None else automatic
            total += 0.0 if base is None else base + (extra or 0.0)
        return total
