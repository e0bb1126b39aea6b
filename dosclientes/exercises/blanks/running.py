"""A cell's code run as Python would, in names of its own, and what came of it: a value, or an error."""

from __future__ import annotations

import ast
import io
import math
import tokenize
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from numbers import Real
from typing import Any

__all__ = ["BLANK", "Ran", "blanks", "filled", "made", "run"]

BLANK = "___"
_CELL = "<cell>"


@dataclass(frozen=True)
class Ran:
    """What code came to: the `value` asked for, or the `error` it ended in and the `line` (from 1) that raised it.

    `shown` is the value of its last line, and `names` are all that there were afterwards.
    """

    value: Any = None
    error: BaseException | None = None
    line: int = 0
    shown: Any = None
    names: Mapping[str, Any] = field(default_factory=dict)

    def same(self, other: Ran) -> bool:
        """Whether both came to the same value, or ended in the same error."""
        if self.error is not None or other.error is not None:
            return type(self.error) is type(other.error) and str(self.error) == str(other.error)
        return _same(self.value, other.value)


def blanks(code: str) -> int:
    """How many blanks the code has; it must be Python."""
    read = io.StringIO(code).readline
    return sum(token.string == BLANK for token in tokenize.generate_tokens(read))


def filled(code: str, fills: Collection[str]) -> str:
    """The code with `fills` in its blanks, in order."""
    for text in fills:
        code = code.replace(BLANK, text, 1)
    return code


def made(code: str) -> set[str]:
    """The names that the code leaves behind."""
    tree = ast.parse(code)
    names = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    return names | {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def run(code: str, value: str, names: Mapping[str, Any]) -> Ran:
    """Run the code in a copy of `names`, and then take the `value` of an expression. It must be Python.

    No exception of the code gets out but the learner's own interruption.
    """
    space, shown = dict(names), None
    tree = ast.parse(code, _CELL)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    try:
        exec(compile(tree, _CELL, "exec"), space)
        if isinstance(last, ast.Expr):
            shown = eval(compile(ast.Expression(last.value), _CELL, "eval"), space)
        return Ran(eval(value, space), shown=shown, names=space)
    except (Exception, SystemExit) as error:
        return Ran(error=error, line=_line(error), shown=shown)


def _line(error: BaseException) -> int:
    """The last line of the cell on the way to an error; 0 for one that arose when the value was asked for."""
    trace, found = error.__traceback__, 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == _CELL:
            found = trace.tb_lineno
        trace = trace.tb_next
    return found


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, Real) and isinstance(other, Real):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    try:
        return bool(one.equals(other) if hasattr(one, "equals") else one == other)
    except Exception:  # tables of another shape, and whatever a learner's value may do
        return False
