"""Why each solution is what it is, for self-learners who have tried: `reasons/<assignment>.yml`, by grade id."""

from __future__ import annotations

from pathlib import Path

from dosclientes.authoring.reasons import read_reasons, reason_address
from dosclientes.language.translation import pgettext

__all__ = ["reasons"]

_COURSE = Path(__file__).resolve().parent.parent


def reasons(assignment: str) -> dict[str, str]:
    """The reason of each graded cell, as Markdown in the reader's language; none if there is no file yet.

    Raises dosclientes.authoring.files.BadInputError for a malformed file.
    """
    path = _COURSE / "autograde_tests" / "reasons" / f"{assignment}.yml"
    if not path.is_file():
        return {}
    return {
        grade_id: pgettext(reason_address(assignment, grade_id), text, catalog="graded")
        for grade_id, text in read_reasons(_COURSE, path).items()
    }
