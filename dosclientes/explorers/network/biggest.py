"""Whose customers ask most: the simulated requests, ranked by one of three measures."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from dosclientes.language.translation import gettext as _

__all__ = ["MEASURES", "Ranked", "measure_names", "rankings"]

MEASURES = ("requests", "hours", "late")
"""How many requests; hours from asking until it is done, all together; requests done after the agreed time."""


@dataclass(frozen=True)
class Ranked:
    """A customer of a provider, and how much of it there is."""

    customer: str
    amount: float


def measure_names() -> dict[str, str]:
    return {
        "requests": _("número de peticiones"),
        "hours": _("suma de horas de espera"),
        "late": _("número de peticiones tarde"),
    }


def rankings(pairs: Collection[tuple[str, str]], measure: str) -> dict[str, list[Ranked]]:
    """For each provider among `pairs` of provider and customer: these customers, the biggest first.

    Pairs of which there are no requests are left out. Raises KeyError for an unknown measure.
    """
    found: dict[str, list[Ranked]] = {}
    for (provider, customer), amount in _amounts()[measure].items():
        if (provider, customer) in pairs:
            found.setdefault(provider, []).append(Ranked(customer, amount))
    return {name: sorted(each, key=lambda ranked: -ranked.amount) for name, each in found.items()}


@cache
def _amounts() -> dict[str, dict[tuple[str, str], float]]:
    from dosclientes import datasets  # with pandas, which is slow: only when an arrow needs it

    requests = datasets.load("requests")
    requests["late"] = requests.hours > requests.agreed_hours
    pairs = requests.groupby(["provider", "recipient"])
    table = pairs.agg(requests=("hours", "size"), hours=("hours", "sum"), late=("late", "sum")).reset_index()
    arrows = list(zip(table.provider, table.recipient, strict=True))
    return {measure: dict(zip(arrows, table[measure].astype(float), strict=True)) for measure in MEASURES}
