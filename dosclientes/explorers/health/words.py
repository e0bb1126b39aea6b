"""Lesson 07: the words on the map, on the toggle, and in the sentences that count customers."""

from __future__ import annotations

from dosclientes.customers import Verdict
from dosclientes.language.translation import gettext as _

__all__ = ["UNDECLARED", "area_names", "counted", "deciding", "note", "toggle_names"]

UNDECLARED = ""


def area_names() -> dict[str, str]:
    return {"hospital": _("el hospital"), "health_system": _("el sistema sanitario")}


def toggle_names() -> dict[str, str]:
    return {
        UNDECLARED: _("Frontera: sin declarar"),
        "hospital": _("Frontera: el hospital"),
        "health_system": _("Frontera: el sistema sanitario"),
    }


def counted(label: str, number: int) -> str:
    """How many customers there are of one label."""
    return {
        "internal": _("Clientes internos: {number}", number=number),
        "external": _("Clientes externos: {number}", number=number),
        "undetermined": _("Clientes sin lado: {number}", number=number),
    }[label]


def note(verdict: Verdict, delivers: bool) -> str:
    """What stands below a party's name on the map."""
    if delivers:
        return _("entrega la salida")
    if verdict.label == "undetermined":
        return _("cliente, ¿de qué lado?")
    return _("no es su salida") if verdict.label == "none" else verdict.name


def deciding(verdict: Verdict) -> str:
    """The last reason before the notes, and before the sentence that says what is missing."""
    texts = [reason.text for reason in verdict.reasons if reason.step < 5]
    return texts[-2 if verdict.missing else -1]
