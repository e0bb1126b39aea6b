"""Feedback that teaches: hidden tests, which nbgrader's stock pages show, are taken out; answers are shown."""

from __future__ import annotations

from typing import Any

from nbgrader.utils import is_grade, is_solution, is_task

from dosclientes.assignments.outputs import for_author
from dosclientes.grading.shown.hidden import HiddenTests, Step
from dosclientes.grading.submissions.review import is_note

_WIDGET = "application/vnd.jupyter.widget-view+json"


class HideTests(Step):
    """Keeps the message of a test cell, and drops its hidden source and the way to the error.

    An exercise is shown as text, with the student's answer, since a page has no widgets. Put it first in
    `GenerateFeedback.preprocessors`.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """The notebook as its student may see it."""
        nb.cells = [cell for cell in nb.cells if not is_note(cell)]
        clear = HiddenTests(parent=self, enforce_metadata=False)
        for cell in nb.cells:
            if is_task(cell):
                cell.source = "\n".join(
                    line for line in cell.source.split("\n") if "MARK SCHEME ===" not in line
                )
            elif cell.cell_type == "code" and is_grade(cell) and not is_solution(cell):
                clear._remove_hidden_test_region(cell)
                cell.source = cell.source.rstrip("\n")
                cell.outputs = for_author(cell.outputs)
            elif cell.cell_type == "code":
                for output in cell.outputs:
                    output.get("data", {}).pop(_WIDGET, None)
        return nb, resources
