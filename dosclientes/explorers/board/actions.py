"""Ten improvements of the hospital, the simulated effect lent to each, and the four quarters of the board."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from dosclientes.customers import hospital
from dosclientes.explorers.board.words import counter_arguments, outputs, titles

__all__ = ["ACTIONS", "EASY", "STRONG", "Action", "Effect", "Quadrant", "Side", "quadrant"]

Side = Literal["internal", "external"]
Quadrant = Literal["first", "plan", "fill", "drop"]

EASY, STRONG = 8, 10
"""Days up to which an effort is small, and points from which an impact is great: the model's medians."""


@dataclass(frozen=True)
class Effect:
    """What the simulated data say: days of work, points won, hours of overtime a week more or less."""

    effort: float
    impact: float
    load: float
    side: Side


@dataclass(frozen=True)
class Action:
    """An improvement; `receiver` is the party that gets something from it, `row` its action in the data."""

    id: str
    number: int
    receiver: str
    row: int

    @property
    def title(self) -> str:
        return titles()[self.id]

    @property
    def receives(self) -> str:
        """Who receives what."""
        return outputs()[self.id]

    @property
    def counter_argument(self) -> str:
        return counter_arguments()[self.id]

    @property
    def side(self) -> Side:
        """Where the receiver stands, with the boundary around the hospital."""
        inside = hospital.around("hospital").holds(hospital.party(self.receiver))
        return "internal" if inside else "external"

    @property
    def effect(self) -> Effect:
        return _effects()[self.row]


_ROWS = {
    "labels": ("laboratory", 12),
    "cases": ("ward", 4),
    "forum": ("ward", 8),
    "thanks": ("laboratory", 2),
    "outing": ("ward", 17),
    "notice": ("patient", 43),
    "channels": ("community_health_centre", 47),
    "journey": ("patient", 10),
    "meetings": ("community_health_centre", 28),
    "forecast": ("ward", 6),
}

ACTIONS = {
    name: Action(name, number, receiver, row)
    for number, (name, (receiver, row)) in enumerate(_ROWS.items(), start=1)
}


def quadrant(effort: float, impact: float) -> Quadrant:
    """The quarter of the board for an effort in days and an impact in points."""
    if impact >= STRONG:
        return "first" if effort <= EASY else "plan"
    return "fill" if effort <= EASY else "drop"


@cache
def _effects() -> dict[int, Effect]:
    from dosclientes import datasets  # brings pandas: only when the board compares

    rows: Any = datasets.load("actions").to_dict("records")
    return {
        row["action"]: Effect(
            row["effort"],
            row["impact"],
            round(row["workload_after"] - row["workload_before"], 1),
            row["target"],
        )
        for row in rows
    }
