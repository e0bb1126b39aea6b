"""One hand-in's pages, as nbgrader makes them: with one exporter and one look at the gradebook for a whole class."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Mapping
from contextlib import chdir
from pathlib import Path
from typing import Any

from nbconvert.writers import FilesWriter
from nbgrader.converters import GenerateFeedback

from dosclientes.grading.shown.waiting import MARKS
from dosclientes.grading.submissions.folders import others
from dosclientes.grading.submissions.gradebook.marks import Marks
from dosclientes.grading.submissions.text import shown

__all__ = ["Pages"]

_QUIET = logging.getLogger(f"{__name__}.nbgrader")
_QUIET.setLevel(logging.CRITICAL)
_QUIET.addHandler(logging.NullHandler())
_QUIET.propagate = False


class Pages(GenerateFeedback):  # type: ignore[misc]
    """nbgrader's converter for a folder that is given, rather than for what a pattern finds.

    Arguments:
        coursedir: nbgrader's CourseDirectory, with the assignment.
        config: nbgrader's configuration.
    """

    folder: Path
    marks: Mapping[str, Marks]
    problem: Exception | None = None

    def __init__(self, coursedir: Any, config: Any) -> None:
        super().__init__(coursedir=coursedir, config=config, log=_QUIET)
        self.force = True
        self.writer = FilesWriter(parent=self, config=self.config)
        self.exporter = self.exporter_class(parent=self, config=self.config)
        self.exporter.optimistic_validation = True  # once, after the last step
        for step in self.preprocessors:
            self.exporter.register_preprocessor(step)

    def make(self, folder: Path, marks: Mapping[str, Marks]) -> str:
        """Make the pages of a graded folder; return why there are none, or nothing.

        Arguments:
            marks: what the gradebook holds of its notebooks, by name.
        """
        self.folder, self.marks, self.problem = folder, marks, None
        self.init_notebooks()
        try:
            with chdir(self.coursedir.root):
                self.convert_notebooks()
        except Exception as error:
            told = self.problem or error
            return shown(f"{type(told).__name__}: {told}")
        return ""

    def init_notebooks(self) -> None:
        self.assignments = {str(self.folder): [str(path) for path in sorted(self.folder.glob("*.ipynb"))]}

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Copy what lies beside the notebooks: nbgrader ignores nothing where a folder's name has a bracket."""
        for name in others(self.folder, self.coursedir.ignore):
            path = Path(self._format_dest(assignment_id, student_id), name)
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(self.folder / name, path)

    def init_single_notebook_resources(self, notebook_filename: str) -> Any:
        resources = super().init_single_notebook_resources(notebook_filename)
        resources["nbgrader"][MARKS] = self.marks.get(resources["nbgrader"]["notebook"])
        return resources

    def convert_single_notebook(self, notebook_filename: str) -> None:
        try:
            super().convert_single_notebook(notebook_filename)
        except Exception as error:  # nbgrader logs it, and raises another that does not say it
            self.problem = error
            raise
