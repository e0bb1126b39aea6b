"""Values as bytes and back: the only form in which anything crosses between two processes.

JSON with one tag a type, and binary blobs behind it. Decoding builds values of the types listed here and
nothing else: no pickle, no evaluation, no import. Only exact types cross; a subclass may lie about itself.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import math
import sys
from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dosclientes.grading.channel import codec_arrays as arrays

DEPTH = 60
"""How deep containers may be nested."""

ITEMS = 2_000_000
"""How many values one message may hold."""


class CrossingError(Exception):
    """A value that cannot cross as data, or bytes that are no such value."""


Fallback = Callable[[Any], dict[str, Any]]
Rebuild = Callable[[dict[str, Any]], Any]

_CONTAINERS: dict[type, str] = {tuple: "tuple", set: "set", frozenset: "frozenset", deque: "deque"}
_BUILDERS: dict[str, Callable[[Any], Any]] = {
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
    "deque": deque,
}
_MAPPINGS: dict[type, str] = {dict: "dict", OrderedDict: "odict", Counter: "counter"}
_MAPPING_BUILDERS: dict[str, type] = {"dict": dict, "odict": OrderedDict, "counter": Counter}
_VIEWS: dict[type, str] = {type({}.keys()): "keys", type({}.values()): "values", type({}.items()): "items"}


def dumps(value: Any, fallback: Fallback | None = None) -> bytes:
    """Encode `value`.

    Arguments:
        value: what to send.
        fallback: makes a plain dictionary of a value that is not data (a handle), or raises CrossingError.

    Raises: CrossingError for what cannot cross, is too deep or too large.
    """
    return json.dumps(pack(value, fallback), separators=(",", ":")).encode("ascii")


def pack(value: Any, fallback: Fallback | None = None) -> Any:
    """As for `dumps`: what JSON can hold, for a fallback's own dictionary."""
    return _Encoder(fallback).encode(value, 0)


def loads(payload: bytes, rebuild: Rebuild | None = None) -> Any:
    """Decode what `dumps` made; `rebuild` turns a fallback's dictionary into a value.

    Raises: CrossingError for anything that `dumps` would not have written.
    """
    return unpack(payload, rebuild, json.loads)


def unpack(
    packed: Any, rebuild: Rebuild | None = None, read: Callable[[Any], Any] = lambda found: found
) -> Any:
    """As for `loads`: a value from what `pack` made, once it is read."""
    try:
        return _Decoder(rebuild).decode(read(packed), 0)
    except CrossingError:
        raise
    except Exception as error:
        raise CrossingError(f"malformed message ({type(error).__name__})") from None


class _Encoder:
    def __init__(self, fallback: Fallback | None) -> None:
        self.fallback = fallback
        self.count = 0

    def encode(self, value: Any, depth: int) -> Any:
        kind = type(value)
        if value is None or kind is bool or kind is str:
            return value
        if kind is int:
            return value if -(2**53) < value < 2**53 else {"t": "int", "v": hex(value)}
        if kind is float:
            return value if math.isfinite(value) else {"t": "float", "v": _unbounded(value)}
        self.count += 1
        if depth > DEPTH:
            raise CrossingError("nested too deeply")
        if self.count > ITEMS:
            raise CrossingError("too many values")
        return self.container(value, kind, depth + 1)

    def container(self, value: Any, kind: type, depth: int) -> Any:
        if kind is list:
            return [self.encode(item, depth) for item in value]
        if kind in _CONTAINERS:
            return {"t": _CONTAINERS[kind], "v": [self.encode(item, depth) for item in value]}
        if kind in _MAPPINGS:
            pairs = [[self.encode(k, depth), self.encode(v, depth)] for k, v in value.items()]
            return {"t": _MAPPINGS[kind], "v": pairs}
        if kind in _VIEWS:
            return {"t": _VIEWS[kind], "v": [self.encode(item, depth) for item in value]}
        if kind in _SCALARS:
            tag, pack, _ = _SCALARS[kind]
            return {"t": tag, "v": pack(value)}
        if kind is dt.datetime or kind is dt.time:
            return {"t": kind.__name__, "v": value.isoformat(), "z": _zone(value), "f": value.fold}
        packed = arrays.pack(value, lambda item: self.encode(item, depth))
        if packed is not None:
            return packed
        return self.other(value)

    def other(self, value: Any) -> Any:
        if self.fallback is not None:
            return {"t": "handle", "v": self.fallback(value)}
        raise CrossingError(f"a value of type {type(value).__name__} cannot cross as data")


class _Decoder:
    def __init__(self, rebuild: Rebuild | None) -> None:
        self.rebuild = rebuild
        self.count = 0

    def decode(self, packed: Any, depth: int) -> Any:
        if packed is None or isinstance(packed, (bool, str, int, float)):
            return packed
        if depth > DEPTH + 2:
            raise CrossingError("nested too deeply")
        if isinstance(packed, list):
            self.another()
            return [self.decode(item, depth + 1) for item in packed]
        tag, value = packed["t"], packed["v"]
        if tag not in ("int", "float"):
            self.another()
        if tag in _BUILDERS:
            return _BUILDERS[tag](self.decode(item, depth + 1) for item in value)
        if tag in _MAPPING_BUILDERS:
            pairs = ((self.decode(k, depth + 1), self.decode(v, depth + 1)) for k, v in value)
            return _MAPPING_BUILDERS[tag](dict(pairs))
        if tag == "handle" and self.rebuild is not None:
            return self.rebuild(value)
        return self.scalar(tag, value, packed, depth + 1)

    def another(self) -> None:
        """Count one of the values that an encoder counts."""
        self.count += 1
        if self.count > ITEMS:
            raise CrossingError("too many values")

    def scalar(self, tag: str, value: Any, packed: dict[str, Any], depth: int) -> Any:
        if tag in ("keys", "values", "items"):
            items = [self.decode(item, depth) for item in value]
            whole = dict(items) if tag == "items" else dict.fromkeys(items)
            return getattr(whole if tag != "values" else dict(enumerate(items)), tag)()
        if tag in ("datetime", "time"):
            return _moment(tag, value, packed)
        for name, _, unpack in _SCALARS.values():
            if name == tag:
                return unpack(value)
        return arrays.unpack(packed, lambda item: self.decode(item, depth))


def _zone(value: dt.datetime | dt.time) -> str | None:
    key = getattr(value.tzinfo, "key", None)
    return key if isinstance(key, str) else None


def _moment(tag: str, value: str, packed: dict[str, Any]) -> Any:
    moment: Any = (dt.datetime if tag == "datetime" else dt.time).fromisoformat(value)
    if packed.get("z"):
        from zoneinfo import ZoneInfo

        moment = moment.replace(tzinfo=ZoneInfo(packed["z"]))
    return moment.replace(fold=int(packed.get("f", 0)))


def _text(value: bytes | bytearray) -> str:
    return base64.b64encode(value).decode("ascii")


def _integer(text: str) -> int:
    if len(text) > 1_000_000:
        raise CrossingError("an integer is too large")
    return int(text, 16)


def _unbounded(value: float) -> str:
    return "-nan" if math.isnan(value) and math.copysign(1, value) < 0 else repr(value)


def _float(text: str) -> float:
    if text not in ("nan", "-nan", "inf", "-inf"):
        raise CrossingError("malformed float")
    return float(text)


def _decimal(text: str) -> Decimal:
    return Decimal(text)


def _span(parts: list[int]) -> dt.timedelta:
    return dt.timedelta(days=parts[0], seconds=parts[1], microseconds=parts[2])


_SCALARS: dict[type, tuple[str, Callable[[Any], Any], Callable[[Any], Any]]] = {
    int: ("int", hex, _integer),
    float: ("float", _unbounded, _float),
    complex: ("complex", lambda c: [repr(c.real), repr(c.imag)], lambda v: complex(float(v[0]), float(v[1]))),
    bytes: ("bytes", _text, lambda v: base64.b64decode(v, validate=True)),
    bytearray: ("bytearray", _text, lambda v: bytearray(base64.b64decode(v, validate=True))),
    range: ("range", lambda r: [hex(r.start), hex(r.stop), hex(r.step)], lambda v: range(*map(_integer, v))),
    slice: (
        "slice",
        lambda s: [None if x is None else int(x) for x in (s.start, s.stop, s.step)],
        lambda v: slice(*v),
    ),
    dt.date: ("date", dt.date.isoformat, dt.date.fromisoformat),
    dt.timedelta: ("timedelta", lambda d: [d.days, d.seconds, d.microseconds], _span),
    Decimal: ("decimal", str, _decimal),
    Fraction: (
        "fraction",
        lambda f: [hex(f.numerator), hex(f.denominator)],
        lambda v: Fraction(*map(_integer, v)),
    ),
    type(...): ("ellipsis", lambda _: None, lambda _: ...),
    type(NotImplemented): ("notimplemented", lambda _: None, lambda _: NotImplemented),
}

# A decoder must survive deep nesting sent on purpose; json's own recursion check raises before the stack ends.
assert sys.getrecursionlimit() >= 1000
