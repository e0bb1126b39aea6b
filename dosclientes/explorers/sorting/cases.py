"""Lesson 03: ten customers from a hospital, a service desk and shops, with their traits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dosclientes.customers import Boundary, Case, Label, Output, Party, Process, classify
from dosclientes.explorers.sorting.words import organisations, outputs, stories, telling_facts

__all__ = ["TRAITS", "Client", "clients"]

TRAITS = ("pays", "direct", "need", "mutual", "label", "consumes")
"""What the articles say tells the two kinds apart, in the order of the signs below."""

_CLIENTS = {
    # id: organisation, part of it?, output, traits (+ yes, - no; need: b basic, s social, w for work)
    "marta": ("hospital", True, "result", "--w+--"),
    "centre": ("hospital", False, "result", "+-w+--"),
    "carmen": ("hospital", False, "care", "-+s-++"),
    "sara": ("hospital", True, "induction", "-+s---"),
    "nuria": ("software", True, "support", "+-w-++"),
    "tomas": ("software", False, "support", "-+b-++"),
    "ivan": ("restaurant", True, "lunch", "-+b+-+"),
    "pia": ("shop", False, "umbrella", "++b-++"),
    "bar": ("bakery", False, "bread", "+-w-+-"),
    "candela": ("agency", True, "copy", "-+s+--"),
}


@dataclass(frozen=True)
class Client:
    """One customer: `case` and `boundary` decide its `kind`; `traits` (signs by trait) only go with it.

    `facts` tells, by trait, what the story leaves out, in the words of this case.
    """

    id: str
    name: str
    story: str
    case: Case
    boundary: Boundary
    traits: Mapping[str, str] = field(hash=False)
    facts: Mapping[str, str] = field(hash=False)

    @property
    def kind(self) -> Label:
        """The label that the decision procedure gives."""
        return classify(self.case, self.boundary).label


def clients() -> list[Client]:
    """The ten, in the reader's language."""
    return [_client(name) for name in _CLIENTS]


def _client(name: str) -> Client:
    where, member, what, signs = _CLIENTS[name]
    traits = dict(zip(TRAITS, signs, strict=True))
    called, story = stories()[name]
    whole = Party(where, label=organisations()[where])
    maker = Party(f"{where}-{what}", whole)  # whoever in the organisation delivers it
    party = Party(name, whole if member else None, called)
    output = Output(what, Process(what, maker), label=outputs()[what])
    case = Case(
        party,
        output,
        receives=True,
        could_receive=True,
        intended_for=True,
        required_by=True,
        provides=False,
        pays=traits["pays"] == "+",
        final=traits["consumes"] == "+",
    )
    return Client(name, called, story, case, Boundary.around(whole), traits, telling_facts()[name])
