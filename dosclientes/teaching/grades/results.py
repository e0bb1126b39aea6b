"""What each student of a class has in each assignment: points, or why there are none yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dosclientes.teaching.course import Course
from dosclientes.teaching.hand_ins.laying import remembered
from dosclientes.teaching.late.penalties import recompute

__all__ = [
    "GRADED",
    "MISSING",
    "STATES",
    "UNGRADED",
    "WAITING",
    "WITHDRAWN",
    "Person",
    "Result",
    "results",
    "with_zero",
]

GRADED, WAITING, UNGRADED, MISSING, WITHDRAWN = "graded", "waiting", "ungraded", "missing", "withdrawn"
STATES = (GRADED, WAITING, UNGRADED, MISSING, WITHDRAWN)
"""All points are given; some wait for a person; handed in and not graded; not handed in; no longer in the class."""


@dataclass(frozen=True)
class Person:
    """A student as the roster has them; what it does not say is "". `lms` is the platform's own id."""

    id: str
    first: str = ""
    last: str = ""
    email: str = ""
    lms: str = ""

    @property
    def sortable(self) -> str:
        """Last name first, or the id of whom has no name."""
        return ", ".join(filter(None, (self.last, self.first))) or self.id


@dataclass(frozen=True)
class Result:
    """One student in one assignment.

    Attributes:
        raw, penalty: points; None unless the state is GRADED, or WITHDRAWN and all were given.
        number: Moodle's number of the hand-in, if one was collected from there.
        until: the due date with the student's extension, if there is one.
    """

    person: Person
    assignment: str
    state: str
    full: float
    raw: float | None = None
    penalty: float | None = None
    due: dt.datetime | None = None
    handed_in: dt.datetime | None = None
    number: str = ""
    until: dt.datetime | None = None

    @property
    def score(self) -> float | None:
        """The points that count: never below 0, whatever the penalty."""
        if self.raw is None:
            return None
        return max(0.0, self.raw - (self.penalty or 0.0))


def results(
    course: Course, assignments: Sequence[str] = (), students: Sequence[str] = ()
) -> Iterator[Result]:
    """Every student of the roster in each assignment, in the order of nbgrader's own export.

    Late penalties are brought up to date first: nbgrader reckons them while texts have no points yet.

    Arguments:
        assignments, students: only these, by name; all if there are none.

    Raises nbgrader's MissingEntry for an assignment there is not.
    """
    gradebook, places = course.gradebook, (course.place("submitted"), course.place("autograded"))
    left = course.withdrawn
    chosen = [gradebook.find_assignment(name) for name in assignments] or gradebook.assignments
    people = [one for one in gradebook.students if not students or one.id in students]
    for assignment in chosen:
        recompute(gradebook, course.config, assignment.name)
        handed = {one.student_id: one for one in assignment.submissions}
        numbers = remembered(course.downloads / assignment.name)
        for student in people:
            handed_in, graded = (
                _holds(Path(place.format(student=student.id, assignment=assignment.name))) for place in places
            )
            one = _result(student, assignment, handed.get(student.id), handed_in, graded)
            state = WITHDRAWN if student.id in left else one.state
            yield replace(one, state=state, number=numbers.get(student.id, ""))


def _result(student: Any, assignment: Any, submission: Any, handed_in: bool, graded: bool) -> Result:
    words = (student.id, student.first_name, student.last_name, student.email, student.lms_user_id)
    common: dict[str, Any] = {
        "person": Person(*(str(word or "").strip() for word in words)),
        "assignment": assignment.name,
        "full": float(assignment.max_score),
        "due": assignment.duedate,
    }
    common["handed_in"] = submission.timestamp if submission else None
    common["until"] = submission.duedate if submission else assignment.duedate
    if not graded and not (submission and _has_points(submission)):
        # collected and not graded yet; or an extension, whose row is there before any hand-in
        there = handed_in or common["handed_in"]
        return Result(state=UNGRADED if there else MISSING, **common)
    if submission is None:
        return Result(state=UNGRADED, **common)
    if submission.needs_manual_grade:
        return Result(state=WAITING, **common)
    penalty = float(submission.late_submission_penalty or 0.0)
    return Result(state=GRADED, raw=float(submission.score), penalty=penalty, **common)


def with_zero(one: Result) -> Result:
    """The result of whoever handed nothing in and has no time left, as 0: a person has decided so. Others stay."""
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    if one.state != MISSING or (one.until is not None and one.until > now):
        return one
    return replace(one, raw=0.0, penalty=0.0)


def _has_points(submission: Any) -> bool:
    grades = (grade for notebook in submission.notebooks for grade in notebook.grades)
    return any(grade.auto_score is not None or grade.manual_score is not None for grade in grades)


def _holds(folder: Path) -> bool:
    """Whether anything lies in a folder."""
    return folder.is_dir() and any(not path.name.startswith(".") for path in folder.iterdir())
