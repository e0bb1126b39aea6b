"""What the student kernel offers the examiner: numbered handles of the student's objects."""

from __future__ import annotations

import builtins
import importlib
import inspect
import operator
import sys
import traceback
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dosclientes.grading.channel import codec
from dosclientes.grading.student.borrowed import Ask, Borrowed
from dosclientes.grading.student.plain import goes_along, kept, own, plain

_ENGINE = str(Path(__file__).parents[1])
BUILTIN_TYPES = {name: kind for name, kind in vars(builtins).items() if isinstance(kind, type)}
"""Classes that both sides have, named rather than handled."""

OPERATORS: dict[str, Any] = {
    "__eq__": operator.eq, "__ne__": operator.ne, "__lt__": operator.lt, "__le__": operator.le,
    "__gt__": operator.gt, "__ge__": operator.ge, "__add__": operator.add, "__sub__": operator.sub,
    "__mul__": operator.mul, "__truediv__": operator.truediv, "__floordiv__": operator.floordiv,
    "__mod__": operator.mod, "__pow__": operator.pow, "__matmul__": operator.matmul, "__and__": operator.and_,
    "__or__": operator.or_, "__xor__": operator.xor, "__neg__": operator.neg, "__pos__": operator.pos,
    "__invert__": operator.invert, "__abs__": abs, "__len__": len, "__bool__": bool, "__str__": str,
    "__repr__": repr, "__int__": int, "__float__": float, "__iter__": iter, "__next__": next,
    "__contains__": operator.contains, "__getitem__": operator.getitem, "__setitem__": operator.setitem,
    "__delitem__": operator.delitem, "__instancecheck__": lambda kind, value: isinstance(value, kind),
    "__subclasscheck__": lambda kind, value: issubclass(value, kind),
    "__enter__": lambda value: value.__enter__(), "__exit__": lambda value, *rest: value.__exit__(*rest),
    "__radd__": lambda a, b: b + a, "__rsub__": lambda a, b: b - a, "__rmul__": lambda a, b: b * a,
    "__rtruediv__": lambda a, b: b / a, "__rpow__": lambda a, b: b**a, "__hash__": hash,
    "__array__": lambda value, *rest: sys.modules["numpy"].asarray(value), "__dir__": dir,
}  # fmt: skip


class Offers:
    """Handles by number, in both directions.

    Arguments:
        ask: sends the examiner a request about a function of the test's.
    """

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self.objects: list[Any] = []
        self.numbers: dict[int, int] = {}

    def operator(self, name: str) -> Callable[..., Any]:
        """The function behind an operator's name."""
        found: Callable[..., Any] = OPERATORS[name]
        return found

    def describe(self, value: Any) -> dict[str, Any]:
        """A handle for what is not data."""
        if isinstance(value, types.ModuleType):
            return {"kind": "module", "name": value.__name__}
        if isinstance(value, type) and BUILTIN_TYPES.get(value.__name__) is value:
            return {"kind": "builtin", "name": value.__name__}
        if isinstance(value, Borrowed):
            return {"kind": "callback", "number": value.number}
        about = {"kind": _kind(value), "number": self.number(value), **_about(value), **self.data(value)}
        return {**about, "lineage": self.lineage(value)} if about["kind"] == "exception" else about

    def data(self, value: Any) -> dict[str, Any]:
        """Whether Python takes an object for data, and that data: what is said later cannot be something else."""
        if kept(type(value)) is None:
            return {"plain": False}
        about = {"plain": True, "own": own(type(value), OPERATORS)}
        return {**about, "data": codec.pack(plain(value), self.describe)} if goes_along(value) else about

    def lineage(self, kind: type) -> list[list[Any]]:
        """An exception class by the names and numbers of what it derives from."""
        return [[base.__module__, base.__qualname__, self.number(base)] for base in kind.__mro__[:20]]

    def number(self, value: Any) -> int:
        """The handle of an object; the same object keeps its handle."""
        known = self.numbers.get(id(value))
        if known is None:
            known = self.numbers[id(value)] = len(self.objects)
            self.objects.append(value)
        return known

    def find(self, handle: dict[str, Any]) -> Any:
        """The object that the examiner means."""
        kind = handle["kind"]
        if kind == "module":
            return importlib.import_module(handle["name"])
        if kind == "builtin":
            return BUILTIN_TYPES[handle["name"]]
        if kind == "named":
            return operator.attrgetter(handle["name"])(importlib.import_module(handle["module"]))
        if kind == "callback":
            return Borrowed(self.ask, handle)
        return self.objects[handle["number"]]

    def exception(self, error: BaseException) -> dict[str, Any]:
        """An exception by type, message and arguments."""
        try:
            message = str(error)[:10_000]
        except Exception:
            message = ""
        lineage = self.lineage(type(error))
        about = {"lineage": lineage, "message": message, "args": _data(error.args), "trace": _trace(error)}
        lent = getattr(error, "lent_by_test", None)
        return about if lent is None else {**about, "lent": lent}

    def local_exception(self, description: dict[str, Any]) -> BaseException:
        """An exception of the test's function, raised in the student's code."""
        kind = BUILTIN_TYPES.get(str(description["name"]), RuntimeError)
        found: BaseException = kind(description["message"])
        found.lent_by_test = description["number"]  # type: ignore[attr-defined]
        return found


def _kind(value: Any) -> str:
    if isinstance(value, type):
        return "exception" if issubclass(value, BaseException) else "class"
    if isinstance(value, types.GeneratorType) or type(value) in (map, filter, zip, enumerate, reversed):
        return "generator"
    if inspect.isroutine(value) or isinstance(value, Borrowed):
        return "function"
    return "function" if type(value).__module__ in ("functools", "numpy") else "instance"


def _about(value: Any) -> dict[str, Any]:
    about: dict[str, Any] = {"name": str(getattr(value, "__name__", type(value).__name__))[:200]}
    about["callable"] = callable(value)
    about["judges"] = hasattr(type(value), "__bool__") or hasattr(type(value), "__len__")
    about["classes"] = [f"{base.__module__}:{base.__qualname__}"[:200] for base in type(value).__mro__[:20]]
    about["iterates"] = hasattr(type(value), "__next__") and not hasattr(type(value), "__len__")
    document = getattr(value, "__doc__", None)
    about["doc"] = document[:10_000] if type(document) is str else None
    return about


def _trace(error: BaseException) -> str:
    """Where in the student's own code it happened."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if not frame.filename.startswith(_ENGINE)]
    return "".join(traceback.format_list(own[-10:]))[:10_000]


def _data(args: tuple[Any, ...]) -> list[Any] | None:
    plain = (type(None), bool, int, float, str)
    return list(args) if all(type(item) in plain for item in args) else None


__all__ = ["BUILTIN_TYPES", "OPERATORS", "Offers"]
