"""A guard around a method of nbgrader's, in a process where nbgrader is at work."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

__all__ = ["put_around"]


def put_around(module: str, method: str, guard: Callable[..., Any]) -> None:
    """Have a guard called in place of a method, however often this is asked for.

    `nbgrader_config.py` asks, which is also read by what has no use for the method and must start quickly: where the
    module is not loaded, nothing is done.

    Arguments:
        module: nbgrader's module, by its whole name.
        method: "Class.method" in it.
        guard: gets the method as it was, and then what that would have got.
    """
    loaded = sys.modules.get(module)
    if loaded is None:
        return
    owner, _dot, name = method.partition(".")
    kind = getattr(loaded, owner)
    found = getattr(kind, name)
    if getattr(found, "guard", None) is guard:
        return

    @wraps(found)
    def guarded(*arguments: Any, **named: Any) -> Any:
        return guard(found, *arguments, **named)

    guarded.guard = guard  # type: ignore[attr-defined]
    setattr(kind, name, guarded)
