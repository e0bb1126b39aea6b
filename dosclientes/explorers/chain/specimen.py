"""The people through whose hands a blood specimen goes, and what each hands to the next, in both directions."""

from __future__ import annotations

from dataclasses import dataclass

from dosclientes.customers import Case, Output, Party, Process, Verdict, classify, hospital, turn_arrow
from dosclientes.customers.parties import Fact
from dosclientes.language.translation import gettext as _

__all__ = ["Handoff", "handoffs", "people"]

_WORKS_IN = {
    "nurse": "ward",
    "porter": "porters",
    "receptionist": "reception",
    "analyst": "analysis",
    "biologist": "validation",
    "doctor": "ward",
}
_CHAIN = (*_WORKS_IN, "patient")
_RECEIVING: dict[str, Fact] = dict.fromkeys(
    ("receives", "could_receive", "intended_for", "required_by"), True
)
_NOT_RECEIVING: dict[str, Fact] = dict.fromkeys(_RECEIVING, False)


@dataclass(frozen=True)
class Handoff:
    """A step of the chain: what goes `forth` from giver to taker, and what comes `back` when it is turned."""

    number: int
    giver: Party
    taker: Party
    forth: str
    back: str

    @property
    def id(self) -> str:
        return f"step-{self.number}"

    def output(self, turned: bool) -> Output:
        """What goes over, and who provides it."""
        name = f"{self.id}-{'back' if turned else 'forth'}"
        provider = self.taker if turned else self.giver
        return Output(name, Process(name, provider), label=self.back if turned else self.forth)

    def receiving(self, turned: bool) -> Case:
        """The one who receives it."""
        forth = Case(self.taker, self.output(False), **_RECEIVING)
        return turn_arrow(forth, self.output(True), **_RECEIVING) if turned else forth

    def providing(self, turned: bool) -> Case:
        """The one who hands it over, as a party to the same output."""
        return Case(self.taker if turned else self.giver, self.output(turned), **_NOT_RECEIVING)

    def verdicts(self, turned: bool) -> tuple[Verdict, Verdict]:
        """What the one who receives and the one who hands over are, seen from the hospital."""
        boundary = hospital.around("hospital")
        return classify(self.receiving(turned), boundary), classify(self.providing(turned), boundary)


def people() -> dict[str, tuple[Party, str]]:
    """Everyone in the chain, by id and in its order: the party, and how it is called on a drawing.

    All but the patient are part of the hospital.
    """
    names = {
        "nurse": ("Marta", _("Marta, enfermera")),
        "porter": ("Omar", _("Omar, celador")),
        "receptionist": ("Lucía", _("Lucía, recepción")),
        "analyst": ("Nadia", _("Nadia, análisis")),
        "biologist": ("Bruno", _("Bruno, validación")),
        "doctor": (_("la doctora Vega"), _("Doctora Vega")),
        "patient": ("Carmen", _("Carmen, paciente")),
    }
    found = {}
    for name, (spoken, drawn) in names.items():
        place = _WORKS_IN.get(name)
        found[name] = (Party(f"chain-{name}", hospital.party(place) if place else None, spoken), drawn)
    return found


def handoffs() -> list[Handoff]:
    """The six steps from the nurse to the patient."""
    flows = [
        (_("bolsa lista para recoger"), _("recogida a su hora")),
        (_("muestra entregada"), _("acuse de recibo")),
        (_("muestra registrada"), _("aviso de muestra inservible")),
        (_("valores medidos"), _("petición de repetir")),
        (_("resultado validado"), _("datos clínicos")),
        (_("diagnóstico explicado"), _("síntomas y alergias")),
    ]
    party = {name: each for name, (each, _drawn) in people().items()}
    pairs = zip(_CHAIN[:-1], _CHAIN[1:], flows, strict=True)
    return [
        Handoff(number, party[giver], party[taker], forth, back)
        for number, (giver, taker, (forth, back)) in enumerate(pairs, start=1)
    ]
