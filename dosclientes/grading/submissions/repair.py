"""Notebooks as other programs leave them, made valid: what nbformat's schema or nbconvert's pages would stumble over.

Colab, editors, converters and hands that copy cells write notebooks that Jupyter opens and nbformat refuses. Nothing a
student wrote is changed: only metadata without a meaning here go.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

__all__ = ["repair"]

_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
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


def repair(content: dict[str, Any]) -> None:
    """Make a notebook of nbformat 4, as JSON gives it, valid in place; older formats are left to nbformat.

    Its outputs, which are made anew when it is graded, are dropped.
    """
    if content.get("nbformat") != 4 or not isinstance(content.get("cells"), list):
        return
    content["metadata"] = _kept(content.get("metadata"), _NOTEBOOK)
    minor = content.get("nbformat_minor")
    for cell in content["cells"]:
        if isinstance(cell, dict) and cell.get("cell_type") in _KEYS:
            _cell(cell)
            if isinstance(minor, int) and minor < _WITH_IDS:
                cell.pop("id", None)


def _cell(cell: dict[str, Any]) -> None:
    kind = cell["cell_type"]
    metadata = _kept(cell.get("metadata"), _CELL)
    if not isinstance(metadata.get("nbgrader", {}), dict):
        del metadata["nbgrader"]
    if "tags" in metadata:
        metadata["tags"] = _tags(metadata["tags"])
    cell["metadata"] = metadata
    for key in cell.keys() - set(_KEYS[kind]):
        del cell[key]
    if "id" in cell and not (isinstance(cell["id"], str) and _ID.fullmatch(cell["id"])):
        del cell["id"]
    if kind == "code":
        cell["outputs"], cell["execution_count"] = [], None
        return
    given = cell.pop("attachments", None)
    bundles = given.items() if isinstance(given, dict) else ()
    kept = {name: bundle for name, bundle in bundles if isinstance(bundle, dict) and _is_bundle(bundle)}
    if kept:
        cell["attachments"] = kept


def _is_bundle(bundle: dict[str, Any]) -> bool:
    return bool(bundle) and all(isinstance(part, str) for part in bundle.values())


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
