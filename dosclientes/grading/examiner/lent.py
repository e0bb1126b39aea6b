"""What the student's code hears of a test's function that was passed to it: no value of the test's."""

from __future__ import annotations

import builtins
import inspect
import sys
from collections.abc import Callable, Container
from typing import Any

__all__ = ["described", "named", "thrown"]


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


def named(value: Any, trusted: Container[str]) -> dict[str, Any] | None:
    """A library's own function or class, which the student kernel imports itself; None for anything else.

    Arguments:
        trusted: modules that were loaded before any test was read.
    """
    module = getattr(value, "__module__", None) or getattr(type(value), "__module__", None)
    name = getattr(value, "__qualname__", None) or getattr(value, "__name__", None)
    if type(module) is not str or type(name) is not str or module == "__main__" or module not in trusted:
        return None
    found: Any = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return {"kind": "named", "module": module, "name": name} if found is value else None
