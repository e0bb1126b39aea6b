"""What a course's `c.Examine` may say: a word that nobody reads would be taken for a setting that holds."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import Any

from dosclientes.language.translation import gettext as _

__all__ = ["wrong"]

_NAMES = (
    *("carried", "limits", "patience", "preload", "solution_files", "strict", "total_timeout", "unprotected"),
    *("unsandboxed", "visible"),
)
_LISTS = ("carried", "preload", "unprotected", "visible")
LIMITS = ("cpu", "file", "files", "memory", "processes", "share")
"""Figures of a submission that a course may change, see `processes.limits` and `processes.room`."""


def wrong(examine: Mapping[str, Any]) -> str:
    """What of a course's settings cannot hold, in a sentence of the user's language; "" if all of it can.

    Arguments:
        examine: `c.Examine`, by name.
    """
    for name, value in examine.items():
        if name not in _NAMES:
            return _unknown(f"c.Examine.{name}", _NAMES)
        if name in _LISTS and not (
            isinstance(value, list | tuple | set) and all(isinstance(each, str) for each in value)
        ):
            return _("c.Examine.{name} es una lista de textos, y no {value}", name=name, value=repr(value))
    for name in ("patience", "total_timeout"):
        if problem := _wrong_number(f"c.Examine.{name}", examine.get(name, 0), 0):
            return problem
    return _wrong_limits(examine.get("limits", {}))


def _wrong_limits(limits: Any) -> str:
    if not isinstance(limits, Mapping):
        return _(
            "c.Examine.limits es un diccionario, como {example}, y no {value}",
            example='{"memory": 2**30}',
            value=repr(limits),
        )
    for name, value in limits.items():
        where = f"c.Examine.limits[{name!r}]"
        if name not in LIMITS:
            return _unknown(where, LIMITS)
        if problem := _wrong_number(where, value, 0 if name == "share" else 1):  # half a processor is a share
            return problem
    return ""


def _wrong_number(where: str, value: Any, least: int) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool) and least <= value < inf:
        return ""
    return _("{where} es un número desde {least}, y no {value}", where=where, least=least, value=repr(value))


def _unknown(where: str, known: tuple[str, ...]) -> str:
    return _("{where} no dice nada a nadie. Hay: {known}", where=where, known=", ".join(known))
