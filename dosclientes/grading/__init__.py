"""A grading engine for nbgrader: many submissions at once, tests where students' code cannot reach them.

In `nbgrader_config.py`:

    from dosclientes.grading import configure
    configure(c)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

__all__ = ["configure", "make_inert"]

SolutionFiles = Callable[[str], Mapping[str, bytes]]

_HOOK = "dosclientes.grading.hook"
FEEDBACK = [
    "dosclientes.grading.shown.waiting.Grades",
    f"{_HOOK}.HideTests",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
"""nbgrader's steps to feedback, with hidden tests taken out."""
EXPORTER = "dosclientes.grading.feedback.hook.HookedExporter"
"""What makes the pages of feedback."""


def configure(
    c: Any,
    unprotected: Sequence[str] = (),
    unsandboxed: bool = False,
    visible: Sequence[str] | None = None,
    preload: Sequence[str] | None = None,
    strict: bool = False,
    solution_files: str | SolutionFiles | None = None,
) -> None:
    """Have nbgrader's own commands and formgrader grade with this engine.

    Arguments:
        c: the configuration object of `nbgrader_config.py`.
        unprotected: assignments whose tests run in the student's kernel, as stock nbgrader has it.
        unsandboxed: have nbgrader's commands run students' code without a sandbox.
        visible: files and folders, relative to the course, that students' code may read, such as a library's data.
        preload: modules to import once for all notebooks, besides those that the rehearsal finds.
        strict: leave to a person the tests that cannot be protected, rather than run them in the student's kernel.
        solution_files: what a right hand-in has besides its notebook, for the rehearsal of its solution: a folder of
            the course with a folder for each assignment, or a function from an assignment's name to names and contents.

    What the course has set itself stays: `c.Examine.visible`, `c.Examine.preload`, its own steps to feedback.
    """
    c.Autograde.exporter_class = f"{_HOOK}.EngineExporter"
    if "preprocessors" not in c.GenerateFeedback:
        c.GenerateFeedback.preprocessors = FEEDBACK
    if "exporter_class" not in c.GenerateFeedback:
        c.GenerateFeedback.exporter_class = EXPORTER
    make_inert(c)
    _keep_report(c)
    c.Examine.unprotected = list(unprotected)
    c.Examine.unsandboxed = unsandboxed
    c.Examine.strict = strict
    if visible is not None:
        c.Examine.visible = list(visible)
    if preload is not None:
        c.Examine.preload = list(preload)
    if solution_files is not None:
        c.Examine.solution_files = solution_files


def make_inert(c: Any) -> None:
    """Have the formgrader and the feedback show submissions in a form that can be read and cannot act.

    `configure` does so too; this alone is for a course that nbgrader's own autograder grades. The files that lie beside
    a notebook are made harmless by the server extension `dosclientes.grading.shown.files`.

    Arguments:
        c: the configuration object of `nbgrader_config.py`.
    """
    shown = "dosclientes.grading.shown"
    before = list(c.HTMLExporter.preprocessors) if "preprocessors" in c.HTMLExporter else []
    if f"{shown}.inert.Inert" not in before:
        c.HTMLExporter.preprocessors = [*before, f"{shown}.inert.Inert"]
    filters = dict(c.HTMLExporter.filters) if "filters" in c.HTMLExporter else {}
    c.HTMLExporter.filters = {**filters, "markdown2html": f"{shown}.markup.markdown2html"}


def _keep_report(c: Any) -> None:
    """The engine's report is for who teaches: nbgrader copies what lies beside a notebook into the feedback."""
    ignore = c.CourseDirectory.ignore  # a list, or a promise to add to nbgrader's own
    if not isinstance(ignore, list) or "grading.json" not in ignore:
        ignore.append("grading.json")
