"""What a handle passes on: fixed by the instructor's own solution, before any hand-in is seen.

Read from the instructor's classes, and learned when the solution was rehearsed. A student's object of another class has
nothing to pose with, and a comparison with plain data is never asked of it.
"""

from __future__ import annotations

import importlib
import operator
import sys
import types
from collections.abc import Callable, Container, Iterable
from itertools import chain
from typing import Any

from dosclientes.grading.channel.codec import CrossingError
from dosclientes.grading.student.offers import BUILTIN_TYPES
from dosclientes.grading.student.plain import COMPARISONS

Handle = dict[str, Any]
_NEVER = COMPARISONS | {"__bool__"}
"""What a rehearsal does not learn: an object may not judge itself."""
_STEPS = frozenset({"__iter__", "__next__"})
"""What is asked of an iterator, be it a generator or of a class of the student's: each step gives data or a handle."""
FUNCTION_DATA = frozenset({"__defaults__", "__kwdefaults__", "__annotations__", "__wrapped__", "__module__"})
"""What Python itself keeps about a function; the student's word, like what the function returns."""
_PLAIN = {
    "function": types.FunctionType,
    "builtin_function_or_method": types.BuiltinFunctionType,
    "method": types.MethodType,
    "generator": types.GeneratorType,
}


class Policy:
    """Attributes, operators and modules that a notebook's solution uses.

    Arguments:
        about: as a task carries it, see `analysis.Analysis.policy`; `learned` holds, by attribute or operator, the
            classes of the objects on which the tests used it when the solution was rehearsed.
        trusted: modules loaded before any test was read.
        learning: whether this is a rehearsal, in which everything is allowed and noted.
    """

    def __init__(self, about: dict[str, Any], trusted: Container[str], learning: bool = False) -> None:
        self.operators: dict[str, list[str]] = about["operators"]
        self.attributes = frozenset(about["attributes"])
        self.modules = frozenset(about["modules"])
        self.records: dict[str, list[str]] = about["records"]
        learned: dict[str, list[str]] = about.get("learned", {})
        self.known = {name: set(classes) for name, classes in learned.items()}
        self.trusted = trusted
        self.learning = learning
        self.learned: dict[str, set[str]] = {}
        self.seen: set[str] = set()
        self.strangers: set[str] = set()
        self.expected: frozenset[str] | None = None
        self.given: Callable[[str], Any] = lambda name: None

    def begin(self, expected: list[str] | None, held: Iterable[Handle]) -> None:
        """Before a test.

        Arguments:
            expected: classes of which the solution's test held objects; None if it was not rehearsed.
            held: what earlier tests have left to it.
        """
        self.expected = None if expected is None else frozenset(expected)
        self.strangers = set()
        for about in held:
            self.see(about)

    def attribute(self, about: Handle, name: str) -> bool:
        """Whether an attribute of an object may be asked for."""
        if name in self.attributes or (about["kind"] == "function" and name in FUNCTION_DATA):
            return True
        return not name.startswith("_") and self.learn(about, name)

    def operator(self, about: Handle, name: str) -> bool:
        """Whether an operator may be applied over there."""
        if about["kind"] == "generator" or (about["iterates"] and name in _STEPS):
            return name in self.operators and name in _STEPS
        if about["kind"] != "instance" and name != "__dir__":
            return False
        if name == "__dir__":
            return True
        if self.expected is not None and not self.expected & set(about["classes"]):
            return False
        if about["classes"] and about["classes"][0].partition(":")[2] in self.operators.get(name, []):
            return True
        return name not in _NEVER and self.learn(about, name)

    def learn(self, about: Handle, name: str) -> bool:
        """Whether the solution's objects of such a class were asked the same; noted in a rehearsal."""
        classes = {kind for kind in about["classes"] if kind != "builtins:object"}
        if self.learning:
            self.learned.setdefault(name, set()).update(classes)
            return True
        return bool(self.known.get(name, set()) & classes)

    def see(self, about: Handle) -> None:
        """Note that a test has come to hold an object of such a class.

        Where the solution's test holds none of it, what the test does with it was never tried: a handle of it may
        well fail where the object would not.
        """
        if about["kind"] != "instance":
            return
        classes = {kind for kind in about["classes"] if kind != "builtins:object"}
        if self.learning:
            self.seen |= classes
        elif not classes & self.expect():
            self.strangers.add(about["name"])

    def expect(self) -> frozenset[str]:
        """Classes of which this test may hold objects: as in the rehearsal, or else those of the solution."""
        if self.expected is not None:
            return self.expected
        names = {*self.records, *chain(*self.operators.values())}
        return frozenset(f"__main__:{name}" for name in names)

    def local(self, about: Handle) -> list[type]:
        """This process's own classes for those of a student's object, most derived first; builtin `object` apart."""
        found = []
        for text in about["classes"]:
            module, _, name = text.partition(":")
            kind = self.find(module, name)
            if isinstance(kind, type) and kind is not object:
                found.append(kind)
        return found

    def exact(self, about: Handle) -> type | None:
        """This process's own class of the same name; None for a class that is the student's."""
        module, _, name = (about["classes"] or [":"])[0].partition(":")
        kind = self.find(module, name)
        return kind if isinstance(kind, type) else None

    def find(self, module: str, name: str) -> Any:
        """A class by its names, from modules that the instructor's notebook uses or this process has loaded."""
        if module == "__main__":
            return self.given(name)
        if module == "builtins" and name in _PLAIN:
            return _PLAIN[name]
        if module not in self.trusted and module not in self.modules:
            return None
        try:
            return operator.attrgetter(name)(sys.modules[module])
        except (AttributeError, KeyError):
            return None

    def resolve(self, about: Handle) -> Any:
        """A module or builtin class that the student's name stands for, imported here.

        Raises: CrossingError unless the module is one the instructor's notebook names.
        """
        if about["kind"] == "builtin":
            return BUILTIN_TYPES[about["name"]]
        if about["name"] in self.modules:
            return importlib.import_module(about["name"])
        raise CrossingError(f"module {about['name']!r} is not one the assignment uses")


def checked(about: Handle) -> Handle:
    """A handle's description, of the right types whatever was sent."""
    classes = [str(name)[:200] for name in list(about["classes"])[:20]]
    said = {name: about[name] is True for name in ("callable", "judges", "plain", "iterates")}
    own = frozenset(str(name) for name in list(about.get("own", []))[:100])
    return {**about, **said, "own": own, "name": str(about["name"])[:200], "classes": classes}
