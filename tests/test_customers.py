"""The decision procedure: labels, reasons, missing facts, and what must never decide."""

from __future__ import annotations

import itertools
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dosclientes.customers import (
    ANNOTATIONS,
    FACTS,
    LABELS,
    RULES,
    Boundary,
    Case,
    Output,
    Party,
    Process,
    classify,
    counts_as_customer,
    hospital,
    label_name,
    move_boundary,
    turn_arrow,
)
from dosclientes.customers.hospital_words import output_names

relaxed = settings(deadline=None)  # a busy machine is no defect
HOSPITAL = Party("hospital")
LABORATORY = Party("laboratory", HOSPITAL)
BENCH = Party("bench", LABORATORY)
WARD = Party("ward", HOSPITAL)
CENTRE = Party("centre")
RESULT = Output("result", Process("analysis", LABORATORY))
CUSTOMER = {"receives": True, "could_receive": True, "intended_for": True, "required_by": True}
AROUND_HOSPITAL = Boundary.around(HOSPITAL)

fact = st.sampled_from([True, False, None])
facts = st.fixed_dictionaries(dict.fromkeys(FACTS, fact))
notes = st.fixed_dictionaries(dict.fromkeys(ANNOTATIONS, fact))
boundaries = st.sampled_from(
    [
        None,
        AROUND_HOSPITAL,
        Boundary.around(LABORATORY),
        Boundary.around(CENTRE),
        Boundary.around(WARD),
        AROUND_HOSPITAL.doubting(WARD),
        AROUND_HOSPITAL.doubting(LABORATORY),
        AROUND_HOSPITAL.excluding(LABORATORY, WARD),
    ]
)
receivers = st.sampled_from([WARD, CENTRE, BENCH])


def case(party: Party = WARD, output: Output | None = RESULT, **known: Any) -> Case:
    return Case(party, output, **known)


@pytest.mark.parametrize(
    ("party", "boundary", "label"),
    [
        (WARD, AROUND_HOSPITAL, "internal"),
        (WARD, Boundary.around(LABORATORY), "external"),
        (CENTRE, AROUND_HOSPITAL, "external"),
        (CENTRE, AROUND_HOSPITAL.including(CENTRE), "internal"),
        (WARD, AROUND_HOSPITAL.excluding(WARD), "external"),
        (BENCH, AROUND_HOSPITAL, "internal"),
        (WARD, Boundary.around(WARD), "external"),
        (CENTRE, Boundary.around(WARD), "undetermined"),
    ],
)
def test_the_boundary_decides_between_internal_and_external(
    party: Party, boundary: Boundary, label: str
) -> None:
    assert classify(case(party, **CUSTOMER), boundary).label == label


@pytest.mark.parametrize(
    ("known", "label"),
    [
        ({"receives": True, "intended_for": True}, "internal"),
        ({"could_receive": True, "required_by": True}, "internal"),
        ({"receives": True, "intended_for": False, "required_by": False, "provides": True}, "provider"),
        ({"could_receive": False, "provides": False, "interested": True}, "interested_party"),
        ({"could_receive": False, "provides": False, "interested": False}, "none"),
    ],
)
def test_the_output_decides_who_is_a_customer_at_all(known: dict[str, bool], label: str) -> None:
    assert classify(case(**known), AROUND_HOSPITAL).label == label


def test_one_party_is_internal_external_or_neither() -> None:
    linen = Output("linen", Process("washing", CENTRE))
    neither = case(could_receive=False, provides=False, interested=False)
    verdicts = [
        classify(case(**CUSTOMER), AROUND_HOSPITAL),
        classify(case(output=linen, **CUSTOMER), AROUND_HOSPITAL),
        classify(neither, AROUND_HOSPITAL),
    ]
    assert [verdict.label for verdict in verdicts] == ["internal", "external", "none"]


@pytest.mark.parametrize(
    ("known", "boundary", "missing"),
    [
        ({}, AROUND_HOSPITAL, ("could_receive", "intended_for", "required_by")),
        ({"receives": True, "intended_for": False}, AROUND_HOSPITAL, ("required_by",)),
        ({"receives": False, "intended_for": True}, AROUND_HOSPITAL, ("could_receive",)),
        ({"could_receive": False}, AROUND_HOSPITAL, ("provides",)),
        ({"could_receive": False, "provides": False}, AROUND_HOSPITAL, ("interested",)),
        (CUSTOMER, None, ("boundary",)),
        (CUSTOMER, Boundary.around(CENTRE), ("boundary",)),
        (CUSTOMER, AROUND_HOSPITAL.doubting(WARD), ("inside",)),
        (CUSTOMER, AROUND_HOSPITAL.doubting(LABORATORY), ("provider_inside",)),
    ],
)
def test_undetermined_names_what_is_missing(
    known: dict[str, bool], boundary: Boundary | None, missing: tuple[str, ...]
) -> None:
    verdict = classify(case(**known), boundary)
    assert (verdict.label, verdict.missing) == ("undetermined", missing)
    assert "Falta saber" in str(verdict)


def test_without_an_output_there_is_no_answer() -> None:
    verdict = classify(case(output=None, **CUSTOMER), AROUND_HOSPITAL)
    assert (verdict.label, verdict.missing) == ("undetermined", ("output",))


def completions(known: dict[str, bool | None]) -> list[dict[str, bool]]:
    """Every world that agrees with what is known, and in which who receives could receive."""
    options = [[value] if value is not None else [True, False] for value in (known[name] for name in FACTS)]
    worlds = [dict(zip(FACTS, world, strict=True)) for world in itertools.product(*options)]
    possible = [world for world in worlds if world["could_receive"] or not world["receives"]]
    return possible or worlds


@relaxed
@given(facts, receivers, boundaries)
def test_undetermined_exactly_when_an_unknown_fact_matters(
    known: dict[str, bool | None], party: Party, boundary: Boundary | None
) -> None:
    label = classify(case(party, **known), boundary).label
    outcomes = {classify(case(party, **world), boundary).label for world in completions(known)}
    assert label == (outcomes.pop() if len(outcomes) == 1 else "undetermined")


@relaxed
@given(facts, receivers, boundaries)
def test_answering_what_is_missing_leads_to_a_label(
    known: dict[str, bool | None], party: Party, boundary: Boundary | None
) -> None:
    asked = case(party, **known)
    for _step in FACTS:
        unanswered = [name for name in classify(asked, boundary).missing if name in FACTS]
        asked = replace(asked, **dict.fromkeys(unanswered, False))
    verdict = classify(asked, boundary)
    assert verdict.label != "undetermined" or not set(verdict.missing) & set(FACTS)


@relaxed
@given(facts, notes, notes, receivers, boundaries)
def test_annotations_never_decide(
    known: dict[str, bool | None],
    some: dict[str, bool | None],
    others: dict[str, bool | None],
    party: Party,
    boundary: Boundary | None,
) -> None:
    one = classify(case(party, **known, **some), boundary)
    other = classify(case(party, **known, **others), boundary)
    assert (one.label, one.missing) == (other.label, other.missing)


@relaxed
@given(facts, notes, receivers, boundaries)
def test_reasons_are_sentences_in_the_order_of_the_steps(
    known: dict[str, bool | None], some: dict[str, bool | None], party: Party, boundary: Boundary | None
) -> None:
    verdict = classify(case(party, **known, **some), boundary)
    steps = [reason.step for reason in verdict.reasons]
    assert steps == sorted(steps)
    assert set(steps) >= {1, 2, 3}
    for reason in verdict.reasons:
        assert reason.text[0].isupper()
        assert reason.text.endswith((".", "?"))
        assert "{" not in reason.text
    assert (verdict.label == "undetermined") == bool(verdict.missing)


def test_payment_is_noted_and_said_not_to_decide() -> None:
    verdict = classify(case(**CUSTOMER, pays=False, benefits=True), AROUND_HOSPITAL)
    assert verdict.reasons[-1].step == 5
    assert "no paga y se beneficia" in verdict.reasons[-1].text


def test_who_provides_an_input_is_known_to_provide() -> None:
    specimen = Output("specimen", Process("drawing", WARD))
    result = Output("result", Process("analysis", LABORATORY, (specimen,)))
    assert classify(case(WARD, result, could_receive=False), AROUND_HOSPITAL).label == "provider"
    assert classify(case(WARD, result, could_receive=False, provides=False, interested=False)).label == "none"
    assert classify(case(WARD, result, **CUSTOMER), AROUND_HOSPITAL).label == "internal"


def test_the_arrow_turned_round_has_to_be_asked_again() -> None:
    back = turn_arrow(case(**CUSTOMER), "request", could_receive=True)
    assert (back.party, back.output and back.output.provider) == (LABORATORY, WARD)
    assert classify(back, AROUND_HOSPITAL).missing == ("intended_for", "required_by")
    asked = turn_arrow(case(**CUSTOMER), "request", receives=True, required_by=True)
    assert classify(asked, AROUND_HOSPITAL).label == "internal"


def test_the_arrow_cannot_be_turned_without_its_ends() -> None:
    with pytest.raises(ValueError, match="sin saber quién entrega"):
        turn_arrow(case(output=Output("result")), "request")
    with pytest.raises(ValueError, match="no sale de quien"):
        turn_arrow(case(), Output("reagents", Process("making", CENTRE)))


def test_moving_the_boundary_asks_again() -> None:
    verdicts = move_boundary(case(**CUSTOMER), AROUND_HOSPITAL, Boundary.around(LABORATORY), None)
    assert [verdict.label for verdict in verdicts] == ["internal", "external", "undetermined"]


def test_a_boundary_holds_the_parts_of_what_it_holds() -> None:
    boundary = AROUND_HOSPITAL.excluding(LABORATORY)
    assert [boundary.holds(party) for party in (HOSPITAL, WARD, LABORATORY, BENCH)] == [
        True,
        True,
        False,
        False,
    ]
    assert boundary.including(BENCH).holds(BENCH) is True
    assert boundary.doubting(BENCH).holds(BENCH) is None
    assert Boundary().holds(HOSPITAL) is False
    with pytest.raises(ValueError, match="ward"):
        Boundary(frozenset([WARD]), frozenset([WARD]))


@relaxed
@given(receivers, boundaries.filter(bool))
def test_a_boundary_moved_over_a_party_and_back_leaves_it_out(party: Party, boundary: Boundary) -> None:
    assert boundary.including(party).holds(party) is True
    assert boundary.including(party).excluding(party).holds(party) is False
    assert boundary.excluding(party).including(party).holds(party) is True


def test_facts_come_from_tables_too_and_nothing_else_is_a_fact() -> None:
    row = case(receives=np.True_, required_by=np.False_, intended_for=np.True_)
    assert row.receives is True
    assert classify(row, AROUND_HOSPITAL).label == "internal"
    for wrong in ("sí", 1, float("nan"), np.float64(1)):
        with pytest.raises(ValueError, match="receives"):
            case(receives=wrong)


@pytest.mark.parametrize(
    ("known", "payer", "in_2005", "in_2015"),
    [
        ({**CUSTOMER, "pays": False}, False, True, True),
        ({**CUSTOMER, "receives": False, "pays": False}, False, False, True),
        ({"receives": True, "intended_for": False, "required_by": False, "pays": False}, False, True, False),
        ({"receives": False, "could_receive": False, "pays": True}, True, False, False),
        ({"could_receive": False}, None, False, False),
        ({"intended_for": True}, None, None, None),
    ],
)
def test_three_rules_count_differently(
    known: dict[str, bool], payer: bool | None, in_2005: bool | None, in_2015: bool | None
) -> None:
    rulings = [counts_as_customer(case(**known), rule) for rule in RULES]
    assert [ruling.counts for ruling in rulings] == [payer, in_2005, in_2015]
    assert all(ruling.reason for ruling in rulings)
    assert [bool(ruling.missing) for ruling in rulings] == [ruling.counts is None for ruling in rulings]


@relaxed
@given(facts, receivers, boundaries)
def test_the_rule_of_2015_is_the_procedure_without_its_boundary(
    known: dict[str, bool | None], party: Party, boundary: Boundary | None
) -> None:
    asked = case(party, **known)
    label = classify(asked, boundary).label
    counts = counts_as_customer(asked, 2015).counts
    assert counts is True or label not in ("internal", "external")
    assert counts is False or label not in ("provider", "interested_party", "none")


def test_rules_name_what_they_lack() -> None:
    assert counts_as_customer(case(), "payer").missing == ("pays",)
    assert counts_as_customer(case(), 2005).missing == ("receives",)
    assert counts_as_customer(case(output=None), "2015").missing == ("output",)
    with pytest.raises(ValueError, match="¿Querías decir «2015»"):
        counts_as_customer(case(), "2051")


def test_every_label_and_fact_has_a_name() -> None:
    assert len({label_name(label) for label in LABELS}) == len(LABELS) == 6
    assert {*FACTS, *ANNOTATIONS, "party", "output"} == {field.name for field in fields(Case)}


@pytest.mark.parametrize(
    ("name", "inside_hospital", "inside_system"),
    [
        ("result_for_ward", "internal", "internal"),
        ("result_for_partner", "external", "internal"),
        ("result_for_centre", "external", "internal"),
        ("result_for_accounting", "none", "none"),
        ("result_for_supplier", "provider", "provider"),
        ("result_for_courier", "provider", "provider"),
        ("result_for_ministry", "interested_party", "interested_party"),
        ("result_for_insurer", "interested_party", "interested_party"),
        ("result_for_unnamed_centre", "undetermined", "undetermined"),
        ("vaccine_for_child", "external", "external"),
        ("recruitment_for_it_desk", "internal", "internal"),
        ("it_support_for_hr", "internal", "internal"),
        ("forecast_for_supplier", "external", "external"),
        ("care_for_owner", "interested_party", "interested_party"),
        ("management_report_for_owner", "external", "external"),
        ("management_report_for_board", "internal", "internal"),
        ("induction_for_cleaning_firm", "external", "external"),
        ("care_for_nurse_as_patient", "external", "external"),
        ("medicines_for_centre", "external", "internal"),
    ],
)
def test_the_running_case_teaches_what_it_should(name: str, inside_hospital: str, inside_system: str) -> None:
    verdicts = move_boundary(
        hospital.case(name), hospital.around("hospital"), hospital.around("health_system")
    )
    assert [verdict.label for verdict in verdicts] == [inside_hospital, inside_system]


def test_the_running_case_is_whole() -> None:
    everyone = hospital.parties()
    assert all(party.label for party in everyone.values())
    assert all(output.label for output in hospital.outputs().values())
    assert set(output_names()) == set(hospital.outputs())
    assert len(hospital.cases()) >= 20
    assert hospital.around("hospital").holds(everyone["validation"]) is True
    assert hospital.around("hospital").holds(everyone["nurse_as_patient"]) is False


@pytest.mark.parametrize(
    ("find", "known"),
    [
        (hospital.party, "laboratory"),
        (hospital.around, "laboratory"),
        (hospital.output, "blood_result"),
        (hospital.case, "result_for_ward"),
    ],
)
def test_an_unknown_id_is_answered_with_the_nearest(find: Any, known: str) -> None:
    with pytest.raises(ValueError, match=f"¿Querías decir «{known}»"):
        find(known[:-1])
    with pytest.raises(ValueError, match="Lo que hay"):
        find("zzz")
