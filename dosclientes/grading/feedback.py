"""The pages of `dosclientes grade --feedback`: nbgrader's own, student by student; a failure is that student's."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nbgrader.converters import GenerateFeedback

from dosclientes.grading import FEEDBACK
from dosclientes.grading.course import make_app
from dosclientes.grading.submissions.folders import REPORT, others
from dosclientes.grading.submissions.hand_ins import folders
from dosclientes.grading.submissions.text import shown

__all__ = ["make_pages"]


class _Pages(GenerateFeedback):  # type: ignore[misc]
    """nbgrader's converter for a folder that is given, rather than for what a pattern finds."""

    folder: Path
    problem: Exception | None = None

    def init_notebooks(self) -> None:
        self.assignments = {str(self.folder): [str(path) for path in sorted(self.folder.glob("*.ipynb"))]}

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Copy what lies beside the notebooks: nbgrader ignores nothing where a folder's name has a bracket."""
        for name in others(self.folder, self.coursedir.ignore):
            path = Path(self._format_dest(assignment_id, student_id), name)
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(self.folder / name, path)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        try:
            super().convert_single_notebook(notebook_filename)
        except Exception as error:  # nbgrader logs it, and raises another that does not say it
            self.problem = error
            raise


def make_pages(
    root: Path, assignment: str, student: str = "*", wanted: Callable[[str], bool] = lambda _name: True
) -> dict[str, str]:
    """Make the pages of those who are graded anew; return who has none now, with the reason.

    Arguments:
        root: the course's folder, which is the current one.
        student: an id or a pattern, as nbgrader has it.
        wanted: which of these students.
    """
    app: Any = make_app("generate_feedback", root, assignment, student, force=True)
    if "preprocessors" not in app.config.GenerateFeedback:
        app.config.GenerateFeedback.preprocessors = FEEDBACK
    app.coursedir.ignore = list(dict.fromkeys([*app.coursedir.ignore, REPORT]))
    missing = {}
    for name, folder in folders(app.coursedir, assignment, "autograded").items():
        if not wanted(name):
            continue
        pages = _Pages(coursedir=app.coursedir, parent=app)
        pages.folder = folder
        try:
            pages.start()
        except Exception as error:
            told = pages.problem or error
            missing[name] = shown(f"{type(told).__name__}: {told}")
    return missing
