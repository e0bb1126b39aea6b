"""A submitted notebook's file as a valid notebook of format 4, whatever its writer made of it.

Built anew from what a notebook may hold, so that nothing needs to be validated afterwards: the reports of a validator
on a large notebook that is not valid take half a minute and a gigabyte. What a platform has left out (metadata, ids) or
misspelt (tags) is put right; outputs go, as grading makes new ones, and with them the state of their widgets.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

__all__ = ["CELLS", "DEPTH", "TEXT", "VALUES", "normalised"]

CELLS = 5_000
"""How many cells a notebook may have."""

TEXT = 16 * 1024 * 1024
"""How long a notebook may be without its outputs, as JSON in ASCII."""

VALUES = 200_000
"""How many values all metadata together may hold."""

DEPTH = 50
"""How deep metadata may be nested."""

Plain = dict[str, Any]
_IDENTITY = re.compile(r"[a-zA-Z0-9-_]{1,64}")
_TRANSIENT = ("orig_nbformat", "orig_nbformat_minor", "signature", "widgets")


def normalised(data: bytes) -> bytes:
    """The notebook in a file's bytes, as JSON.

    Raises: any exception for what is no notebook, or too large a one.
    """
    plain = json.loads(data.decode("utf-8-sig"))
    if type(plain) is dict and plain.get("nbformat") in (1, 2, 3):
        import nbformat

        plain = nbformat.reads(json.dumps(plain), as_version=4)
    whole = _notebook(plain)
    _weigh([part["metadata"] for part in (whole, *whole["cells"])])
    notebook = json.dumps(whole).encode("ascii")
    if len(notebook) > TEXT:
        raise ValueError("too long")
    return notebook


def _notebook(plain: Any) -> Plain:
    if not isinstance(plain, dict) or plain.get("nbformat") != 4 or not isinstance(plain.get("cells"), list):
        raise ValueError("no notebook of format 4 or earlier")
    if len(plain["cells"]) > CELLS:
        raise ValueError("too many cells")
    minor = plain.get("nbformat_minor", 0)
    minor = min(max(minor, 0), 5) if type(minor) is int else 5
    cells = [_cell(cell) for cell in plain["cells"]]
    _identify(cells, minor)
    metadata = {key: value for key, value in _object(plain.get("metadata")).items() if key not in _TRANSIENT}
    return {
        "cells": cells,
        "metadata": _fitting(metadata, _OF_NOTEBOOK),
        "nbformat": 4,
        "nbformat_minor": minor,
    }


def _weigh(parts: list[Any]) -> None:
    """Refuse metadata that is small as text and large, or deep, in memory. Raises: ValueError."""
    count, level = 0, parts
    for _ in range(DEPTH):
        count += len(level)
        if count > VALUES:
            raise ValueError("too many values")
        inner = [part.values() if isinstance(part, dict) else part for part in level if part and _holds(part)]
        level = [item for part in inner for item in part]
        if not level:
            return
    raise ValueError("nested too deeply")


def _holds(value: Any) -> bool:
    return isinstance(value, (dict, list))


def _cell(given: Any) -> Plain:
    kind = given["cell_type"]
    if kind not in ("code", "markdown", "raw"):
        raise ValueError("a cell of no known type")
    metadata = {key: value for key, value in _object(given.get("metadata")).items() if key != "trusted"}
    if "tags" in metadata:
        metadata["tags"] = _words(metadata["tags"])
    if not isinstance(metadata.get("nbgrader", {}), dict):
        del metadata["nbgrader"]
    cell: Plain = {
        "cell_type": kind,
        "metadata": _fitting(metadata, _OF_CELL),
        "source": _text(given.get("source", "")),
    }
    if "id" in given:
        cell["id"] = given["id"]
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    elif isinstance(given.get("attachments"), dict):
        cell["attachments"] = {
            name: {mime: _text(content) for mime, content in bundle.items()}
            for name, bundle in given["attachments"].items()
            if isinstance(bundle, dict)
        }
    return cell


def _identify(cells: list[Plain], minor: int) -> None:
    """Have each cell carry an id of its own in formats with ids, none in those without."""
    taken: set[str] = set()
    for place, cell in enumerate(cells):
        name = cell.pop("id", None)
        if minor < 5:
            continue
        if not (isinstance(name, str) and _IDENTITY.fullmatch(name) and name not in taken):
            name = f"cell-{place}"
            while name in taken:
                name += "-again"
        taken.add(name)
        cell["id"] = name


def _text(value: Any) -> str:
    text = "".join(value) if isinstance(value, list) else value
    if not isinstance(text, str):
        raise TypeError("no text")
    return text


def _object(value: Any) -> Plain:
    return value if isinstance(value, dict) else {}


def _words(tags: Any) -> list[str]:
    words = [tags] if isinstance(tags, str) else tags if isinstance(tags, list) else []
    return list(dict.fromkeys(word for word in words if isinstance(word, str) and word and "," not in word))


def _named(*keys: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, dict) and all(isinstance(value.get(key), str) for key in keys)


def _of(*kinds: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, kinds)


_OF_NOTEBOOK = {
    "kernelspec": _named("name", "display_name"),
    "language_info": _named("name"),
    "title": _of(str),
    "authors": _of(list),
}
_OF_CELL = {
    "tags": _of(list),
    "name": lambda value: isinstance(value, str) and value != "",
    "jupyter": _of(dict),
    "execution": _of(dict),
    "collapsed": _of(bool),
    "scrolled": lambda value: isinstance(value, bool) or value == "auto",
    "deletable": _of(bool),
    "format": _of(str),
}
"""What the format says of metadata it knows; everything else is its writer's own."""


def _fitting(metadata: Plain, known: dict[str, Callable[[Any], bool]]) -> Plain:
    return {key: value for key, value in metadata.items() if key not in known or known[key](value)}
