"""The instructor's cells, compiled once: a warm server does it before it forks, and each examiner finds them ready."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cache
from types import CodeType

from dosclientes.grading.examiner.names import Rewriter
from dosclientes.grading.student.shell import Shell


@cache
def given(source: str) -> CodeType:
    """Given code that precedes a test. Raises SyntaxError."""
    return compile(source, "<given>", "exec")


@cache
def test(shell: Shell, source: str) -> tuple[CodeType, ...] | None:
    """A test cell as IPython compiles it: a code a statement, the last one showing its value.

    Returns: None for what only a whole `Shell.execute` handles: what does not compile, top-level `await`, and
        `__future__`, which changes how later cells are compiled.
    """
    if "__future__" in source:
        return None
    try:
        cell = shell.transform_cell(source)
        if shell.should_run_async(source, transformed_cell=cell):
            return None
        name = shell.compile.cache(cell, 0, raw_code=source)
        body = ast.fix_missing_locations(Rewriter().visit(shell.compile.ast_parse(cell, filename=name))).body
        shown = bool(body) and isinstance(body[-1], ast.Expr)
        run, show = (body[:-1], body[-1:]) if shown else (body, [])
        codes = [shell.compile(ast.Module([node], []), name, "exec") for node in run]
        return tuple(codes + [shell.compile(ast.Interactive([node]), name, "single") for node in show])
    except Exception:  # said by IPython when the cell is run
        return None


def ahead(shell: Shell, tests: Iterable[str], helpers: Iterable[str]) -> None:
    """Compile now what the examiners will need; what cannot be compiled is left to them."""
    for source in tests:
        test(shell, source)
    for source in helpers:
        try:
            given(source)
        except (SyntaxError, ValueError):
            continue
