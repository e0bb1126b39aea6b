"""The running case: a fictional hospital, its neighbours, what flows between them, and cases that teach.

Parties, outputs and cases are found by their ids, and bring their names in the reader's language.
"""

from __future__ import annotations

from typing import Literal

from dosclientes.customers.hospital_words import output_names, party_names
from dosclientes.customers.parties import FACTS, Boundary, Case, Fact, Output, Party, Process
from dosclientes.language.suggest import choose

__all__ = ["around", "case", "cases", "output", "outputs", "parties", "party"]

_HOSPITAL = (
    "accounting board emergency facilities hr intensive_care it_desk kitchen laboratory laundry medicine "
    "nurse pharmacy porters purchasing radiology sterilisation surgery triage ward"
)
_PART_OF = {
    **dict.fromkeys(_HOSPITAL.split(), "hospital"),
    **dict.fromkeys(("reception", "analysis", "validation"), "laboratory"),
    **dict.fromkeys(("hospital", "partner_hospital", "community_health_centre"), "health_system"),
}

_OUTPUTS: dict[str, tuple[str, Literal["product", "service"], tuple[str, ...]]] = {
    "blood_result": ("laboratory", "service", ("specimen", "reagents", "transport")),
    "care": ("hospital", "service", ()),
    "clean_linen": ("laundry", "service", ()),
    "clean_room": ("cleaning_firm", "service", ()),
    "clinic_visit": ("hospital", "service", ()),
    "discharge_report": ("ward", "product", ()),
    "dose": ("pharmacy", "product", ()),
    "forecast": ("purchasing", "product", ()),
    "home_medicines": ("pharmacy", "product", ()),
    "induction": ("hr", "service", ()),
    "it_support": ("it_desk", "service", ()),
    "licence": ("ministry", "service", ()),
    "management_report": ("hospital", "product", ()),
    "meal": ("kitchen", "product", ()),
    "reagents": ("reagent_supplier", "product", ()),
    "recruitment": ("hr", "service", ()),
    "scan": ("radiology", "service", ()),
    "specimen": ("ward", "product", ()),
    "sterile_set": ("sterilisation", "product", ()),
    "transport": ("courier", "service", ()),
    "vaccination": ("hospital", "service", ()),
}
"""Each output's provider, kind, and the outputs its process takes in."""

_CASES: dict[str, tuple[str, str, str, dict[str, Fact]]] = {
    # id: output, party, the six deciding facts (+ yes, - no, ? unknown), annotations
    "result_for_ward": ("blood_result", "ward", "++++-+", {"pays": False, "uses": True}),
    "result_for_centre": ("blood_result", "community_health_centre", "++++-+", {"pays": True, "uses": True}),
    "result_for_partner": ("blood_result", "partner_hospital", "++++-+", {"pays": True, "uses": True}),
    "result_for_accounting": ("blood_result", "accounting", "------", {"pays": False}),
    "result_for_supplier": ("blood_result", "reagent_supplier", "----?+", {"pays": False}),
    "result_for_ministry": ("blood_result", "ministry", "-----+", {"pays": False}),
    "result_for_kitchen_by_mistake": ("blood_result", "kitchen", "++----", {"pays": False}),
    "result_for_insurer": ("blood_result", "insurer", "-----+", {"pays": True}),
    "result_for_unnamed_centre": ("blood_result", "community_health_centre", "?+??-+", {}),
    "specimen_for_laboratory": ("specimen", "laboratory", "++++-+", {"pays": False, "uses": True}),
    "vaccine_for_child": ("vaccination", "child", "++++-+", {"pays": False, "benefits": True, "final": True}),
    "visit_for_waiting_patient": ("clinic_visit", "patient", "-+++-+", {"pays": False, "benefits": True}),
    "report_for_insurer": ("discharge_report", "insurer", "+++--+", {"pays": True, "uses": True}),
    "recruitment_for_it_desk": ("recruitment", "it_desk", "++++-+", {"pays": False, "uses": True}),
    "it_support_for_hr": ("it_support", "hr", "++++-+", {"pays": False, "uses": True}),
    "transport_for_laboratory": ("transport", "laboratory", "++++-+", {"pays": True, "uses": True}),
    "result_for_courier": ("blood_result", "courier", "----?+", {"intermediary": True}),
    "forecast_for_supplier": ("forecast", "reagent_supplier", "++++-+", {"pays": False, "uses": True}),
    "licence_for_hospital": ("licence", "hospital", "++++-+", {"pays": True, "uses": True}),
    "care_for_tax_inspector": ("care", "tax_inspector", "-----+", {"pays": False}),
    "care_for_owner": ("care", "owner", "-----+", {"pays": False, "benefits": True}),
    "management_report_for_owner": ("management_report", "owner", "++++-+", {"pays": False, "uses": True}),
    "management_report_for_board": ("management_report", "board", "++++-+", {"pays": False, "uses": True}),
    "clean_room_for_ward": ("clean_room", "ward", "++++-+", {"pays": False, "benefits": True}),
    "induction_for_cleaning_firm": (
        "induction",
        "cleaning_firm",
        "++++-+",
        {"pays": False, "benefits": True},
    ),
    "care_for_nurse_as_patient": ("care", "nurse_as_patient", "++++-+", {"benefits": True, "final": True}),
    "medicines_for_centre": (
        "home_medicines",
        "community_health_centre",
        "++++-+",
        {"intermediary": True, "final": False},
    ),
    "medicines_for_patient": ("home_medicines", "patient", "++++-+", {"uses": True, "final": True}),
}


def parties() -> dict[str, Party]:
    """Every party of the running case, by id."""
    return {name: party(name) for name in party_names()}


def party(name: str) -> Party:
    """The party with this id, knowing what it is part of. Raises ValueError if there is none."""
    names = party_names()
    name = choose(name, names)
    whole = _PART_OF.get(name)
    return Party(name, party(whole) if whole else None, names[name])


def outputs() -> dict[str, Output]:
    """Every output of the running case, by id."""
    return {name: output(name) for name in _OUTPUTS}


def output(name: str) -> Output:
    """The output with this id, with its process. Raises ValueError if there is none."""
    name = choose(name, _OUTPUTS)
    provider, kind, inputs = _OUTPUTS[name]
    process = Process(name, party(provider), tuple(output(each) for each in inputs))
    return Output(name, process, kind, output_names()[name])


def cases() -> dict[str, Case]:
    """Every ready-made case, by id."""
    return {name: case(name) for name in _CASES}


def case(name: str) -> Case:
    """The ready-made case with this id. Raises ValueError if there is none."""
    flow, receiver, signs, notes = _CASES[choose(name, _CASES)]
    facts = {fact: {"+": True, "-": False, "?": None}[sign] for fact, sign in zip(FACTS, signs, strict=True)}
    return Case(party(receiver), output(flow), **facts, **notes)


def around(*names: str) -> Boundary:
    """The boundary that holds the parties with these ids. Raises ValueError for an unknown one."""
    return Boundary.around(*(party(name) for name in names))
