"""What people handed in: clicks, what they wrote, and what grading said of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dosclientes.answers import FILE, HandedIn, read_answers
from dosclientes.insight.read.model import HandIn

__all__ = ["cells", "hand_in", "texts"]

_COLOUR = re.compile(r"\x1b\[[\d;]*m")
_MOST = 200_000
"""Characters of one cell that are read; what is longer is no answer."""


def hand_in(
    student: str, submitted: Path, autograded: Path, notebooks: Iterable[str], given: Mapping[str, str]
) -> HandIn:
    """What lies in a student's folders; what cannot be read is as if it were not there.

    Arguments:
        submitted, autograded: the folders of this hand-in; clicks are read as they were handed in.
        notebooks: their names.
        given: the release's cells (see `texts`): who left one as it was wrote nothing there.
    """
    book = _book(submitted / FILE) or _book(autograded / FILE) or HandedIn({})
    told: dict[str, str] = {}
    written: dict[str, tuple[str, str]] = {}
    for name in notebooks:
        for cell in cells(autograded / f"{name}.ipynb") or cells(submitted / f"{name}.ipynb"):
            label = cell["metadata"].get("nbgrader", {})
            if label.get("grade") and (words := _said(cell)):
                told[str(label["grade_id"])] = words
            text = cell["source"][:_MOST].strip()
            if not label.get("locked") and text and text not in given.values():
                written[str(label.get("grade_id") or cell["id"])] = (cell["cell_type"], text)
    return HandIn(
        student,
        book.answers,
        told,
        written,
        _setting(submitted, "language"),
        _owner(submitted, student, book),
    )


def cells(path: Path) -> list[Any]:
    """The cells of a notebook, each with its source as one string, metadata and an id; none if it cannot be read."""
    try:
        found = json.loads(path.read_text("utf-8-sig"))["cells"]
        return [
            {
                "id": str(cell.get("id", place)),
                "cell_type": str(cell.get("cell_type", "")),
                "metadata": dict(cell.get("metadata") or {}),
                "outputs": cell.get("outputs") or [],
                "source": _joined(cell.get("source")),
            }
            for place, cell in enumerate(found)
        ]
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return []


def texts(notebook: Path) -> dict[str, str]:
    """The text of each cell of a notebook, by grade id or cell id."""
    return {
        str(cell["metadata"].get("nbgrader", {}).get("grade_id") or cell["id"]): cell["source"].strip()
        for cell in cells(notebook)
    }


def _said(cell: Any) -> str:
    """What running a test showed, the error's words among it."""
    parts = []
    for output in cell["outputs"]:
        if isinstance(output, dict):
            kind = output.get("output_type")
            if kind == "stream":
                parts.append(_joined(output.get("text")))
            elif kind == "error":
                parts.append(str(output.get("evalue", "")))
    return _COLOUR.sub("", "\n".join(parts))[:_MOST]


def _joined(text: Any) -> str:
    return "".join(map(str, text)) if isinstance(text, list) else str(text or "")


def _book(path: Path) -> HandedIn | None:
    try:
        return read_answers(path)
    except (OSError, ValueError):
        return None


def _owner(folder: Path, student: str, book: HandedIn) -> str:
    """Whose work the files say it is, where that is somebody else."""
    said = (book.student, _setting(folder, "id", "student.json"))
    return next((name for name in said if name and name.casefold() != student.casefold()), "")


def _setting(folder: Path, key: str, file: str = "course.json") -> str:
    try:
        return str(json.loads((folder / file).read_text("utf-8-sig"))[key])
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return ""
