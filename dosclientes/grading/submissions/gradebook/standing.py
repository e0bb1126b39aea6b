"""What the gradebook holds of an assignment before a run and after it."""

from __future__ import annotations

import datetime as dt

from nbgrader import api

from dosclientes.grading.submissions.gradebook import statements
from dosclientes.grading.submissions.plan import Plan


class Standing:
    """How an assignment stands in the gradebook.

    Arguments:
        gradebook: nbgrader's, open.
        plan: the assignment.
    """

    def __init__(self, gradebook: api.Gradebook, plan: Plan) -> None:
        self.engine = gradebook.engine
        self.plan = plan

    def known(self) -> dict[str, dt.datetime | None]:
        """When each submission was handed in that the gradebook holds."""
        with self.engine.connect() as connection:
            rows = connection.execute(statements.FIND_HANDED_IN, {"assignment": self.plan.identifier})
            return {row[0]: row[1] for row in rows}

    def given(self, student: str) -> dict[str, set[str]]:
        """The cells to which a person has given a student points, by notebook."""
        found: dict[str, set[str]] = {}
        with self.engine.connect() as connection:
            mine = {"assignment": self.plan.identifier, "student": student}
            row = connection.execute(statements.FIND_SUBMISSION, mine).first()
            rows = (
                connection.execute(statements.FIND_GIVEN, {"submission": row[0]}) if row is not None else ()
            )
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

    def waiting(self, by_hand: bool = False) -> dict[str, list[str]]:
        """Students with cells that still wait for a person, by name.

        Arguments:
            by_hand: tasks and answers that are graded by hand by design, rather than tests that nothing could judge.
        """
        known = {
            cell: name
            for plan in self.plan.notebooks.values()
            for name, cell in plan.grades.items()
            if (plan.cells[name].task or plan.cells[name].solution) == by_hand
        }
        found: dict[str, list[str]] = {}
        with self.engine.connect() as connection:
            for student, cell in connection.execute(
                statements.FIND_WAITING, {"assignment": self.plan.identifier}
            ):
                if cell in known:
                    found.setdefault(student, []).append(known[cell])
        return found
