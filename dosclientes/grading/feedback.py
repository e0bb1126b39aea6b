"""The pages of `dosclientes grade --feedback`: nbgrader's own, student by student; a failure is that student's.

A class's are made by several processes at once, see `pages`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir
from pathlib import Path
from typing import Any

from nbgrader.converters import GenerateFeedback

from dosclientes.grading import FEEDBACK
from dosclientes.grading.course import make_app
from dosclientes.grading.submissions.folders import REPORT, others
from dosclientes.grading.submissions.hand_ins import folders
from dosclientes.grading.submissions.text import shown

__all__ = ["FEW", "make_here", "make_pages"]

FEW = 10
"""Pages that a process makes in about the time that it needs to start (measured: 3 s, 0.35 s a page of A1)."""


class _Pages(GenerateFeedback):  # type: ignore[misc]
    """nbgrader's converter for a folder that is given, rather than for what a pattern finds."""

    folder: Path
    problem: Exception | None = None

    def start(self) -> None:
        """As nbgrader for a whole class: with one exporter, since to load its templates takes as long as a page."""
        self.problem = None
        if not self.trait_has_value("exporter"):
            super().start()
            return
        self.init_notebooks()
        with chdir(self.coursedir.root):
            self.convert_notebooks()

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
    found = folders(_app(root, assignment, student).coursedir, assignment, "autograded")
    names = [name for name in found if wanted(name)]
    parts = min(os.cpu_count() or 1, len(names) // FEW)
    if parts < 2:
        return make_here(root, assignment, names)
    with ThreadPoolExecutor(parts) as waiting:
        made = waiting.map(lambda part: _elsewhere(root, assignment, names[part::parts]), range(parts))
        return {name: why for missing in made for name, why in missing.items()}


def _app(root: Path, assignment: str, student: str = "*") -> Any:
    """nbgrader's application, with our steps to feedback where the course has none."""
    app: Any = make_app("generate_feedback", root, assignment, student, force=True)
    if "preprocessors" not in app.config.GenerateFeedback:
        app.config.GenerateFeedback.preprocessors = FEEDBACK
    app.coursedir.ignore = list(dict.fromkeys([*app.coursedir.ignore, REPORT]))
    return app


def make_here(root: Path, assignment: str, names: list[str]) -> dict[str, str]:
    """The pages of these students, here; who has none, with the reason."""
    app = _app(root, assignment)
    pages = _Pages(coursedir=app.coursedir, parent=app)
    found = folders(app.coursedir, assignment, "autograded")
    missing = {}
    for name in names:
        pages.folder = found[name]
        try:
            pages.start()
        except Exception as error:
            told = pages.problem or error
            missing[name] = shown(f"{type(told).__name__}: {told}")
    return missing


def _elsewhere(root: Path, assignment: str, names: list[str]) -> dict[str, str]:
    """The same in a process of its own; one that ends before it has told leaves its students to the next run."""
    order = json.dumps([str(root), assignment, names])
    command = [sys.executable, "-m", f"{__package__}.pages"]
    done = subprocess.run(command, input=order, stdout=subprocess.PIPE, text=True, cwd=root, check=False)
    try:
        told: dict[str, str] = json.loads(done.stdout)
    except ValueError:
        return dict.fromkeys(names, shown(f"{__package__}.pages: {done.returncode}"))
    return told
