"""Arguments that a student's function changed: the test's own objects are changed in the same way."""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import Any

from dosclientes.grading.channel import codec

_FIXED = (type(None), bool, int, float, complex, str, bytes, types.FunctionType, type)


def mutable(value: Any) -> bool:
    """Whether a value may be changed in place."""
    return not isinstance(value, _FIXED)


def watch(value: Any, fallback: codec.Fallback) -> Callable[[], bool] | None:
    """What tells, after a call, whether an argument was changed in place; None for what cannot be, or cannot cross."""
    if not mutable(value):
        return None
    if type(value).__name__ in ("DataFrame", "Series") and not _holds_objects(value):
        kept, names = value.copy(), _names(value)
        return lambda: not (value.equals(kept) and _names(value) == names)

    def packed() -> bytes | None:
        try:
            return codec.dumps(value, fallback)
        except codec.CrossingError:
            return None

    before = packed()
    return None if before is None else lambda: packed() != before


def _holds_objects(table: Any) -> bool:
    """Whether a table's values are changed by what pandas does not see, such as appending to a list in a cell."""
    series = [table] if table.ndim == 1 else [column for _, column in table.items()]
    axes = [table.index, *([table.columns] if table.ndim > 1 else [])]
    return any(
        part.dtype.kind == "O" and part.dtype.name not in ("str", "string") for part in (*series, *axes)
    )


def _names(table: Any) -> list[Any]:
    return [getattr(table, "name", None), *(list(axis.names) for axis in table.axes)]


def update(old: Any, new: Any) -> None:
    """Change a test's own object in place as the student's code changed its copy.

    Raises: CrossingError where types do not match.
    """
    if type(old) is not type(new):
        raise codec.CrossingError("an argument changed its type")
    if isinstance(old, (list, bytearray)):
        old[:] = new
    elif isinstance(old, (dict, set)):
        old.clear()
        old.update(new)
    elif type(old).__name__ == "deque":
        old.clear()
        old.extend(new)
    elif type(old).__name__ == "ndarray" and old.shape == new.shape and old.dtype == new.dtype:
        old[...] = new
    elif type(old).__name__ in ("DataFrame", "Series"):
        old._update_inplace(new)
    elif isinstance(old, tuple):
        for mine, theirs in zip(old, new, strict=True):
            if type(mine) in (list, dict, set):
                update(mine, theirs)
    else:
        raise codec.CrossingError(f"a changed argument of type {type(old).__name__}")
