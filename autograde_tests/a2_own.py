"""What A2 asks of a student's own requests, judged by the data it should be about."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import Any

from autograde_tests.checking import RIGHT, Verdict
from dosclientes.language.translation import gettext

_ = partial(gettext, catalog="graded")

AREA = frozenset({"it_desk", "hr", "ward", "purchasing", "laboratory"})
TOLERANCE = 0.01 + 1e-9
"""Of hours, which have two decimals."""


@dataclass(frozen=True)
class Chosen:
    """Each provider's biggest customer as chosen in the form, which writes "it-desk" and asks for no hours."""

    response: dict[str, str]

    def rows(self) -> dict[str, tuple[str, float]]:
        """As `biggest_of` gives them, with unknown hours."""
        return {
            provider.replace("-", "_"): (customer.replace("-", "_"), math.nan)
            for provider, customer in self.response.items()
        }


@dataclass(frozen=True)
class Counted:
    """How many requests have an external customer, as answered in the form."""

    external: float


def judge_biggest(answer: dict[str, tuple[str, float]], mine: Any) -> Verdict:
    """For each provider: the customer that takes most hours, and how many."""
    totals = mine.groupby(["provider", "recipient"]).hours.sum()
    wanted = {provider: totals[provider].idxmax() for provider in totals.index.unique("provider")}
    hits = 0
    for provider, customer in wanted.items():
        given, hours = answer.get(provider, ("", 0.0))
        hits += given == customer and not abs(hours - totals[provider, customer]) > TOLERANCE
    if hits == len(wanted) == len(answer):
        return RIGHT
    told = _("Una fila por cada área que entrega: su cliente con más horas en total, en tus datos.")
    return Verdict(min(hits / len(wanted), 0.75), told, "05-areas#data")


def judge_sides(answer: dict[str, int] | Counted, mine: Any) -> Verdict:
    """How many requests delivered from the area stay in it, and how many leave it."""
    ours = mine[mine.provider.isin(AREA)]
    inside = int(ours.recipient.isin(AREA).sum())
    outside = len(ours) - inside
    if answer in ({"internal": inside, "external": outside}, Counted(float(outside))):
        return RIGHT
    told = _("¿Quién entrega, alguien de dentro? Y quien recibe, ¿de qué lado queda en cada caso?")
    return Verdict(0.0, told, "04-boundaries#predict")
