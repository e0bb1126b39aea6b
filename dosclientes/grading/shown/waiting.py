"""What a feedback page says of an answer whose points a person has still to give: a 0 there is none yet."""

from __future__ import annotations

from typing import Any

from nbgrader.preprocessors import GetGrades
from nbgrader.utils import is_grade, is_task

from dosclientes.grading.shown.hidden import Step
from dosclientes.language.translation import gettext as _

__all__ = ["Grades"]


class Grades(Step, GetGrades):  # type: ignore[misc]
    """nbgrader's step that enters points and comments; a comment says which points are not given yet."""

    def _get_comment(self, cell: Any, resources: Any) -> None:
        super()._get_comment(cell, resources)
        label = cell.metadata.nbgrader
        if not (is_task(cell) or is_grade(cell)):
            return
        grade = self.gradebook.find_grade(
            label["grade_id"], self.notebook_id, self.assignment_id, self.student_id
        )
        if grade.needs_manual_grade:
            note = _("**Aún sin calificar.** Lo hará una persona, y estos puntos pueden cambiar.")
            label["comment"] = "\n\n".join(filter(None, [note, label["comment"]]))
