"""What the gradebook holds of an assignment, cell by cell, and what the engine said of each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dosclientes.teaching.course import Course

__all__ = ["Key", "Mark", "read"]

Key = tuple[str, str, str]
"""Student, notebook and grade id."""


@dataclass(frozen=True)
class Mark:
    """One graded cell of one student.

    Attributes:
        auto, manual: points, or None.
        waits: whether a person has still to look.
        full: the points it can give.
        why: the engine's reason.
        work: what the student wrote in the notebook, to tell a newer hand-in.
    """

    auto: float | None
    manual: float | None
    waits: bool
    full: float
    why: str = ""
    work: str = ""

    @property
    def points(self) -> float | None:
        """What counts: a person's points before the engine's."""
        return self.manual if self.manual is not None else self.auto


def read(course: Course, assignment: str) -> dict[Key, Mark]:
    """Every graded cell of those who have been graded."""
    found: dict[Key, Mark] = {}
    for submission in course.gradebook.find_assignment(assignment).submissions:
        student = submission.student_id
        folder = Path(course.place("autograded").format(student=student, assignment=assignment))
        reasons = _reasons(folder / "grading.json")
        for notebook in submission.notebooks:
            work = _work(folder / f"{notebook.name}.ipynb")
            for grade in notebook.grades:
                found[student, notebook.name, grade.name] = Mark(
                    grade.auto_score,
                    grade.manual_score,
                    bool(grade.needs_manual_grade),
                    float(grade.max_score),
                    reasons.get((notebook.name, grade.name), ""),
                    work,
                )
    return found


def _reasons(report: Path) -> dict[tuple[str, str], str]:
    try:
        verdicts = json.loads(report.read_text("utf-8"))["verdicts"]
        return {
            (name, str(one["name"])): str(one.get("reason", ""))
            for name, all_ in verdicts.items()
            for one in all_
        }
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _work(notebook: Path) -> str:
    """The sources of the cells that are a student's, as one text."""
    try:
        cells: list[Any] = json.loads(notebook.read_text("utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    own = [cell for cell in cells if not cell.get("metadata", {}).get("nbgrader", {}).get("locked")]
    return json.dumps([cell.get("source") for cell in own])
