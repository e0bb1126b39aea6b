"""Reading a notebook that somebody hands in or has at home: one reader, so that both are read alike."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat

from dosclientes.grading.submissions.notebooks import normalised

__all__ = ["check", "grade_id", "parse", "read_notebook"]


def read_notebook(path: Path) -> Any:
    """The notebook in a file, as nbformat 4 has it. Raises OSError, and what `parse` raises."""
    return parse(path.read_bytes())


def parse(content: bytes) -> Any:
    """A notebook of any version and as any editor saves it, as nbformat 4 has it, without outputs.

    Raises UnicodeDecodeError, json.JSONDecodeError, and other exceptions for what is no notebook.
    """
    return nbformat.from_dict(json.loads(normalised(content)))


def check(notebook: Any) -> None:
    """Raise ValueError for what nbformat lets pass and no program can run."""
    if not isinstance(notebook.get("cells"), list):
        raise ValueError("no cells")
    for cell in notebook.cells:
        if not isinstance(cell.get("source"), str) or cell.cell_type not in ("code", "markdown", "raw"):
            raise ValueError("malformed cell")


def grade_id(cell: Any) -> Any:
    """What a cell is called in nbgrader's metadata; None if that says nothing."""
    label = cell.metadata.get("nbgrader")
    return label.get("grade_id") if isinstance(label, dict) else None
