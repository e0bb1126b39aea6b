"""Before nbconvert makes a page of a notebook: its outputs and metadata are brought to forms that cannot act there."""

from __future__ import annotations

import html
import re
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import from_dict

from dosclientes.grading.shown.markup import clean

__all__ = ["NOTE", "Inert"]

NOTE = "dosclientes-changes"
"""The tag of a cell that the engine adds for the person who grades; feedback leaves it out."""

_PLAIN = ("text/plain", "text/latex", "image/png", "image/jpeg", "image/svg+xml")
"""Kinds of output that nbconvert escapes, or shows as a picture, in which nothing runs."""
_WORD = re.compile(r"[\w.+-]{1,64}")
_GRADE_ID = re.compile(r"[\w-]+")


class Inert(Preprocessor):  # type: ignore[misc]
    """Reads what is in a submission's notebook, and keeps no more than a page needs.

    nbconvert's templates put several values of a notebook into the page as they are: an execution count, the size of a
    picture, the name of a language, a raw cell.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """The notebook with harmless outputs and metadata."""
        language = nb.metadata.get("language_info", {})
        known = {key: word for key in ("name", "pygments_lexer") if (word := _word(language, key))}
        nb.metadata = from_dict({"language_info": {"name": "python", **known}})
        for cell in nb.cells:
            self._cell(cell)
        return nb, resources

    def _cell(self, cell: Any) -> None:
        label = cell.get("metadata", {}).get("nbgrader")
        known = isinstance(label, dict) and _GRADE_ID.fullmatch(str(label.get("grade_id", "")))
        tags = cell.get("metadata", {}).get("tags")
        note = {"tags": [NOTE]} if isinstance(tags, list) and NOTE in tags else {}
        cell.metadata = from_dict({"nbgrader": _label(label)} if known else note)
        if cell.cell_type == "raw":
            cell.source = f"<pre>{html.escape(cell.source)}</pre>"
        if "attachments" in cell:
            cell.attachments = _attachments(cell.attachments)
        if cell.cell_type == "code":
            cell.execution_count = _count(cell.get("execution_count"))
            cell.outputs = [shown for output in cell.outputs if (shown := _output(output))]


def _label(label: Any) -> dict[str, Any]:
    """nbgrader's metadata, whose points are numbers."""
    points = label.get("points")
    number = points if isinstance(points, int | float) and not isinstance(points, bool) else 0
    return {**label, "points": number}


def _output(output: Any) -> Any:
    """An output that can be shown, or None."""
    kind = output.get("output_type")
    if kind == "stream":
        return output
    if kind == "error":
        output.traceback = [str(line) for line in output.get("traceback", [])]
        return output
    if kind not in ("display_data", "execute_result"):
        return None
    data = {key: _text(value) for key, value in output.get("data", {}).items() if key in _PLAIN}
    page = output.get("data", {}).get("text/html")
    if page is not None:
        data["text/html"] = clean(_text(page))
    words = output.get("data", {}).get("text/markdown")
    if words is not None:  # the page's own filter makes it inert
        data["text/markdown"] = _text(words)
    shown = {"output_type": kind, "data": data, "metadata": _sizes(output.get("metadata", {}))}
    if kind == "execute_result":
        shown["execution_count"] = _count(output.get("execution_count"))
    return from_dict(shown) if data else None


def _sizes(metadata: Any) -> dict[str, Any]:
    """Widths and heights that are numbers, by kind of picture."""
    found = {}
    for kind in ("image/png", "image/jpeg"):
        said = metadata.get(kind, {}) if isinstance(metadata, dict) else {}
        sizes = said if isinstance(said, dict) else {}
        found[kind] = {
            key: size for key in ("width", "height") if (size := _count(sizes.get(key))) is not None
        }
    return {kind: sizes for kind, sizes in found.items() if sizes}


def _attachments(attachments: Any) -> Any:
    """Pictures, by name."""
    found = {}
    for name, kinds in attachments.items() if isinstance(attachments, dict) else ():
        pictures = {
            kind: _text(content)
            for kind, content in (kinds.items() if isinstance(kinds, dict) else ())
            if kind in ("image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml")
        }
        if pictures:
            found[name] = pictures
    return from_dict(found)


def _text(value: Any) -> str:
    return "".join(map(str, value)) if isinstance(value, list) else str(value)


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _word(metadata: Any, key: str) -> str:
    value = metadata.get(key) if isinstance(metadata, dict) else None
    return value if isinstance(value, str) and _WORD.fullmatch(value) else ""
