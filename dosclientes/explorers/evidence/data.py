"""Lesson 09: how strongly morale goes with an outcome, over all branches or apart, and how to read it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dosclientes import datasets, plots
from dosclientes.language.translation import gettext as _
from dosclientes.plots.strata import stratum_name, written

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["OUTCOMES", "Stratum", "chart", "outcome_names", "reading", "stratify"]

OUTCOMES = ("satisfaction", "profit")


@dataclass(frozen=True)
class Stratum:
    """A group of branches, and the correlation of morale with the outcome within it."""

    name: str
    size: int
    correlation: float

    @property
    def told(self) -> str:
        return f"{self.name}: {written(self.correlation)}"


@cache
def _branches() -> pd.DataFrame:
    return datasets.load("branches")


def outcome_names() -> dict[str, str]:
    return {"satisfaction": _("satisfacción del cliente"), "profit": _("beneficio")}


def stratify(outcome: str, contact: bool, area: bool) -> list[Stratum]:
    """The groups that the two divisions make, and all branches in one if there is none."""
    by = [name for name, wanted in (("contact", contact), ("area", area)) if wanted]
    parts = list(_branches().groupby(by)) if by else [((), _branches())]
    return [
        Stratum(stratum_name(*map(str, key)), len(part), float(part.morale.corr(part[outcome])))
        for key, part in parts
    ]


def chart(outcome: str, contact: bool, area: bool) -> plots.Chart:
    """A panel for each contact, a sign for each area."""
    return plots.strata(
        _branches(),
        "morale",
        outcome,
        f"morale-{outcome}",
        panels="contact" if contact else None,
        marks="area" if area else None,
    )


def reading(outcome: str, contact: bool, area: bool) -> str:
    """What to notice, or to ask, in what is shown."""
    return _readings()[outcome, contact, area]


def _readings() -> dict[tuple[str, bool, bool], str]:
    return {
        ("satisfaction", False, False): _("Van juntas, en parte. ¿En todas las sucursales? Separa y mira."),
        ("satisfaction", True, False): _(
            "Donde hay trato con el cliente, la moral se nota mucho. Donde apenas lo hay, casi nada. El número del "
            "principio mezclaba dos mundos."
        ),
        ("satisfaction", False, True): _(
            "Dentro de cada zona baja, pero no desaparece. Baja porque en una sola zona la moral varía menos, no "
            "porque la zona lo explique."
        ),
        ("satisfaction", True, True): _("Con las dos divisiones, lo que separa los grupos es el contacto."),
        ("profit", False, False): _("Van bastante juntas. ¿Es la moral la que trae el beneficio?"),
        ("profit", True, False): _(
            "¡Cuidado! Con contacto bajo la moral no llega al cliente, y aun así va con el beneficio. ¿Por qué "
            "camino? Separa también por zona."
        ),
        ("profit", False, True): _(
            "Dos nubes: en la zona próspera son más altos la moral y el beneficio. Dentro de cada una, la "
            "relación se queda en poco. Buena parte era la zona."
        ),
        ("profit", True, True): _(
            "Con contacto bajo no queda casi nada: era la zona. Con contacto alto queda algo: ahí la moral sí "
            "puede llegar al beneficio."
        ),
    }
