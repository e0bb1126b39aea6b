"""A map of organisations: who stands where, what each of a few outputs is to each of them, and three boundaries.

The cases are complete: what each party is follows from the output and from the boundary alone.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from dosclientes.customers import FACTS, Boundary, Case, Fact, Output, Process, hospital
from dosclientes.language.translation import gettext as _

__all__ = ["OUTPUTS", "PLACES", "PRESETS", "boundary_of", "cases_of", "preset_names", "short_names"]

_HOSPITAL = ("laboratory", "ward", "hr", "purchasing", "accounting", "board")
PRESETS = {
    "laboratory": ("laboratory",),
    "hospital": _HOSPITAL,
    "health_system": (*_HOSPITAL, "partner_hospital", "community_health_centre"),
}
"""The parties inside each boundary that one would declare first."""

PLACES = {
    # party: the centre of its box, in pixels
    "hr": (88, 106),
    "board": (240, 106),
    "accounting": (392, 106),
    "laboratory": (88, 206),
    "ward": (240, 206),
    "purchasing": (392, 206),
    "partner_hospital": (548, 106),
    "community_health_centre": (548, 206),
    "insurer": (702, 60),
    "ministry": (702, 156),
    "owner": (702, 252),
    "patient": (88, 348),
    "nurse_as_patient": (236, 348),
    "cleaning_firm": (384, 348),
    "reagent_supplier": (532, 348),
    "courier": (680, 348),
}

_CUSTOMER, _INTENDED, _INTERESTED = "++++-+", "+++--+", "-----+"  # in the order of FACTS
_OUTPUTS: dict[str, tuple[str, dict[str, str]]] = {
    # output: who delivers it, and those it concerns
    "blood_result": (
        "laboratory",
        {
            **dict.fromkeys(("ward", "partner_hospital", "community_health_centre"), _CUSTOMER),
            **dict.fromkeys(("patient", "nurse_as_patient"), _INTENDED),
            **dict.fromkeys(("insurer", "ministry", "owner", "board", "purchasing"), _INTERESTED),
        },
    ),
    "clean_room": (
        "cleaning_firm",
        {
            "ward": _CUSTOMER,
            **dict.fromkeys(("patient", "nurse_as_patient"), _INTENDED),
            **dict.fromkeys(("ministry", "owner", "board", "purchasing"), _INTERESTED),
        },
    ),
    "forecast": (
        "purchasing",
        {"reagent_supplier": _CUSTOMER, **dict.fromkeys(("laboratory", "accounting"), _INTERESTED)},
    ),
    "management_report": (
        "accounting",
        {
            **dict.fromkeys(("board", "owner"), _CUSTOMER),
            **dict.fromkeys(("laboratory", "ward", "hr", "purchasing", "ministry"), _INTERESTED),
        },
    ),
    "care": (
        "ward",
        {
            **dict.fromkeys(("patient", "nurse_as_patient"), _CUSTOMER),
            **dict.fromkeys(("insurer", "ministry", "owner", "board"), _INTERESTED),
            **dict.fromkeys(("partner_hospital", "community_health_centre"), _INTERESTED),
        },
    ),
}
OUTPUTS = tuple(_OUTPUTS)
_INPUTS = {"care": ("blood_result", "clean_room")}
_PAYS = {("blood_result", "insurer"), ("clean_room", "accounting"), ("care", "insurer")}


def cases_of(name: str) -> dict[str, Case]:
    """What is known of the output `name` and each party on the map. Raises KeyError for an unknown one."""
    deliverer, concerned = _OUTPUTS[name]
    output = _output(name, deliverer)
    providers = output.process.providers() if output.process else frozenset()
    found = {}
    for place in PLACES:
        party = hospital.party(place)
        signs = zip(FACTS, concerned.get(place, "------"), strict=True)
        facts: dict[str, Fact] = {fact: sign == "+" for fact, sign in signs}
        facts["provides"] = party in providers
        if (name, place) in _PAYS:
            facts["pays"] = True
        found[place] = Case(party, output, **facts)
    return found


def _output(name: str, deliverer: str) -> Output:
    known = hospital.output(name)
    inputs = known.process.inputs if known.process else ()
    inputs += tuple(hospital.output(each) for each in _INPUTS.get(name, ()))
    return replace(known, process=Process(name, hospital.party(deliverer), inputs))


def boundary_of(inside: Collection[str]) -> Boundary:
    """The boundary around these parties of the map, named after the nearest one of `PRESETS`."""
    held = [place for place in PLACES if place in inside]
    base = min(PRESETS, key=lambda name: len(set(PRESETS[name]) ^ set(held)))
    names, short = preset_names(), short_names()
    more = ", ".join(short[each] for each in held if each not in PRESETS[base])
    less = ", ".join(short[each] for each in PRESETS[base] if each not in held)
    label = names[base]
    if not held:
        label = _("nadie")
    elif more and less:
        label = _("{base}; además: {more}; sin: {less}", base=names[base], more=more, less=less)
    elif more:
        label = _("{base}; además: {more}", base=names[base], more=more)
    elif less:
        label = _("{base}; sin: {less}", base=names[base], less=less)
    inner = frozenset(hospital.party(place) for place in held)
    outer = frozenset(hospital.party(place) for place in PLACES if place not in held)
    return Boundary(inner, outer, label=label)


def preset_names() -> dict[str, str]:
    return {
        "laboratory": _("el laboratorio"),
        "hospital": _("el hospital"),
        "health_system": _("el sistema sanitario"),
    }


def short_names() -> dict[str, str]:
    """Names that fit the boxes of the map."""
    return {
        "laboratory": _("Laboratorio"),
        "hr": _("Personal"),
        "board": _("Consejo de dirección"),
        "ward": _("Planta"),
        "purchasing": _("Compras"),
        "accounting": _("Contabilidad"),
        "partner_hospital": _("Hospital asociado"),
        "community_health_centre": _("Centro de salud"),
        "insurer": _("Aseguradora"),
        "ministry": _("Ministerio"),
        "owner": _("Propietaria"),
        "patient": _("Paciente"),
        "nurse_as_patient": _("Enfermera ingresada"),
        "cleaning_firm": _("Limpieza contratada"),
        "reagent_supplier": _("Proveedor de reactivos"),
        "courier": _("Mensajería"),
    }
