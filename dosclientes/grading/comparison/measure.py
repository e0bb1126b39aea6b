"""One assignment of a course, compared in copies that are gone afterwards."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from dosclientes.grading.comparison.copies import BLANK, SOLUTION, CannotCompare, copied
from dosclientes.grading.comparison.rows import Row, compare, verdicts
from dosclientes.grading.course import directory
from dosclientes.grading.submissions.plan import CannotGrade
from dosclientes.language.translation import gettext as _


@dataclass
class Result:
    """What came of one assignment.

    Attributes:
        rows: of all hand-ins.
        tests: how many autograded tests the assignment has.
        unprotected: those that run in the student's kernel or are left to a person, with how and why.
        person: how many of these are left to a person.
        rehearsal: what the rehearsal says.
        stock_seconds, engine_seconds: for all hand-ins, in one run each, the rehearsal included.
        problem: why it could not be compared, or "".
    """

    assignment: str
    rows: list[Row] = field(default_factory=list)
    tests: int = 0
    unprotected: dict[str, str] = field(default_factory=dict)
    person: int = 0
    rehearsal: list[str] = field(default_factory=list)
    stock_seconds: float = 0.0
    engine_seconds: float = 0.0
    problem: str = ""

    def count(self, kind: str, student: str | None = None) -> int:
        """How many rows are of a kind, see `rows`; of one student, or of all."""
        return sum(row.kind == kind and student in (None, row.student) for row in self.rows)


def measure(root: Path, assignment: str, students: str) -> Result:
    """Grade one assignment twice.

    Arguments:
        root: the course's folder, which is the current one.
        students: a pattern of those whose hand-ins are graded besides the solution and the blank release.
    """
    result = Result(assignment)
    with tempfile.TemporaryDirectory(prefix="parity-") as place:
        try:
            stock, engine = copied(directory(root, assignment), assignment, students, Path(place).resolve())
            stock.stock(assignment)
            summary = engine.engine(assignment)
        except (CannotCompare, CannotGrade, OSError) as error:
            result.problem = str(error) or type(error).__name__
            return result
        result.rows = compare(assignment, stock, engine)
        tests = verdicts(assignment, engine, SOLUTION)
        result.stock_seconds, result.engine_seconds = stock.seconds, engine.seconds
    result.tests = len(tests)
    result.person = sum("unprotected" in test and test["score"] is None for test in tests)
    result.unprotected, result.rehearsal = summary["unprotected"], summary["rehearsal"]
    return result


def shown_name(student: str) -> str:
    """What a hand-in is called in print."""
    return {SOLUTION: _("«solución»"), BLANK: _("«sin responder»")}.get(student, student)
