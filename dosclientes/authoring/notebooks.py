"""Notebooks as plain data: reading, translating, writing always the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from nbformat.validator import iter_validate

from dosclientes.authoring.files import BadInputError, Problem, name, read

Notebook = dict[str, Any]
Cell = dict[str, Any]

_GOOD_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_RANDOM_ID = re.compile(r"[0-9a-f]{8}")
_MARK_SCHEME = re.compile(r"BEGIN (MARK SCHEME|SOLUTION)")


def read_notebook(root: Path, path: Path) -> Notebook:
    """The notebook, each source one string. Raises BadInputError if it is no notebook of format 4.5."""
    where = name(root, path)
    try:
        notebook = json.loads(read(root, path))
    except json.JSONDecodeError as error:
        raise BadInputError(where, f"not JSON: {error.msg}", error.lineno) from error
    if not isinstance(notebook, dict) or (notebook.get("nbformat"), notebook.get("nbformat_minor")) != (4, 5):
        raise BadInputError(where, "not a notebook of format 4.5: save it with JupyterLab 3 or later")
    fault = next(iter(iter_validate(notebook)), None)
    if fault:
        raise BadInputError(where, f"not a valid notebook: {str(fault).splitlines()[0]}")
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
    return notebook


def translatable(notebook: Notebook) -> Iterator[tuple[str, str, bool]]:
    """Cell id, text, and whether it holds a solution, of each Markdown cell that has words."""
    for cell in notebook["cells"]:
        text = cell["source"]
        if cell["cell_type"] == "markdown" and re.search(r"[^\W\d_]", text):
            nbgrader = cell["metadata"].get("nbgrader", {})
            yield cell["id"], text, bool(nbgrader.get("solution")) or bool(_MARK_SCHEME.search(text))


def translated(notebook: Notebook, translate: Callable[[str, str], str]) -> Notebook:
    """The same notebook with `translate(cell id, text)` for each Markdown cell, and nothing executed."""
    cells = []
    for cell in notebook["cells"]:
        copy = dict(cell)
        if cell["cell_type"] == "markdown":
            copy["source"] = translate(cell["id"], cell["source"])
        elif cell["cell_type"] == "code":
            copy |= {"outputs": [], "execution_count": None}
        cells.append(copy)
    metadata = notebook["metadata"] | {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def to_bytes(notebook: Notebook) -> bytes:
    """The file as Jupyter would lay it out."""
    cells = [cell | {"source": cell["source"].splitlines(keepends=True)} for cell in notebook["cells"]]
    text = json.dumps(notebook | {"cells": cells}, ensure_ascii=False, indent=1, sort_keys=True)
    return (text + "\n").encode()


def problems(where: str, notebook: Notebook) -> Iterator[Problem]:
    """Outputs, unreadable or repeated cell ids, and raw cells, which nobody translates."""
    seen = set()
    for cell in notebook["cells"]:
        key = cell["id"]
        place = f"{where}#{key}"
        if key in seen:
            yield Problem(place, "two cells have this id")
        seen.add(key)
        if not _GOOD_ID.fullmatch(key) or _RANDOM_ID.fullmatch(key):
            yield Problem(place, "cell id: use words that say what the cell is for, like child-vaccine")
        if cell["cell_type"] == "raw":
            yield Problem(place, "raw cell: it would not be translated, use Markdown")
        if cell.get("outputs") or cell.get("execution_count") is not None:
            yield Problem(place, "has outputs: clear them (pre-commit's nbstripout does)")
