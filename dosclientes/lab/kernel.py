"""What a notebook's Python knows beyond any other: what the notebook imports, and what to do when a name is missing.

An extension of IPython, loaded by the kernel in `jupyter/share`. Whoever goes on in the middle of a notebook, after a
restart or the next day, need not run its first cell again; and who skipped a cell hears which.
"""

from __future__ import annotations

import ast
import builtins
from types import TracebackType
from typing import Any

from dosclientes.lab.ahead import Ahead
from dosclientes.lab.cells import bound, cells, imports, made, parsed
from dosclientes.lab.menus import menu
from dosclientes.language.translation import gettext as _

__all__ = ["load_ipython_extension"]


def load_ipython_extension(shell: Any) -> None:
    """Called by IPython: look at each cell before it runs and after, and at each name that is missing."""
    shell.events.register("pre_run_cell", lambda info: _bring_imports(info.raw_cell or "", shell.user_ns))
    shell.events.register("post_run_cell", Ahead().ran)
    shell.set_custom_exc((NameError,), _explain)


def _bring_imports(code: str, names: dict[str, Any]) -> None:
    """Run those imports of the notebook that `code` builds on and that no cell has run yet."""
    wanted = {
        node.id
        for node in ast.walk(parsed(code))
        if isinstance(node, ast.Name) and node.id not in names and not hasattr(builtins, node.id)
    }
    if not wanted:
        return
    for statement in imports():
        _bring(statement, wanted, names)


def _bring(statement: ast.Import | ast.ImportFrom, wanted: set[str], names: dict[str, Any]) -> None:
    taken = [alias for alias in statement.names if bound(alias) in wanted]
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
        wanted.discard(bound(alias))


def _explain(
    shell: Any, kind: type[NameError], error: NameError, trace: TracebackType, **offset: Any
) -> None:
    """Show, instead of a traceback, which cell to run, where the name comes from a cell of this notebook."""
    name = error.name or ""
    if name and any(name in made(cell) for cell in cells()):
        path = menu("Run", "Run All Above Selected Cell")
        told = _(
            "Falta «{name}», que sale de otra celda: todavía no se ha ejecutado, o el intérprete se reinició después. "
            "Elige en el menú {path}; después ejecuta otra vez esta celda.",
            name=name,
            path=path,
        )
        error._render_traceback_ = lambda: [told]  # type: ignore[attr-defined]  # IPython asks for it
    shell.showtraceback((kind, error, trace))
