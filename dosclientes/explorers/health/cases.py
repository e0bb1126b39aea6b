"""Lesson 07: four outputs in health, and what each of thirteen parties has to do with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dosclientes.customers import FACTS, Case, Fact, Output, Process, hospital
from dosclientes.explorers.boundary.organisations import short_names
from dosclientes.explorers.health.stories import nothing, stories
from dosclientes.language.translation import gettext as _

__all__ = ["PARTIES", "Flow", "flows", "names"]

_CUSTOMER, _INTENDED, _COULD = "++++-+", "+++--+", "-++--+"  # in the order of FACTS
_PROVIDER, _INTERESTED, _NOTHING = "----++", "-----+", "------"

PARTIES = (
    *("laboratory", "ward", "pharmacy", "accounting", "community_health_centre", "partner_hospital"),
    *("patient", "family", "nurse_as_patient", "insurer", "ministry", "reagent_supplier", "cleaning_firm"),
)
_SIGNS: dict[str, tuple[str, dict[str, str]]] = {
    # output: who delivers it, and those who have to do with it
    "blood_result": (
        "laboratory",
        {
            **dict.fromkeys(("ward", "pharmacy", "community_health_centre", "partner_hospital"), _CUSTOMER),
            **dict.fromkeys(("patient", "nurse_as_patient"), _INTENDED),
            **dict.fromkeys(("family", "insurer", "ministry"), _INTERESTED),
            "reagent_supplier": _PROVIDER,
        },
    ),
    "discharge_report": (
        "ward",
        {
            **dict.fromkeys(("pharmacy", "community_health_centre"), _CUSTOMER),
            **dict.fromkeys(("patient", "family", "nurse_as_patient"), _INTENDED),
            **dict.fromkeys(("insurer", "ministry"), _INTERESTED),
            "laboratory": _PROVIDER,
        },
    ),
    "vaccines": (
        "pharmacy",
        {
            **dict.fromkeys(
                ("ward", "community_health_centre", "partner_hospital", "cleaning_firm"), _CUSTOMER
            ),
            **dict.fromkeys(("patient", "nurse_as_patient"), _COULD),
            **dict.fromkeys(("accounting", "family", "insurer", "ministry"), _INTERESTED),
        },
    ),
    "referral": (
        "community_health_centre",
        {
            "ward": _CUSTOMER,
            "patient": _INTENDED,
            **dict.fromkeys(("family", "insurer", "ministry"), _INTERESTED),
        },
    ),
}
_PAYS = {
    ("blood_result", "insurer"),
    ("discharge_report", "insurer"),
    ("vaccines", "accounting"),
    ("referral", "insurer"),
}


@dataclass(frozen=True)
class Flow:
    """An output, the id of who delivers it, and by party what is known and the story behind it."""

    output: Output
    provider: str
    cases: dict[str, Case]
    stories: dict[str, str]

    def is_customer(self, party: str) -> bool:
        """Whether a party is a customer of the output, on whatever side of a boundary."""
        case = self.cases[party]
        return bool(case.receipt and case.purpose)


def names() -> dict[str, str]:
    """Names that fit the boxes of the map."""
    known = {**short_names(), "pharmacy": _("Farmacia"), "family": _("Familia")}
    return {party: known[party] for party in PARTIES}


def flows() -> dict[str, Flow]:
    """The four outputs, by id."""
    told = stories()
    return {name: _flow(name, told[name]) for name in _SIGNS}


def _flow(name: str, told: dict[str, str]) -> Flow:
    provider, signs = _SIGNS[name]
    labels = {"vaccines": _("lote de vacunas"), "referral": _("carta de derivación")}
    label = labels.get(name) or hospital.output(name).name
    kind: Literal["product", "service"] = "service" if name == "blood_result" else "product"
    output = Output(name, Process(name, hospital.party(provider)), kind, label)
    cases = {}
    for party in PARTIES:
        facts: dict[str, Fact] = {
            fact: sign == "+" for fact, sign in zip(FACTS, signs.get(party, _NOTHING), strict=True)
        }
        facts["provides"] = facts["provides"] or party == provider
        if (name, party) in _PAYS:
            facts["pays"] = True
        cases[party] = Case(hospital.party(party), output, **facts)
    return Flow(output, provider, cases, {party: told.get(party, nothing()) for party in PARTIES})
