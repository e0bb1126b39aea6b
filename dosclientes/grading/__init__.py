"""A grading engine for nbgrader: many submissions at once, tests where students' code cannot reach them.

In `nbgrader_config.py`:

    from dosclientes.grading import configure
    configure(c)
"""

from __future__ import annotations

from typing import Any

__all__ = ["configure"]

_HOOK = "dosclientes.grading.hook"
FEEDBACK = [
    "nbgrader.preprocessors.GetGrades",
    f"{_HOOK}.HideTests",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
"""nbgrader's steps to feedback, with hidden tests taken out."""


def configure(c: Any, unprotected: bool = False, unsandboxed: bool = False) -> None:
    """Have nbgrader's own commands and formgrader grade with this engine.

    Arguments:
        c: the configuration object of `nbgrader_config.py`.
        unprotected: run tests in the student's kernel, as stock nbgrader does.
        unsandboxed: run students' code even where no sandbox is available.
    """
    c.Autograde.sanitize_preprocessors = [f"{_HOOK}.Sanitize"]
    c.Autograde.autograde_preprocessors = [
        f"{_HOOK}.Examine",
        "nbgrader.preprocessors.IgnorePattern",
        "nbconvert.preprocessors.ClearMetadataPreprocessor",
        "nbgrader.preprocessors.LimitOutput",
        f"{_HOOK}.SaveVerdicts",
        "nbgrader.preprocessors.AssignLatePenalties",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    c.GenerateFeedback.preprocessors = FEEDBACK
    c.Examine.unprotected = unprotected
    c.Examine.unsandboxed = unsandboxed
