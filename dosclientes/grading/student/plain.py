"""An object as the data that Python compares in its place: the tuple in a named tuple, the number in an `IntEnum`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

__all__ = ["ALONG", "COMPARISONS", "goes_along", "kept", "own", "plain"]

COMPARISONS = frozenset({"__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"})

ALONG = 20_000
"""About how many bytes of such data go along with a handle, which is sent whenever its object is."""

_DEPTH = 10
_UNCHANGING: tuple[Any, ...] = (tuple, str, bytes, int, float, complex)


def kept(kind: type) -> Any:
    """The builtin class that a class derives from and whose comparisons it has kept, as named tuples do; or None."""
    for base in _UNCHANGING:
        if issubclass(kind, base):
            return base if all(getattr(kind, name) is getattr(base, name) for name in COMPARISONS) else None
    return None


def own(kind: type, operators: Iterable[str]) -> list[str]:
    """Which operators such a class has made its own; all others do what they do with its data."""
    base = kept(kind)
    return [name for name in operators if _defined(kind, name) is not _defined(base, name)]


def _defined(kind: type, name: str) -> Any:
    """What Python finds for an operator, which is never a metaclass's, as an `IntEnum` has one with a length."""
    return next((vars(base)[name] for base in kind.__mro__ if name in vars(base)), None)


def plain(value: Any) -> Any:
    """An object as what Python itself compares.

    Raises: TypeError for an object that is compared otherwise.
    """
    base = kept(type(value))
    if base is None:
        raise TypeError(f"{type(value).__name__} is compared in a way of its own")
    return base(*base.__getnewargs__(value))


def goes_along(value: Any) -> bool:
    """Whether an object's data is sent with its handle, before any more of the student's code runs.

    What may change, is large or deeply nested, such as a list linked by named tuples, would cost too much each time: it
    is sent when it is first compared.
    """
    return _left(value, ALONG, _DEPTH) >= 0


def _left(value: Any, left: int, depth: int) -> int:
    """How many of so many bytes are left after a value; below 0 where it is not sent along."""
    kind = type(value)
    base = frozenset if kind is frozenset else kept(kind)
    if left < 0 or depth == 0 or kind.__hash__ is None or kind.__module__.startswith("pandas."):
        return -1
    if base in (tuple, frozenset):
        for item in base.__iter__(value):
            left = _left(item, left - 1, depth - 1)
        return left
    if base in (str, bytes):
        return left - int(base.__len__(value))
    return left - (int.bit_length(value) // 4 if base is int else 50)
