"""Reading a notebook that somebody hands in or has at home: one reader, so that both are read alike."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat

__all__ = ["grade_id", "parse", "read_notebook"]


def read_notebook(path: Path) -> Any:
    """The notebook in a file, as nbformat 4 has it. Raises OSError, and what `parse` raises."""
    return parse(path.read_bytes())


def parse(content: bytes) -> Any:
    """A notebook of any version and as any editor saves it, as nbformat 4 has it.

    Raises UnicodeDecodeError, json.JSONDecodeError, and other exceptions for what is no notebook.
    """
    data = json.loads(content.decode("utf-8-sig"))
    if not isinstance(data, dict):
        raise ValueError("no notebook")
    _mend(data)
    return nbformat.reads(json.dumps(data), as_version=4)


def grade_id(cell: Any) -> Any:
    """What a cell is called in nbgrader's metadata; None if that says nothing."""
    label = cell.metadata.get("nbgrader")
    return label.get("grade_id") if isinstance(label, dict) else None


def _mend(data: dict[str, Any]) -> None:
    """Put in what Jupyter does without and nbformat and nbgrader do not: metadata of the form they expect."""
    cells = data.get("cells")
    for part in (data, *(cells if isinstance(cells, list) else ())):
        if isinstance(part, dict):
            given = part.get("metadata")
            part["metadata"] = metadata = dict(given) if isinstance(given, dict) else {}
            if not isinstance(metadata.get("nbgrader", {}), dict):
                del metadata["nbgrader"]
            if "tags" in metadata:
                metadata["tags"] = _words(metadata["tags"])


def _words(tags: Any) -> list[str]:
    words = [tags] if isinstance(tags, str) else tags if isinstance(tags, list) else []
    return list(dict.fromkeys(word for word in words if isinstance(word, str)))
