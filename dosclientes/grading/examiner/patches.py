"""What a test has replaced in a module while the answer's code runs: here, where that code does not see it.

A patched `random.randint` gives this process what the test wants; the answer, in another, draws as ever, and may hit
the right value by chance. So a rehearsal looks whether anything is replaced, and not at what comes of it.
"""

from __future__ import annotations

import sys
from collections.abc import Container, Iterator, Mapping
from types import ModuleType
from typing import Any

__all__ = ["Patches"]

OFTEN = 16
"""So many calls of the answer's code are looked at one by one; after that one in twice as many each time."""

_CROSSING = {"sys": None, "builtins": frozenset({"input", "exit", "quit", "get_ipython", "display"})}
"""What reaches the answer, or is IPython's own doing: names by module, all of them for None."""

_GONE = object()
Thing = tuple[Mapping[str, Any], str, Any, str]
"""Where something is, its name, itself, and what to call the place."""


class Patches:
    """Looks for what differs from how the modules were when the test began.

    Arguments:
        used: modules that the notebook uses: all that is public in them counts, their classes' methods too; of all
            other modules what can be called.

    Attributes:
        found: what was replaced, as `module.name`, since the test began.
    """

    def __init__(self, used: Container[str]) -> None:
        self.used = used
        self.found: set[str] = set()
        self.calls = 0
        self.known: set[str] = set()
        self.before: list[Thing] = []

    def begin(self) -> None:
        """A test begins."""
        self.found, self.calls = set(), 0
        for name in sys.modules.keys() - self.known:
            self.before += _things(name, sys.modules[name], name in self.used)
            self.known.add(name)

    def look(self) -> None:
        """The answer's code is about to run."""
        self.calls += 1
        if self.calls > OFTEN and self.calls & (self.calls - 1):
            return
        for space, name, value, where in self.before:
            if space.get(name, _GONE) is not value:
                self.found.add(f"{where}.{name}")


def _things(module: str, content: Any, used: bool) -> Iterator[Thing]:
    """All that counts in a module."""
    space = getattr(content, "__dict__", None)
    apart = _CROSSING.get(module, frozenset())
    if not isinstance(space, dict) or apart is None:
        return
    for name, value in list(space.items()):
        if not isinstance(name, str) or name.startswith("_") or name in apart:
            continue
        if callable(value) or (used and not isinstance(value, ModuleType)):
            yield space, name, value, module
        if used and isinstance(value, type):
            yield from _methods(value, f"{module}.{name}")


def _methods(kind: type, where: str) -> Iterator[Thing]:
    return ((vars(kind), name, value, where) for name, value in list(vars(kind).items()) if name[:1] != "_")
