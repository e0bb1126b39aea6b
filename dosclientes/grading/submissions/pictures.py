"""Pictures in texts that got lost: nbconvert refuses a notebook that shows one, and formgrader with it."""

from __future__ import annotations

from html import unescape
from typing import Any
from urllib.parse import unquote

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from dosclientes.language.translation import gettext as _

__all__ = ["restore"]

_PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
"""A grey dot, as PNG in base64."""

_LONG = 50_000
"""Characters of a text in which lost pictures are looked for."""


def restore(notebook: Any) -> list[str]:
    """Put a dot in the place of each picture that is shown and not attached; the text stays as it is.

    Returns: remarks for the person who grades.
    """
    remarks = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and isinstance(cell.source, str):
            attached = cell.get("attachments", {})
            lost = _lost(cell.source, attached)
            if lost:
                cell["attachments"] = {**attached, **{name: {"image/png": _PIXEL} for name in lost}}
            remarks += [_("se perdió la imagen «{name}» de un texto", name=unquote(name)) for name in lost]
    return remarks


class _Asked(dict[str, Any]):
    """Attachments that have every name, and know which ones they were asked for."""

    def __contains__(self, name: object) -> bool:
        self.setdefault(str(name), {"image/png": _PIXEL})
        return True


def _lost(text: str, attached: dict[str, Any]) -> list[str]:
    """The names of pictures that a text shows and that are not attached, as nbconvert reads the text."""
    if "attachment:" not in unescape(text) or len(text) > _LONG:
        return []
    asked = _Asked()
    MarkdownWithMath(renderer=IPythonRenderer(escape=False, attachments=asked)).render(text)
    return [name for name in asked if name not in attached]
