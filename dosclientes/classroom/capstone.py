"""Answers that describe a process of the student's own: a SIPOC, its boundary, what is critical to its customers.

Visible checks and hidden ones read them by these functions. They say whether the form is right, never whether the
content is. The order of columns, the index and further columns do not matter; the order of a SIPOC's rows does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from numbers import Integral
from typing import Any

from dosclientes.classroom.counted import number_of
from dosclientes.classroom.forms import AnswerError, filled
from dosclientes.classroom.labels import label_meant
from dosclientes.language.translation import gettext as _

__all__ = [
    "COMPARISONS",
    "SIPOC",
    "actions_of",
    "boundary_of",
    "can_be_kept_and_missed",
    "ctq_of",
    "same",
    "sipoc_of",
]

SIPOC = ("step", "who", "supplier", "input", "output", "customer", "side")
CTQ = ("customer", "need", "driver", "measure", "comparison", "limit", "unit")
SIDES = ("internal", "external")
COMPARISONS = ("<", "<=", ">", ">=")
_BELOW_ZERO = re.compile(r"[°º]|\b(?:grados?|degrees?|celsius|fahrenheit)\b", re.IGNORECASE)
_PERCENT = re.compile(r"%|\b(?:por ciento|percent|per cent|porcentaje|percentage)\b", re.IGNORECASE)


def sipoc_of(table: Any) -> list[dict[str, str]]:
    """The steps in order, each by column. Raises AnswerError unless the columns are there and hold text."""
    rows = _rows(table, SIPOC)
    for row in rows:
        for column in SIPOC:
            _text(row[column], column)
        row["side"] = _side(row["side"])
    return [{column: row[column].strip() for column in SIPOC} for row in rows]


def ctq_of(table: Any) -> list[dict[str, Any]]:
    """The requirements, each by column; `limit` is a float. Raises AnswerError unless the form is as asked."""
    rows = _rows(table, CTQ)
    for row in rows:
        for column in CTQ:
            if column != "limit":
                _text(row[column], column)
        _one(row["comparison"], "comparison", COMPARISONS)
        row["limit"] = number_of(row["limit"], "limit")
    return [
        {name: value.strip() if isinstance(value, str) else value for name, value in row.items()}
        for row in rows
    ]


def can_be_kept_and_missed(comparison: str, limit: float, unit: str) -> bool:
    """Whether some value in `unit` is within `limit` and some other is not.

    A temperature may be below zero; a percentage lies from 0 to 100; everything else starts at zero.
    """
    if _BELOW_ZERO.search(unit):
        return True
    lowest, highest = 0.0, 100.0 if _PERCENT.search(unit) else float("inf")
    if not lowest <= limit <= highest:
        return False
    return comparison not in (("<", ">=") if limit == lowest else ("<=", ">") if limit == highest else ())


def boundary_of(names: Any) -> list[str]:
    """Who is inside. Raises AnswerError for anything but some texts."""
    if isinstance(filled(names), str | Mapping) or not isinstance(names, Iterable):
        raise AnswerError(_('Se esperaba una lista de identificadores, como ["a", "b"].'))
    found = list(names)
    for name in found:
        _text(name, "boundary")
    return [str(name).strip() for name in found]


def actions_of(plan: Any) -> list[int]:
    """The numbers of the chosen actions, sorted. Raises AnswerError unless they are whole numbers, each once."""
    if hasattr(filled(plan), "tolist"):
        plan = plan.tolist()
    if isinstance(plan, str | Mapping) or not isinstance(plan, Iterable):
        raise AnswerError(_("Se esperaba una lista con los números de las acciones."))
    chosen = list(plan)
    for number in chosen:
        if isinstance(filled(number), bool) or not isinstance(number, Integral):
            raise AnswerError(_("«{value}» no es el número de una acción.", value=number))
    if len(set(chosen)) < len(chosen):
        raise AnswerError(_("Hay acciones que están más de una vez."))
    return sorted(int(number) for number in chosen)


def same(one: str, other: str) -> bool:
    """Whether two texts name the same, whatever their capitals and spaces."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _rows(table: Any, columns: Iterable[str]) -> list[dict[str, Any]]:
    if not hasattr(filled(table), "columns") or not hasattr(table, "reset_index"):
        raise AnswerError(_("Se esperaba una tabla de pandas (DataFrame)."))
    wanted = list(columns)
    for name in wanted:
        if name not in table.columns:
            raise AnswerError(_("A la tabla le falta la columna «{name}».", name=name))
    values = zip(*(table[name].tolist() for name in wanted), strict=True)
    rows = [dict(zip(wanted, row, strict=True)) for row in values]
    begun = [row for row in rows if any(value is not ... for value in row.values())]
    rows = begun or [filled(..., wanted[0]) for _row in rows]
    if not rows:
        raise AnswerError(_("La tabla no tiene ninguna fila."))
    return rows


def _text(value: Any, column: str) -> None:
    if not isinstance(filled(value, column), str):
        raise AnswerError(_("En «{name}» se esperaban textos.", name=column))


def _side(value: str) -> str:
    try:
        return label_meant(value, SIDES)
    except AnswerError:
        _one(value, "side", SIDES)
        raise


def _one(value: str, column: str, known: tuple[str, ...]) -> None:
    if value.strip() not in known:
        raise AnswerError(_("En «{name}» se esperaba una de: {known}.", name=column, known=", ".join(known)))
