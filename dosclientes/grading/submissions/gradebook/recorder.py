"""Writing a submission's grades into nbgrader's gradebook: one transaction, so that a crash leaves all or nothing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from nbgrader import api
from nbgrader.preprocessors import AssignLatePenalties

from dosclientes.grading.submissions.gradebook import statements
from dosclientes.grading.submissions.gradebook.graded import Graded
from dosclientes.grading.submissions.gradebook.hold import Hold
from dosclientes.grading.submissions.plan import Plan
from dosclientes.grading.submissions.verdicts import Verdict


def _rows(notebook: str, cells: dict[str, str]) -> list[dict[str, Any]]:
    return [{"id": api.new_uuid(), "notebook_id": notebook, "cell_id": cell} for cell in cells.values()]


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
        if connection.execute(statements.FIND_STUDENT, {"student": student}).first() is None:
            if not self.create:
                raise UnknownStudent(f"No student with ID {student!r} exists in the gradebook")
            connection.execute(statements.STUDENT.insert(), {"id": student})

    def submission(self, connection: Any, graded: Graded) -> str:
        """The submission's row, made if it is not there."""
        mine = {"assignment": self.plan.identifier, "student": graded.student}
        row = connection.execute(statements.FIND_SUBMISSION, mine).first()
        if row is not None:
            if graded.timestamp is not None:
                connection.execute(statements.SET_MOMENT, {**mine, "moment": graded.timestamp})
            return str(row[0])
        new = {"id": api.new_uuid(), "assignment_id": self.plan.identifier, "student_id": graded.student}
        connection.execute(statements.SUBMITTED.insert(), {**new, "timestamp": graded.timestamp})
        return str(new["id"])

    def notebooks(self, connection: Any, submission: str) -> dict[str, str]:
        """The submitted notebooks' rows by name, made with their grades and comments if they are not there."""
        known = {
            row[0]: row[1]
            for row in connection.execute(statements.FIND_NOTEBOOKS, {"submission": submission})
        }
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
        for table, rows in (
            (statements.NOTEBOOK, new),
            (statements.GRADE, grades),
            (statements.COMMENT, comments),
        ):
            if rows:
                connection.execute(table.insert(), rows)
        return found

    def grades(self, connection: Any, graded: Graded, notebooks: dict[str, str]) -> None:
        """Automatic scores. A person's stays, and is looked at again only if it was given to something else."""
        rows = connection.execute(statements.FIND_GRADES, {"notebooks": list(notebooks.values())})
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
            connection.execute(statements.SET_GRADE, changed)
        if new:
            connection.execute(statements.GRADE.insert(), new)

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
            connection.execute(statements.SET_COMMENT, changed)

    def penalty(self, connection: Any, late: float, notebook: str, student: str) -> None:
        """The late penalty, decided by the plugin nbgrader is configured with."""
        penalty = None
        if late > 0:
            score = self.score(connection, notebook)
            penalty = self.penalties.plugin_inst.late_submission_penalty(student, score, late)
            if penalty is not None:
                penalty = self.penalties._check_late_penalty(SimpleNamespace(score=score), penalty)
        connection.execute(statements.SET_PENALTY, {"notebook": notebook, "penalty": penalty})

    def seconds_late(self, connection: Any, submission: str) -> float:
        """As nbgrader counts them."""
        row = connection.execute(statements.FIND_LATE, {"submission": submission}).one()
        if row.timestamp is None or row.duedate is None:
            return 0.0
        due = row.duedate + row.extension if row.extension is not None else row.duedate
        return max(0.0, float((row.timestamp - due).total_seconds()))

    def score(self, connection: Any, notebook: str) -> float:
        """A notebook's points, as nbgrader adds them up."""
        rows = connection.execute(statements.FIND_SCORES, {"notebook": notebook})
        total = 0.0
        for manual, automatic, extra in rows:
            base = manual if manual is not None else automatic
            total += 0.0 if base is None else base + (extra or 0.0)
        return total
