"""What a notebook's later cells import, imported while its kernel waits for the reader.

The first table and the first plot of a lesson then cost no seconds. Nothing is imported while cells run or wait to run,
and only libraries: what a reader wrote might do something, or change before its cell runs.
"""

from __future__ import annotations

import ast
import asyncio
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec

from dosclientes.lab.cells import imports

__all__ = ["Ahead", "modules"]

_LIBRARIES = {"dosclientes", "matplotlib", "numpy", "pandas"}
_LATER = {"dosclientes.datasets": ["pandas"]}
"""What a module imports only when it is used, and its users always do."""
_QUIET = 0.4
"""Seconds without a cell after which a kernel counts as waiting."""


class Ahead:
    """Imports in the pauses between cells, one module at a time; the kernel hears a reader again after each."""

    def __init__(self) -> None:
        self._left: Iterator[str] | None = None
        self._last = 0.0
        self._planned = False

    def ran(self, _result: object = None) -> None:
        """A cell has run: wait for a pause. Called in the kernel's own thread, where its loop runs."""
        self._last = time.monotonic()
        with suppress(RuntimeError):  # no loop: this is no kernel
            self._plan(asyncio.get_running_loop(), _QUIET)

    def _plan(self, loop: asyncio.AbstractEventLoop, seconds: float) -> None:
        if not self._planned:
            self._planned = True
            loop.call_later(seconds, self._look, loop)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        self._planned = False
        since = time.monotonic() - self._last
        if since < _QUIET:
            self._plan(loop, _QUIET - since)
            return
        if self._left is None:
            self._left = iter(modules())
        name = next(self._left, None)
        if name is None:
            return
        with suppress(Exception):  # whoever imports it is told
            import_module(name)
        self._plan(loop, 0)


def modules() -> list[str]:
    """The libraries' modules that the notebook's cells import, in their order, and what these load when used."""
    found: list[str] = []
    for statement in imports():
        for name in filter(_is_library, _named(statement)):
            found += [name, *_LATER.get(name, [])]
    return list(dict.fromkeys(found))


def _named(statement: ast.Import | ast.ImportFrom) -> Iterator[str]:
    if isinstance(statement, ast.Import):
        yield from (alias.name for alias in statement.names)
    elif statement.module and not statement.level:
        yield statement.module
        for alias in statement.names:
            yield f"{statement.module}.{alias.name}"


def _is_library(name: str) -> bool:
    """Whether it is a module of a library; what a library's module merely holds is none."""
    if name.partition(".")[0] not in _LIBRARIES:
        return False
    with suppress(ImportError, ValueError):
        return find_spec(name) is not None
    return False
