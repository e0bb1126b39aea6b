"""What a feedback page says of an answer whose points a person has still to give: a 0 there is none yet."""

from __future__ import annotations

from typing import Any

from nbgrader.preprocessors import GetGrades
from nbgrader.utils import is_grade, is_solution, is_task

from dosclientes.grading.shown.hidden import Step
from dosclientes.language.translation import gettext as _

__all__ = ["MARKS", "Grades", "note"]

MARKS = "marks"
"""Among nbgrader's resources, what the gradebook holds of the notebook, where that has been read for a whole class."""


def note() -> str:
    """What is said of such an answer, in the class's language."""
    return _("**Aún sin calificar.** Lo hará una persona, y estos puntos pueden cambiar.")


class Grades(Step, GetGrades):  # type: ignore[misc]
    """nbgrader's step that enters points and comments; a comment says which points are not given yet.

    nbgrader's opens the gradebook for each page and asks it for each cell; what has been read already is taken.
    """

    marks: Any = None

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """The notebook with what the gradebook says of it. Raises nbgrader's MissingEntry where that is nothing."""
        about = resources["nbgrader"]
        self.marks = about.pop(MARKS, None)
        if self.marks is None or not self._knows(nb):
            self.marks = None
            nb, resources = super().preprocess(nb, resources)
            return nb, resources
        for index, cell in enumerate(nb.cells):
            nb.cells[index], resources = self.preprocess_cell(cell, resources, index)
        about.update(
            score=self.marks.score - self.marks.penalty,
            max_score=self.marks.max_score,
            late_penalty=self.marks.penalty,
        )
        return nb, resources

    def _knows(self, nb: Any) -> bool:
        """Whether all that nbgrader would look for is there; if not, it is left to nbgrader to say so."""
        for cell in nb.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            if (is_grade(cell) or is_task(cell)) and name not in self.marks.points:
                return False
            if (is_solution(cell) or is_task(cell)) and name not in self.marks.comments:
                return False
        return True

    def _get_score(self, cell: Any, resources: Any) -> None:
        if self.marks is None:
            super()._get_score(cell, resources)
            return
        label = cell.metadata.nbgrader
        label["score"], label["points"], _waits = self.marks.points[label["grade_id"]]

    def _get_comment(self, cell: Any, resources: Any) -> None:
        label = cell.metadata.nbgrader
        if self.marks is None:
            super()._get_comment(cell, resources)
        else:
            label["comment"] = self.marks.comments[label["grade_id"]]
        if (is_task(cell) or is_grade(cell)) and self._waits(label["grade_id"]):
            label["comment"] = "\n\n".join(filter(None, [note(), label["comment"]]))

    def _waits(self, name: str) -> bool:
        if self.marks is not None:
            return bool(self.marks.points[name][2])
        grade = self.gradebook.find_grade(name, self.notebook_id, self.assignment_id, self.student_id)
        return bool(grade.needs_manual_grade)
