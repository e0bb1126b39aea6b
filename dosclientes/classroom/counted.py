"""Answers that are counted: numbers, functions that return numbers, numbers by name.

Visible checks and hidden ones read answers by these functions. They say whether the form is right, never
whether the number is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from numbers import Real
from typing import Any

from dosclientes.classroom.forms import AnswerError, filled
from dosclientes.classroom.labels import keys_meant
from dosclientes.language.translation import gettext as _

__all__ = ["number_of", "numbers_for", "one_of", "returns_number"]


def number_of(value: Any, name: str) -> float:
    """The answer as a float. Raises AnswerError for anything but a finite number."""
    filled(value, name)
    if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(value):
        raise AnswerError(
            _("«{name}» tiene que ser un número, y vale {value}.", name=name, value=_short(value))
        )
    return float(value)


def returns_number(function: Callable[..., Any], *arguments: Any, **named: Any) -> float:
    """What the function returns. Raises AnswerError if it is none, if it fails, or returns no finite number."""
    if not callable(filled(function)):
        raise AnswerError(_("Se esperaba una función, y hay {value}.", value=_short(function)))
    try:
        value = function(*arguments, **named)
    except Exception as error:  # whatever a student's function may raise
        told, kind = _told(arguments, named), type(error).__name__
        raise AnswerError(
            _("Con ({told}), tu función falla: {kind}: {error}", told=told, kind=kind, error=error)
        ) from None
    filled(value, getattr(function, "__name__", ""))
    if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(value):
        told = _told(arguments, named)
        raise AnswerError(
            _("Con ({told}), tu función devuelve {value}, y no un número.", told=told, value=_short(value))
        )
    return float(value)


def _told(arguments: Iterable[Any], named: Mapping[str, Any]) -> str:
    return ", ".join([*map(_short, arguments), *(f"{name}={_short(value)}" for name, value in named.items())])


def numbers_for(answer: Any, names: Iterable[str]) -> dict[str, float]:
    """The number for each name, from a dict or a Series. Raises AnswerError unless there is one for each."""
    if hasattr(filled(answer), "to_dict") and not hasattr(answer, "columns"):
        answer = answer.to_dict()
    if not isinstance(answer, Mapping):
        raise AnswerError(_("Se esperaba un diccionario o una serie, con un número para cada nombre."))
    names = list(names)
    answer = keys_meant(answer, names)
    missing = [name for name in names if name not in answer]
    if missing:
        raise AnswerError(_("Falta «{name}».", name=missing[0]))
    return {name: number_of(answer[name], name) for name in names}


def one_of(answer: Any, names: Iterable[str]) -> str:
    """The name given. Raises AnswerError for any other."""
    known = list(names)
    plain = answer.strip() if isinstance(filled(answer), str) else answer
    if not isinstance(plain, str) or plain not in known:
        raise AnswerError(
            _("«{name}» no es ninguna de: {known}.", name=_short(answer), known=", ".join(known))
        )
    return plain


def _short(value: Any) -> str:
    text = repr(value.tolist() if hasattr(value, "tolist") else value)  # a column's own repr has many lines
    return text if len(text) <= 60 else f"{text[:57]}..."
