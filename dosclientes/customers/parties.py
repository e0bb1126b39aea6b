"""Parties, processes, outputs and boundaries: what a question about customers is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from dosclientes.language.translation import gettext as _

__all__ = ["ANNOTATIONS", "FACTS", "Boundary", "Case", "Fact", "Output", "Party", "Process"]

Fact: TypeAlias = bool | None
"""True, False, or None for "not known"."""

FACTS = ("receives", "could_receive", "intended_for", "required_by", "provides", "interested")
"""The facts of a case that decide, in the order in which the procedure asks for them."""

ANNOTATIONS = ("pays", "uses", "benefits", "intermediary", "final")
"""The facts of a case that are worth noting and never decide."""


@dataclass(frozen=True)
class Party:
    """A person or group in one role, perhaps part of a larger one (ISO 9000:2015, 3.2.1).

    Somebody in two roles is two parties: a nurse at work is part of the hospital; the same nurse, as a
    patient there, is not. Parties are equal if their ids are. `label` is the name shown, with its article.
    """

    id: str
    part_of: Party | None = field(default=None, compare=False)
    label: str = field(default="", compare=False)

    @property
    def name(self) -> str:
        return self.label or self.id

    def wholes(self) -> Iterator[Party]:
        """This party, then each larger one it is part of, nearest first."""
        party: Party | None = self
        while party is not None:
            yield party
            party = party.part_of


@dataclass(frozen=True)
class Process:
    """Activities of one party that turn inputs into an intended result (ISO 9000:2015, 3.4.1)."""

    id: str
    owner: Party
    inputs: tuple[Output, ...] = field(default=(), compare=False)

    def providers(self) -> frozenset[Party]:
        """The party that runs the process and those whose outputs go into it."""
        return frozenset([self.owner, *(each.provider for each in self.inputs if each.provider is not None)])


@dataclass(frozen=True)
class Output:
    """The result of a process (ISO 9000:2015, 3.7.5).

    `kind` is "product", "service", or None where it does not matter. Without a `process`, the organisation
    under study provides it.
    """

    id: str
    process: Process | None = None
    kind: Literal["product", "service"] | None = field(default=None, compare=False)
    label: str = field(default="", compare=False)

    @property
    def name(self) -> str:
        return self.label or self.id

    @property
    def provider(self) -> Party | None:
        return self.process.owner if self.process else None


@dataclass(frozen=True)
class Boundary:
    """Where an organisation is taken to end: a choice, so declare it.

    A boundary that holds a party holds its parts, unless a nearer whole of theirs is in `outside` or, where
    nobody knows, in `unclear`. Raises ValueError if a party is put on two sides at once.
    """

    inside: frozenset[Party] = frozenset()
    outside: frozenset[Party] = frozenset()
    unclear: frozenset[Party] = frozenset()
    label: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        twice = (self.inside & self.outside) | (self.unclear & (self.inside | self.outside))
        if twice:
            names = ", ".join(sorted(party.name for party in twice))
            raise ValueError(_("No se puede estar a dos lados de la misma frontera: {names}.", names=names))

    @classmethod
    def around(cls, *parties: Party, label: str = "") -> Boundary:
        """The boundary that holds these parties and all their parts."""
        return cls(frozenset(parties), label=label)

    def including(self, *parties: Party) -> Boundary:
        """This boundary, moved so that it holds `parties`."""
        moved = frozenset(parties)
        return Boundary(self.inside | moved, self.outside - moved, self.unclear - moved)

    def excluding(self, *parties: Party) -> Boundary:
        """This boundary, moved so that it leaves `parties` out."""
        moved = frozenset(parties)
        return Boundary(self.inside - moved, self.outside | moved, self.unclear - moved)

    def doubting(self, *parties: Party) -> Boundary:
        """This boundary, with nobody knowing on which side `parties` are."""
        moved = frozenset(parties)
        return Boundary(self.inside - moved, self.outside - moved, self.unclear | moved)

    def holds(self, party: Party) -> Fact:
        """Whether `party` is inside: True, False, or None if that is unclear."""
        for whole in party.wholes():
            if whole in self.inside:
                return True
            if whole in self.outside:
                return False
            if whole in self.unclear:
                return None
        return False

    @property
    def name(self) -> str:
        return self.label or ", ".join(sorted(party.name for party in self.inside)) or "∅"


@dataclass(frozen=True)
class Case:
    """One party and one output, with what is known of them; every fact is True, False or None (not known).

    `provides`: the party provides the output, or an input of its process; derived where the process tells.
    `interested`: it affects, is affected by, or feels affected by it (ISO 9000:2015, 3.2.3).
    `pays`, `uses`, `benefits`, `intermediary`, `final`: annotations. The standard's examples hold purchasers
    and beneficiaries; it is receiving what is intended or required that makes them so.
    Raises ValueError for a fact that is something else.
    """

    party: Party
    output: Output | None = None
    receives: Fact = None
    could_receive: Fact = None
    intended_for: Fact = None
    required_by: Fact = None
    provides: Fact = None
    interested: Fact = None
    pays: Fact = None
    uses: Fact = None
    benefits: Fact = None
    intermediary: Fact = None
    final: Fact = None

    def __post_init__(self) -> None:
        for name in (*FACTS, *ANNOTATIONS):
            object.__setattr__(self, name, _fact(name, getattr(self, name)))
        process = self.output.process if self.output else None
        if self.provides is None and process and self.party in process.providers():
            object.__setattr__(self, "provides", True)

    @property
    def receipt(self) -> Fact:
        """Does the party receive the output, or could it? Receiving shows that it could."""
        return True if self.receives else self.could_receive

    @property
    def purpose(self) -> Fact:
        """Is the output intended for the party or required by it?"""
        if self.intended_for or self.required_by:
            return True
        return False if self.intended_for is self.required_by is False else None


def _fact(name: str, value: object) -> Fact:
    if value is None:
        return None
    if type(value).__name__ in ("bool", "bool_"):  # Python's, or numpy's from a table
        return bool(value)
    raise ValueError(
        _("«{name}» admite True, False o None (no se sabe), y no {value}.", name=name, value=repr(value))
    )
