"""Notebooks as other programs leave them, made valid: what nbformat's schema or nbconvert's pages would stumble over.

Colab, editors, converters and hands that copy cells write notebooks that Jupyter opens and nbformat refuses. Nothing a
student wrote is changed: only metadata without a meaning here goes, and a lost picture gets a stand-in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import unquote

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from dosclientes.language.translation import gettext as _

__all__ = ["repair"]

_PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
"""A grey dot, as PNG in base64."""

_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_LONG = 50_000
"""Characters of a text in which lost pictures are looked for."""

_WITH_IDS = 5
"""The first minor version of nbformat 4 whose cells have ids."""

_KEYS: dict[str, tuple[str, ...]] = {
    "code": ("cell_type", "id", "metadata", "source", "outputs", "execution_count"),
    "markdown": ("cell_type", "id", "metadata", "source", "attachments"),
    "raw": ("cell_type", "id", "metadata", "source", "attachments"),
}


def _is(*kinds: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, kinds)


# what nbformat 4 says of metadata it knows; all else is free
_NOTEBOOK: dict[str, Callable[[Any], bool]] = {
    "kernelspec": lambda value: isinstance(value, dict) and {"name", "display_name"} <= value.keys(),
    "language_info": lambda value: isinstance(value, dict) and isinstance(value.get("name"), str),
    "authors": _is(list),
    "title": _is(str),
    "widgets": lambda value: False,  # the state of widgets that are made afresh; Colab's has no "state"
}
_CELL: dict[str, Callable[[Any], bool]] = {
    "name": _is(str),
    "format": _is(str),
    "collapsed": _is(bool),
    "scrolled": lambda value: isinstance(value, bool) or value == "auto",
    "jupyter": _is(dict),
    "execution": _is(dict),
}


def repair(content: Any) -> list[str]:
    """Make a notebook of nbformat 4, as JSON gives it, valid in place; older formats are left to nbformat.

    Its outputs, which are made anew when it is graded, are dropped.

    Returns: remarks for a person.
    """
    if (
        not isinstance(content, dict)
        or content.get("nbformat") != 4
        or not isinstance(content.get("cells"), list)
    ):
        return []
    content["metadata"] = _kept(content.get("metadata"), _NOTEBOOK)
    minor = content.get("nbformat_minor")
    remarks: list[str] = []
    for cell in content["cells"]:
        if isinstance(cell, dict) and cell.get("cell_type") in _KEYS:
            remarks += _cell(cell)
            if isinstance(minor, int) and minor < _WITH_IDS:
                cell.pop("id", None)
    return remarks


def _cell(cell: dict[str, Any]) -> list[str]:
    kind = cell["cell_type"]
    metadata = _kept(cell.get("metadata"), _CELL)
    if "tags" in metadata:
        metadata["tags"] = _tags(metadata["tags"])
    cell["metadata"] = metadata
    for key in cell.keys() - set(_KEYS[kind]):
        del cell[key]
    if "id" in cell and not (isinstance(cell["id"], str) and _ID.fullmatch(cell["id"])):
        del cell["id"]
    if kind == "code":
        cell["outputs"], cell["execution_count"] = [], None
        return []
    return _attachments(cell)


def _kept(metadata: Any, rules: dict[str, Callable[[Any], bool]]) -> dict[str, Any]:
    """Metadata without what has a form that nbformat refuses."""
    if not isinstance(metadata, dict):
        return {}
    return {key: value for key, value in metadata.items() if key not in rules or rules[key](value)}


def _tags(tags: Any) -> list[str]:
    """Tags as nbformat has them: different words without commas."""
    words = [tags] if isinstance(tags, str) else tags if isinstance(tags, list) else []
    known = [part.strip() for word in words if isinstance(word, str) for part in word.split(",")]
    return list(dict.fromkeys(filter(None, known)))


def _attachments(cell: dict[str, Any]) -> list[str]:
    """Drop attachments of no form, and put a dot where the text shows one that got lost."""
    given = cell.pop("attachments", None)
    kept = {
        name: bundle
        for name, bundle in (given.items() if isinstance(given, dict) else ())
        if isinstance(bundle, dict) and bundle and all(isinstance(part, str) for part in bundle.values())
    }
    source = cell.get("source")
    text = "".join(map(str, source)) if isinstance(source, list) else str(source)
    lost = _lost(text, kept)
    if kept or lost:
        cell["attachments"] = {**kept, **{name: {"image/png": _PIXEL} for name in lost}}
    return [_("se perdió la imagen «{name}» de un texto", name=unquote(name)) for name in lost]


class _Asked(dict[str, Any]):
    """Attachments that have every name, and know which ones they were asked for."""

    def __contains__(self, name: object) -> bool:
        self.setdefault(str(name), {"image/png": _PIXEL})
        return True


def _lost(text: str, kept: dict[str, Any]) -> list[str]:
    """The names of pictures that a text shows and that are not there, as nbconvert, which fails on them, reads them."""
    if "attachment:" not in unescape(text) or len(text) > _LONG:
        return []
    asked = _Asked()
    MarkdownWithMath(renderer=IPythonRenderer(escape=False, attachments=asked)).render(text)
    return [name for name in asked if name not in kept]
