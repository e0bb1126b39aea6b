"""A function of the test, as the student's code has it: called there, where its values stay."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

__all__ = ["Ask", "Borrowed"]

Ask = Callable[[str, dict[str, Any]], Any]
"""Sends the examiner a request, by its name and what belongs to it; the value of the reply."""


class Borrowed:
    """Calls a function of the test.

    Arguments:
        ask: the way to the examiner.
        about: see `examiner.lent.described`.
    """

    def __init__(self, ask: Ask, about: dict[str, Any]) -> None:
        self._ask = ask
        self.number = about["number"]
        self.__name__ = self.__qualname__ = about["name"]
        self.__doc__ = None
        if about["parameters"] is not None:
            self.__signature__ = _signature(about["parameters"])

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("callback", {"number": self.number, "args": args, "kwargs": kwargs})

    def __getattr__(self, name: str) -> Any:
        """Never there; the examiner hears of it, since the function itself may have it."""
        if name != "_ask":
            self._ask("lent", {"number": self.number, "name": name})
        raise AttributeError(f"a function of the test does not show {name!r}")


def _signature(parameters: list[list[Any]]) -> inspect.Signature:
    """Which defaults there are is told; what they are stays with the test."""
    return inspect.Signature(
        [
            inspect.Parameter(name, inspect._ParameterKind(kind), default=... if default else inspect._empty)
            for name, kind, default in parameters
        ]
    )
