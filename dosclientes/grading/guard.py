"""Reading for `nbgrader autograde` and formgrader's button as the engine reads; nbgrader itself follows links."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException

from dosclientes.grading.submissions.folders import others
from dosclientes.grading.submissions.opening import handed_in_at, inside, must_be_ordinary
from dosclientes.grading.submissions.prepare import open_notebook
from dosclientes.grading.submissions.reader import Reader
from dosclientes.language.translation import gettext as _

__all__ = ["GuardedExporter"]


class GuardedExporter(NotebookExporter):  # type: ignore[misc]
    """nbgrader's exporter of notebooks, which reads them in a limited process and looks at each submission first.

    What it refuses is an error of that student; nbgrader goes on with the next one.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.reader = Reader()
        if isinstance(self.parent, Autograde):
            self.parent.init_assignment = self.guarded(self.parent.init_assignment)

    def guarded(self, begin: Callable[[str, str], None]) -> Callable[[str, str], None]:
        """nbgrader's first step with a submission, after a look at it."""

        def guarded(assignment: str, student: str) -> None:
            self.look(assignment, student)
            begin(assignment, student)

        return guarded

    def look(self, assignment: str, student: str) -> None:
        """Refuse a submission from which nbgrader would copy a neighbour's file, or wait for a pipe.

        Raises: NbGraderException, RefusedFile.
        """
        directory = self.parent.coursedir
        folder = Path(self.parent._format_source(assignment, student))
        if not inside(Path(directory.root, directory.submitted_directory), folder):
            raise NbGraderException(_("la carpeta de la entrega es un enlace a otro lugar y no se lee"))
        for name in (*others(folder, directory.ignore), *(path.name for path in folder.glob("*.ipynb"))):
            must_be_ordinary(folder, name)
        _moment, wrong = handed_in_at(folder)
        if wrong:
            raise NbGraderException(wrong)

    def from_filename(self, filename: str, resources: Any = None, **settings: Any) -> Any:
        path = Path(filename)
        resources = resources if resources is not None else {}
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        notebook = open_notebook(self.reader, path.parent, path.name)
        return self.from_notebook_node(notebook, resources=resources, **settings)
