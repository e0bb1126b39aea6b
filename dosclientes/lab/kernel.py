"""What a notebook's Python knows beyond any other: what the notebook imports, and what to do when a name is missing.

An extension of IPython, loaded by the kernel in `jupyter/share`. Whoever goes on in the middle of a notebook, after a
restart or the next day, need not run its first cell again; and who skipped a cell hears which.
"""

from __future__ import annotations

import ast
import builtins
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from dosclientes.lab.menus import menu
from dosclientes.language.translation import gettext as _

__all__ = ["load_ipython_extension"]

_MAGIC = re.compile(r"\A%%fill_in\b.*")
"""The first line of a cell with blanks, the rest of which is Python."""


def load_ipython_extension(shell: Any) -> None:
    """Called by IPython: look at each cell before it runs, and at each name that is missing."""
    shell.events.register("pre_run_cell", lambda info: _bring_imports(info.raw_cell or "", shell.user_ns))
    shell.set_custom_exc((NameError,), _explain)


def _bring_imports(code: str, names: dict[str, Any]) -> None:
    """Run those imports of the notebook that `code` builds on and that no cell has run yet."""
    wanted = {
        node.id
        for node in ast.walk(_parsed(code))
        if isinstance(node, ast.Name) and node.id not in names and not hasattr(builtins, node.id)
    }
    if not wanted:
        return
    for cell in _cells():
        for statement in cell.body:
            if isinstance(statement, ast.Import | ast.ImportFrom):
                _bring(statement, wanted, names)


def _bring(statement: ast.Import | ast.ImportFrom, wanted: set[str], names: dict[str, Any]) -> None:
    taken = [alias for alias in statement.names if _bound(alias) in wanted]
    for alias in taken:
        one = ast.parse("")
        if isinstance(statement, ast.ImportFrom):
            one.body = [ast.ImportFrom(statement.module, [alias], statement.level)]
        else:
            one.body = [ast.Import([alias])]
        try:
            exec(compile(ast.fix_missing_locations(one), "<import>", "exec"), names)
        except ImportError:  # the cell that imports it tells more
            continue
        wanted.discard(_bound(alias))


def _explain(
    shell: Any, kind: type[NameError], error: NameError, trace: TracebackType, **offset: Any
) -> None:
    """Show, instead of a traceback, which cell to run, where the name comes from a cell of this notebook."""
    name = error.name or ""
    if name and any(name in _made(cell) for cell in _cells()):
        path = menu("Run", "Run All Above Selected Cell")
        told = _(
            "Falta «{name}», que sale de otra celda: todavía no se ha ejecutado, o el intérprete se reinició después. "
            "Elige en el menú {path}; después ejecuta otra vez esta celda.",
            name=name,
            path=path,
        )
        error._render_traceback_ = lambda: [told]  # type: ignore[attr-defined]  # IPython asks for it
    shell.showtraceback((kind, error, trace))


def _cells() -> Iterator[ast.Module]:
    """The code cells of the notebook as it was last saved; none where Jupyter does not say which it is."""
    try:
        notebook = json.loads(Path(os.environ["JPY_SESSION_NAME"]).read_text("utf-8"))
        code = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return
    yield from map(_parsed, code)


def _parsed(code: str) -> ast.Module:
    try:
        return ast.parse(_MAGIC.sub("", code))
    except (SyntaxError, ValueError, RecursionError):  # other magics, and what is half written
        return ast.parse("")


def _made(cell: ast.Module) -> set[str]:
    """The names that a cell leaves behind."""
    found = {
        node.id for node in ast.walk(cell) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    found |= {node.name for node in cell.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    return found | {
        _bound(alias)
        for node in cell.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }


def _bound(alias: ast.alias) -> str:
    return alias.asname or alias.name.partition(".")[0]
