"""Python's own questions about a function or an object, answered for a student's too."""

from __future__ import annotations

import builtins
import inspect
from abc import ABCMeta
from collections.abc import Callable
from typing import Any

from dosclientes.grading.examiner.remote import Remote, is_callable

__all__ = ["understand"]


def understand() -> None:
    """Have `inspect` and `callable` understand handles, in this process, from now on."""
    inspect.getsource = _first(_source, inspect.getsource)
    inspect.signature = _first(_signature, inspect.signature)
    inspect.getfullargspec = _first(_arguments, inspect.getfullargspec)
    inspect.getdoc = _first(
        lambda value: inspect.cleandoc(value.__doc__) if value.__doc__ else None, inspect.getdoc
    )
    for name, kind in (("isfunction", "function"), ("isclass", "class"), ("isgenerator", "generator")):
        setattr(inspect, name, _first(_is(kind), getattr(inspect, name)))
    builtins.callable = is_callable  # type: ignore[assignment]
    ABCMeta.__instancecheck__ = _is_one(ABCMeta.__instancecheck__)  # type: ignore[method-assign]


def _first(mine: Callable[[Remote], Any], plain: Callable[..., Any]) -> Any:
    """`plain`, but for handles."""

    def ask(value: Any, *args: Any, **options: Any) -> Any:
        return mine(value) if type(value) is Remote else plain(value, *args, **options)

    return ask


def _is_one(plain: Callable[[Any, Any], bool]) -> Any:
    """`isinstance(value, Iterable)` and the like: by what the object can, not by what its handle can."""

    def check(kind: Any, value: Any) -> bool:
        if type(value) is not Remote or kind.__module__ not in ("collections.abc", "numbers"):
            return plain(kind, value)
        own = value.__class__
        if own is not Remote:
            return issubclass(own, kind)
        session: Any = value._remote_session
        return session.operate("__instancecheck__", (kind, value)) is True

    return check


def _is(kind: str) -> Callable[[Remote], bool]:
    return lambda value: value._remote_about["kind"] == kind


def _source(value: Remote) -> str:
    session: Any = value._remote_session
    return str(session.value(session.ask({"op": "source", "target": value})))


def _signature(value: Remote) -> inspect.Signature:
    session: Any = value._remote_session
    found = session.value(session.ask({"op": "signature", "target": value}))
    try:
        parameters = [
            inspect.Parameter(
                str(name), inspect._ParameterKind(kind), default=default[0] if default else inspect._empty
            )
            for name, kind, default in found
        ]
        return inspect.Signature(parameters)
    except (TypeError, ValueError) as error:
        raise session.refuse(f"malformed signature: {error}") from None


def _arguments(value: Remote) -> inspect.FullArgSpec:
    def stand_in(*args: Any, **options: Any) -> None: ...

    stand_in.__signature__ = _signature(value)  # type: ignore[attr-defined]
    return _PLAIN(stand_in)


_PLAIN = inspect.getfullargspec
