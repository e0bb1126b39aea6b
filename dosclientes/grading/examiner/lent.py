"""What the student's code hears of a test's function that was passed to it: no value of the test's."""

from __future__ import annotations

import builtins
import inspect
from collections.abc import Callable
from typing import Any

__all__ = ["described", "thrown"]


def described(function: Callable[..., Any]) -> dict[str, Any]:
    """A function by its name and the names and kinds of its parameters; None for those where it cannot be said."""
    name = getattr(function, "__name__", type(function).__name__)
    try:
        found = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return {"name": name, "parameters": None}
    return {"name": name, "parameters": [[p.name, int(p.kind), p.default is not p.empty] for p in found]}


def thrown(error: Exception, number: int) -> dict[str, Any]:
    """An exception of such a function, by the builtin class that it is one of.

    Arguments:
        number: what the student's side gives back when it does not catch it.
    """
    names = [kind.__name__ for kind in type(error).__mro__ if getattr(builtins, kind.__name__, None) is kind]
    return {"name": names[0], "message": str(error)[:1000], "number": number}
