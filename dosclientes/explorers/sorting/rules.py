"""Lesson 03: what articles say tells internal from external, each taken as a rule that sorts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from dosclientes.customers.standards import cite
from dosclientes.explorers.sorting.cases import Client
from dosclientes.explorers.sorting.words import general_facts
from dosclientes.language.translation import gettext as _

__all__ = ["Criterion", "Side", "criteria"]

Side: TypeAlias = Literal["internal", "external"]

_YES_EXTERNAL: Mapping[str, Side] = {"+": "external", "-": "internal"}
_YES_INTERNAL: Mapping[str, Side] = {"+": "internal", "-": "external"}
_NEEDS: Mapping[str, Side] = {"b": "external", "s": "internal"}


@dataclass(frozen=True)
class Criterion:
    """A rule that looks at one trait; without a `trait` it looks at the boundary itself."""

    id: str
    title: str
    rule: str
    trait: str = ""
    sides: Mapping[str, Side] | None = None

    def says(self, client: Client) -> Side | None:
        """Where the rule puts `client`; None where the trait says nothing."""
        if self.sides is None:
            return "internal" if client.kind == "internal" else "external"
        return self.sides.get(client.traits[self.trait])

    def fact(self, client: Client) -> str:
        """What the rule sees in `client`."""
        if self.sides is None:
            return general_facts()["side"][client.kind]
        return client.facts.get(self.trait) or general_facts()[self.trait][client.traits[self.trait]]

    def is_right(self, client: Client) -> bool:
        return self.says(client) == client.kind


def criteria() -> list[Criterion]:
    """The rules, in the reader's language; the boundary comes last."""
    return [*_about_dealings(), *_about_roles()]


def _about_dealings() -> list[Criterion]:
    """What the articles look at in how one deals with a customer."""
    return [
        Criterion(
            "pays",
            _("Pago"),
            _("Quien paga es externo; quien no paga, interno (artículo 003, C75)."),
            "pays",
            _YES_EXTERNAL,
        ),
        Criterion(
            "contact-inside",
            _("Contacto directo, según el 002"),
            _("Quien tiene contacto directo es interno; quien no, externo (artículo 002, C65)."),
            "direct",
            _YES_INTERNAL,
        ),
        Criterion(
            "contact-outside",
            _("Contacto directo, según el 003"),
            _("Con quien el trato es directo es externo; con quien no, interno (artículo 003, C78)."),
            "direct",
            _YES_EXTERNAL,
        ),
        Criterion(
            "need",
            _("Necesidad"),
            _(
                "Quien busca alimento, ocio o algo básico es externo; quien busca pertenencia o estima, "
                "interno (artículo 002, C49)."
            ),
            "need",
            _NEEDS,
        ),
    ]


def _about_roles() -> list[Criterion]:
    """What they look at in the part a customer plays, and the boundary."""
    return [
        Criterion(
            "mutual",
            _("Trato recíproco"),
            _(
                "Si el trabajo va y viene entre los dos, es interno; si va en un solo sentido, externo "
                "(artículo 003, C78)."
            ),
            "mutual",
            _YES_INTERNAL,
        ),
        Criterion(
            "label",
            _("Etiqueta o papel"),
            _(
                "A quien se le llama siempre cliente es externo; quien lo es según el momento, interno "
                "(artículo 003, C76)."
            ),
            "label",
            _YES_EXTERNAL,
        ),
        Criterion(
            "consumes",
            _("Consumo"),
            _("Quien consume lo que se ofrece al público es externo; quien no, interno (artículo 002, C64)."),
            "consumes",
            _YES_EXTERNAL,
        ),
        Criterion(
            "boundary",
            _("Frontera"),
            _(  # side-rule
                "Si la frontera declarada abarca a quien entrega y a quien recibe, interno; si pasa entre los dos, "
                "externo ({clause}).",
                clause=cite("customer"),
            ),
        ),
    ]
