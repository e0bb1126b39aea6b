"""The areas of the hospital and two of its neighbours: who delivers what to whom, and what an arrow says of it.

What each party has to do with each output is told completely, so that every arrow can be judged.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from dosclientes.customers import FACTS, Case, Fact, Output, Party, Process, Verdict, classify, hospital
from dosclientes.explorers.network.words import output_names, stories

__all__ = ["DELIVERIES", "OUTSIDE", "PLACES", "Arrow", "Delivery", "Judgement", "judge"]

Arrow: TypeAlias = tuple[str, str]
"""From whom, and to whom."""

PLACES = {
    # party: the centre of its box, in pixels; around the edge, so that no right arrow runs behind a box
    "accounting": (70, 64),
    "laundry": (196, 64),
    "intensive_care": (322, 64),
    "radiology": (448, 64),
    "purchasing": (574, 64),
    "facilities": (70, 142),
    "hr": (574, 142),
    "surgery": (70, 220),
    "ward": (574, 220),
    "laboratory": (70, 298),
    "emergency": (574, 298),
    "pharmacy": (100, 376),
    "it_desk": (258, 376),
    "sterilisation": (416, 376),
    "kitchen": (574, 376),
    "cleaning_firm": (768, 200),
    "nurse_as_patient": (768, 330),
}
OUTSIDE = ("cleaning_firm", "nurse_as_patient")

_CUSTOMER, _INTERESTED, _NEITHER = "++++-+", "-----+", "------"  # in the order of FACTS


@dataclass(frozen=True)
class Delivery:
    """An output, who delivers it, who receives it, and who only feels its effects.

    `counted`: the simulated requests count it, as what its provider does for these customers.
    """

    id: str
    provider: str
    customers: tuple[str, ...]
    interested: tuple[str, ...] = ()
    counted: bool = True

    @property
    def name(self) -> str:
        return output_names()[self.id]

    @property
    def story(self) -> str:
        """What is known, in a few sentences and without a label."""
        return stories()[self.id]

    @property
    def arrows(self) -> tuple[Arrow, ...]:
        """The right arrows, and no others."""
        return tuple((self.provider, customer) for customer in self.customers)

    def case(self, place: str) -> Case:
        """What is known of one party and this output."""
        signs = _NEITHER
        if place in self.customers:
            signs = _CUSTOMER
        elif place in self.interested:
            signs = _INTERESTED
        facts: dict[str, Fact] = {fact: sign == "+" for fact, sign in zip(FACTS, signs, strict=True)}
        facts["provides"] = place == self.provider
        output = Output(self.id, Process(self.id, _party(self.provider)), label=self.name)
        return Case(_party(place), output, **facts)

    def verdict(self, place: str) -> Verdict:
        """What one party is of this output, seen from the hospital."""
        return classify(self.case(place), hospital.around("hospital"))


DELIVERIES = {
    each.id: each
    for each in (
        Delivery("it_support", "it_desk", ("ward", "radiology", "hr")),
        Delivery("recruitment", "hr", ("ward", "it_desk"), ("accounting",)),
        Delivery("job_profile", "it_desk", ("hr",), counted=False),
        Delivery("repair", "facilities", ("kitchen", "laundry"), ("ward",)),
        Delivery("sterile_set", "sterilisation", ("surgery", "emergency"), ("nurse_as_patient",)),
        Delivery("cabinet", "pharmacy", ("ward", "intensive_care")),
        Delivery("order", "purchasing", ("laboratory", "pharmacy"), ("accounting",)),
        Delivery("blood_result", "laboratory", ("ward", "emergency"), counted=False),
        Delivery("clean_floor", "cleaning_firm", ("ward", "emergency"), counted=False),
        Delivery("meal", "kitchen", ("emergency", "nurse_as_patient"), counted=False),
        Delivery("induction", "hr", ("cleaning_firm",), counted=False),
    )
}
"""By the id of the output, in the order in which they are offered."""


@dataclass(frozen=True)
class Judgement:
    """What an arrow gets right or wrong; `verdict` is on the party it points to.

    `back` is another output that does travel that way, if the arrow is turned and there is one.
    """

    kind: Literal["right", "turned", "not_received", "not_delivered"]
    verdict: Verdict
    back: str = ""


def judge(delivery: Delivery, arrow: Arrow) -> Judgement:
    """Whether `arrow` goes from who delivers the output to a customer of it. Raises ValueError if not parties."""
    source, target = arrow
    verdict = delivery.verdict(target)
    if source == delivery.provider:
        return Judgement("right" if target in delivery.customers else "not_received", verdict)
    if target == delivery.provider and source in delivery.customers:
        return Judgement("turned", verdict, _travels(arrow, DELIVERIES.values()))
    return Judgement("not_delivered", verdict)


def _travels(arrow: Arrow, deliveries: Iterable[Delivery]) -> str:
    return next((each.name for each in deliveries if arrow in each.arrows), "")


def _party(place: str) -> Party:
    return hospital.party(place)
