"""What a test has replaced in a module while the answer's code runs: here, where that code does not see it.

A patched `random.randint` gives this process what the test wants; the answer, in another, draws as ever, and may hit
the right value by chance. So a rehearsal looks whether anything is replaced, and not at what comes of it.
"""

from __future__ import annotations

import sys
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any, ClassVar

__all__ = ["Patches"]

OFTEN = 16
"""So many calls of the answer's code are looked at one by one; after that one in twice as many each time.

This is for modules that the notebook uses: whatever else is replaced is noted when it is."""

_CROSSING = {"sys": None, "builtins": frozenset({"input", "exit", "quit", "get_ipython", "display"})}
"""What reaches the answer, or is IPython's own doing: names by module, all of them for None."""

_GONE = object()
Space = Mapping[str, Any]


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
        self.places: list[_Place] = []

    def begin(self) -> None:
        """A test begins."""
        self.found, self.calls = set(), 0
        for name in sys.modules.keys() - self.known:
            self.known.add(name)
            module = sys.modules[name]
            if name not in self.used and type(module) is ModuleType:
                module.__class__ = _Watched
            else:
                self.places += _places(name, module, name in self.used)

    def look(self) -> None:
        """The answer's code is about to run."""
        for (module, name), value in _Watched.replaced.items():
            apart = _CROSSING.get(module, frozenset())
            if apart is not None and name not in apart and name[:1] != "_" and callable(value):
                self.found.add(f"{module}.{name}")
        self.calls += 1
        if self.calls > OFTEN and self.calls & (self.calls - 1):
            return
        for place in self.places:
            if not place.same():
                self.found.update(place.replaced())


class _Watched(ModuleType):
    """A module that notes what is replaced in it, until it is put back: thousands of names need not be looked at."""

    __slots__ = ()
    replaced: ClassVar[dict[tuple[str, str], Any]] = {}
    """What was there before, by module and name; `_GONE` for what is new."""

    def __setattr__(self, name: str, value: Any) -> None:
        self._note(name, value)
        super().__setattr__(name, value)

    def __delattr__(self, name: str) -> None:
        self._note(name, _GONE)
        super().__delattr__(name)

    def _note(self, name: str, value: Any) -> None:
        space = self.__dict__
        key, before = (str(space.get("__name__")), name), space.get(name, _GONE)
        if key in self.replaced and self.replaced[key] is value:
            del self.replaced[key]
        elif before is not value:
            self.replaced.setdefault(key, before)


@dataclass(frozen=True, slots=True)
class _Place:
    """A module's or class's names as they were.

    Attributes:
        name: what to call it.
        space, kept: its names now, and a copy of them as they were.
        every: whether all that is public counts, or only what can be called.
        apart: names that do not count.
    """

    name: str
    space: Space
    kept: Space
    every: bool
    apart: frozenset[str] = frozenset()

    def same(self) -> bool:
        """Whether nothing at all has changed."""
        try:
            return bool(self.space == self.kept)
        except Exception:  # of a value that was replaced, such as an array
            return False

    def replaced(self) -> Iterator[str]:
        """Names that now stand for something else."""
        for name, value in self.kept.items():
            if not isinstance(name, str) or name.startswith("_") or name in self.apart:
                continue
            counts = callable(value) or (self.every and not isinstance(value, ModuleType))
            if counts and self.space.get(name, _GONE) is not value:
                yield f"{self.name}.{name}"


def _places(module: str, content: Any, used: bool) -> Iterator[_Place]:
    """A module, and where it is used its classes."""
    space = getattr(content, "__dict__", None)
    apart = _CROSSING.get(module, frozenset())
    if not isinstance(space, dict) or apart is None:
        return
    yield _Place(module, space, dict(space), used, apart)
    for name, value in list(space.items()) if used else ():
        if isinstance(value, type) and isinstance(name, str) and name[:1] != "_" and name not in apart:
            yield _Place(f"{module}.{name}", vars(value), dict(vars(value)), True)
