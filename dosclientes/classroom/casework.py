"""Answers about cases and handovers: functions that label a case, and tables of who is whose customer.

Visible checks and hidden ones read answers by these functions. They say whether the form is right, never
whether the answer is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from numbers import Integral, Real
from typing import Any

from dosclientes.classroom.forms import AnswerError, filled
from dosclientes.classroom.labels import keys_meant, label_meant
from dosclientes.classroom.rows import keyed
from dosclientes.customers import FACTS, LABELS
from dosclientes.language.translation import gettext as _

__all__ = ["biggest_of", "gives_facts", "gives_label", "sides_of"]

_SIDES = ("internal", "external")


def gives_label(classify: Callable[..., Any], case: dict[str, Any], boundary: Any) -> str:
    """What the function calls this case. Raises AnswerError if it fails or says something that is no label."""
    label = filled(_called("classify", classify, case, boundary), "classify")
    try:
        return label_meant(label, LABELS)
    except AnswerError:
        raise AnswerError(
            _(
                "«{name}» devuelve {value}, y se esperaba una de: {known}.",
                name="classify",
                value=repr(label),
                known=", ".join(LABELS),
            )
        ) from None


def gives_facts(missing: Callable[..., Any], case: dict[str, Any], boundary: Any) -> list[str]:
    """The names the function gives, each once, sorted. Raises AnswerError if it fails or gives others."""
    names = filled(_called("missing", missing, case, boundary), "missing")
    if isinstance(names, str | Mapping) or not isinstance(names, Collection):
        raise AnswerError(
            _(
                "«{name}» devuelve {value}, y se esperaba una lista de nombres.",
                name="missing",
                value=repr(names),
            )
        )
    known = (*FACTS, "boundary")
    for name in names:
        if name not in known:
            raise AnswerError(_("«{name}» no es ninguna de: {known}.", name=name, known=", ".join(known)))
    return sorted(set(names))


def biggest_of(table: Any) -> dict[str, tuple[str, float]]:
    """Each provider's customer and hours, from a table. Raises AnswerError unless it has the columns asked for.

    The order of rows and columns, the index and further columns do not matter; a provider may be the index.
    """
    rows = keyed(table, "provider", ("recipient", "hours"))
    return {
        provider: (str(customer), _number("hours", hours)) for provider, (customer, hours) in rows.items()
    }


def sides_of(counts: Any) -> dict[str, int]:
    """How many are on each side. Raises AnswerError unless the answer gives two whole numbers."""
    if hasattr(filled(counts), "to_dict"):
        counts = counts.to_dict()
    if not isinstance(counts, Mapping):
        raise AnswerError(_("Se esperaba un diccionario con las claves: {known}.", known=", ".join(_SIDES)))
    counts = keys_meant(counts, _SIDES)
    missing = [side for side in _SIDES if side not in counts]
    if missing:
        raise AnswerError(_("Falta la clave «{name}».", name=missing[0]))
    for side in _SIDES:
        value = filled(counts[side], side)
        if isinstance(value, bool) or not isinstance(value, Integral):
            raise AnswerError(_("«{name}» tiene que ser un número entero.", name=side))
    return {side: int(counts[side]) for side in _SIDES}


def _called(name: str, function: Callable[..., Any], case: dict[str, Any], boundary: Any) -> Any:
    if not callable(filled(function, name)):
        raise AnswerError(_("«{name}» tiene que ser una función.", name=name))
    try:
        return function(case, boundary)
    except Exception as error:  # whatever a student's function may raise
        kind = type(error).__name__
        raise AnswerError(
            _("«{name}» falla con un caso: {kind}: {error}", name=name, kind=kind, error=error)
        ) from None


def _number(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(value):
        raise AnswerError(_("En «{name}» se esperaban números.", name=name))
    return float(value)
