"""The code cells of the notebook that a kernel serves, as they were last saved, and the names that they make."""

from __future__ import annotations

import ast
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

__all__ = ["bound", "cells", "imports", "made", "parsed"]

_MAGIC = re.compile(r"\A%%fill_in\b.*")
"""The first line of a cell with blanks, the rest of which is Python."""


def cells() -> Iterator[ast.Module]:
    """The code cells of the notebook as it was last saved; none where Jupyter does not say which it is."""
    try:
        notebook = json.loads(Path(os.environ["JPY_SESSION_NAME"]).read_text("utf-8"))
        code = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return
    yield from map(parsed, code)


def parsed(code: str) -> ast.Module:
    """Code as a tree; an empty one for what is not Python."""
    try:
        return ast.parse(_MAGIC.sub("", code))
    except (SyntaxError, ValueError, RecursionError):  # other magics, and what is half written
        return ast.parse("")


def imports() -> Iterator[ast.Import | ast.ImportFrom]:
    """The notebook's statements that import, in the order of its cells."""
    for cell in cells():
        for statement in cell.body:
            if isinstance(statement, ast.Import | ast.ImportFrom):
                yield statement


def made(cell: ast.Module) -> set[str]:
    """The names that a cell leaves behind."""
    found = {
        node.id for node in ast.walk(cell) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    found |= {node.name for node in cell.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    return found | {
        bound(alias)
        for node in cell.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }


def bound(alias: ast.alias) -> str:
    """The name that an import gives."""
    return alias.asname or alias.name.partition(".")[0]
