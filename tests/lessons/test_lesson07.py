"""Lesson 07 without a browser: the toggle relabels by the procedure, bets are settled, numbers come from the data."""

from __future__ import annotations

from typing import Any

import ipywidgets
import pytest

from dosclientes import datasets, explore, figure, plots
from dosclientes.customers import classify, hospital
from dosclientes.explorers.health.cases import PARTIES, flows
from dosclientes.explorers.health.map import AREAS, SIZE, places
from dosclientes.explorers.health.piece import Explorer
from dosclientes.explorers.shared.graph import Graph
from dosclientes.items import find
from dosclientes.language.translation import use_language
from dosclientes.measures import percentile
from tests.asked import asked_as


@pytest.fixture
def piece() -> Explorer:
    found = explore("health")
    assert isinstance(found, Explorer)
    return found


def labels(piece: Explorer) -> dict[str, str]:
    return {party: verdict.label for party, verdict in piece.verdicts().items()}


def part(piece: Explorer, kind: Any) -> Any:
    return next(each for each in piece.widget.children if isinstance(each, kind))


def nodes(piece: Explorer) -> dict[str, dict[str, Any]]:
    return {node["id"]: node for node in part(piece, Graph).nodes}


def test_without_a_boundary_customers_have_no_side_and_the_others_are_what_they_are(piece: Explorer) -> None:
    found = labels(piece)
    assert {found[each] for each in ("ward", "patient", "community_health_centre")} == {"undetermined"}
    assert found["reagent_supplier"] == "provider"
    assert found["accounting"] == "none"
    assert "lado" in nodes(piece)["ward"]["note"]


@pytest.mark.parametrize(
    ("output", "moved"),
    [
        ("blood_result", {"community_health_centre", "partner_hospital"}),
        ("discharge_report", {"community_health_centre"}),
        ("vaccines", {"community_health_centre", "partner_hospital"}),
        ("referral", {"ward", "patient"}),
    ],
)
def test_from_the_hospital_to_the_system_only_those_the_line_separated_change(
    piece: Explorer, output: str, moved: set[str]
) -> None:
    small, large = piece.verdicts(output, "hospital"), piece.verdicts(output, "health_system")
    assert {each for each in PARTIES if small[each].label != large[each].label} == moved


def test_nobody_becomes_or_stops_being_a_customer_by_moving_the_boundary(piece: Explorer) -> None:
    for name, flow in flows().items():
        for boundary in ("", "hospital", "health_system"):
            found = piece.verdicts(name, boundary)
            sided = {
                each for each in PARTIES if found[each].label in ("internal", "external", "undetermined")
            }
            assert sided == {each for each in PARTIES if flow.is_customer(each)}
            assert found[flow.provider].label == "provider"


def test_who_is_on_site_who_is_ill_and_who_pays(piece: Explorer) -> None:
    found = piece.verdicts("vaccines", "health_system")
    assert found["cleaning_firm"].label == "external", "on site is not inside"
    assert found["nurse_as_patient"].label == "external", "as a patient an employee is outside"
    assert found["accounting"].label == "interested_party", "paying is not receiving"


def test_the_toggle_tells_what_changes_and_settles_the_bets(piece: Explorer) -> None:
    toggle, graph = part(piece, ipywidgets.RadioButtons), part(piece, Graph)
    said = piece.widget.children[-1]
    graph.press("patient")
    assert piece.bets == set(), "without a boundary there is nothing to bet on"
    assert "declara antes una frontera" in said.value
    toggle.value = "hospital"
    assert nodes(piece)["community_health_centre"]["note"] == "cliente externo"
    graph.press("community_health_centre")
    graph.press("patient")
    assert "apuestas" in nodes(piece)["patient"]["note"]
    assert "La doctora Ruiz mandó el tubo" not in said.value
    assert "Lo lee en su portal" in said.value
    toggle.value = "health_system"
    assert nodes(piece)["community_health_centre"]["note"] == "↻ cliente interno"
    assert nodes(piece)["ward"]["note"] == "cliente interno"
    assert "acaba de cambiar" in nodes(piece)["community_health_centre"]["says"]
    assert nodes(piece)["community_health_centre"]["side"] == "internal"
    assert "Etiquetas que cambian: 2." in said.value
    assert "Lo habías dicho: Centro de salud." in said.value
    assert "No lo habías dicho: Hospital asociado." in said.value
    assert "Apostaste y no cambia: Paciente." in said.value
    assert piece.bets == set()
    assert [area["side"] for area in graph.areas] == ["neutral", "internal"]


def test_another_output_moves_the_arrows_and_a_bet_can_be_withdrawn(piece: Explorer) -> None:
    toggle, menu, graph = (
        part(piece, kind) for kind in (ipywidgets.RadioButtons, ipywidgets.Dropdown, Graph)
    )
    toggle.value = "hospital"
    graph.press("ward")
    graph.press("ward")
    assert piece.bets == set()
    menu.value = "referral"
    assert {edge["source"] for edge in graph.edges} == {"community_health_centre"}
    assert nodes(piece)["ward"]["note"] == "cliente externo"
    graph.press("patient")
    assert "deja fuera a los dos" in piece.widget.children[-1].value


@pytest.mark.parametrize("name", list(flows()))
def test_no_arrow_runs_through_another_box_and_no_box_leaves_the_map(name: str) -> None:
    flow = flows()[name]
    where = places(flow.provider)
    for x, y in where.values():
        assert 65 <= x <= SIZE["width"] - 65
        assert 36 <= y <= SIZE["height"] - 36
    for party in (each for each in PARTIES if flow.is_customer(each)):
        (x1, y1), (x2, y2) = where[flow.provider], where[party]
        on_the_way = [(x1 + (x2 - x1) * step / 200, y1 + (y2 - y1) * step / 200) for step in range(201)]
        for other in set(PARTIES) - {flow.provider, party}:
            left, top = where[other]
            near = [1 for x, y in on_the_way if abs(x - left) < 67 and abs(y - top) < 38]
            assert not near, f"{flow.provider} -> {party} runs through {other}"


def test_parties_stand_in_the_areas_they_are_part_of() -> None:
    for name in flows():
        for party, (x, y) in places(flows()[name].provider).items():
            for area, drawn in AREAS.items():
                within = (
                    drawn["x"] < x < drawn["x"] + drawn["width"]
                    and drawn["y"] < y < drawn["y"] + drawn["height"]
                )
                assert within == bool(hospital.around(area).holds(hospital.party(party))), (area, party)


def test_its_text_form_its_figure_and_its_english(piece: Explorer) -> None:
    assert "Centro de salud: cliente externo → cliente interno" in repr(piece)
    assert "franja" in repr(figure("health"))
    with use_language("en"):
        text = repr(explore("health"))
        assert "Health centre: external customer → internal customer" in text
        assert "strip" in repr(figure("health"))


def lab() -> Any:
    table = datasets.load("lab")
    table["minutes"] = (table.reported - table.received).dt.total_seconds() / 60
    return table


def test_the_numbers_of_the_items_come_from_the_data() -> None:
    table, item = lab(), asked_as("07-surgery-urgent", group="surgery-urgent").parts
    wrong = {each["id"]: each["value"] for each in item["wrong"]}
    surgery = table[table.ward == "surgery"]
    urgent = surgery[surgery.priority == "urgent"].minutes
    assert percentile(urgent, 90) == pytest.approx(item["answer"], abs=0.06)
    assert urgent.mean() == pytest.approx(wrong["mean"], abs=0.05)
    assert urgent.median() == pytest.approx(wrong["median"], abs=0.05)
    routine = surgery[surgery.priority == "routine"].minutes
    assert percentile(routine, 90) == pytest.approx(wrong["routine"], abs=0.05)
    assert percentile(surgery.minutes, 90) == pytest.approx(wrong["all"], abs=0.05)

    total = datasets.load("doses").groupby("ward")[["ordered", "errors"]].sum()
    rate, item = 100 * total.errors / total.ordered, asked_as("07-error-rate", ward="emergency").parts
    wrong = {each["id"]: each["value"] for each in item["wrong"]}
    assert rate["emergency"] == pytest.approx(item["answer"], abs=0.01)
    assert total.errors["emergency"] == wrong["count"]
    assert 100 * total.errors["emergency"] / total.errors.sum() == pytest.approx(wrong["share"], abs=0.01)
    assert rate["medicine"] == pytest.approx(wrong["medicine"], abs=0.01)
    assert list(total.loc["intensive_care"]) == [1776, 20]
    assert list(total.loc["surgery"]) == [5395, 55]

    item = asked_as("07-times-the-rate", doses_a=400, errors_a=12, doses_b=2500, errors_b=30).parts
    times = (12 / 400) / (30 / 2500)
    assert times == pytest.approx(item["answer"])


def test_what_the_prose_says_of_the_data_is_so() -> None:
    table = lab()
    minutes = table.groupby("ward").minutes
    assert minutes.mean().round()[["medicine", "surgery"]].tolist() == [80, 78]
    assert minutes.apply(percentile, q=90).round()[["medicine", "surgery"]].tolist() == [156, 110]
    peak = table.received.dt.hour.isin([8, 9])
    high = table.groupby(["ward", peak]).minutes.apply(percentile, q=90).round()
    assert (high["medicine", False], high["medicine", True], high["surgery", False]) == (62, 184, 107)
    assert peak[table.ward == "medicine"].mean() == pytest.approx(0.44, abs=0.005)
    assert peak[table.ward == "surgery"].sum() == 8
    truth = datasets.truth("doses")["error_rate"]
    total = datasets.load("doses").groupby("ward")[["ordered", "errors"]].sum()
    off = {ward: abs(total.errors[ward] / total.ordered[ward] / rate - 1) for ward, rate in truth.items()}
    assert max(off, key=lambda ward: off[ward]) == "emergency"


def test_the_plot_tells_mean_and_percentile_of_each_group_worst_first() -> None:
    table = lab()
    spoken = plots.tails(table.minutes, table.ward, "turnaround").spoken
    assert "la planta de medicina interna: media 80, p90 156" in spoken
    assert spoken.index("medicina") < spoken.index("cirugía") < spoken.index("urgencias")


def test_the_keys_follow_the_procedure() -> None:
    """The autograded cases that the piece also knows have the labels the procedure gives."""
    all_flows = flows()
    item = find("07-discharge-labels").parts
    parties = {
        "doctor": "community_health_centre",
        "pharmacy": "pharmacy",
        "carmen": "patient",
        "daughter": "family",
        "insurer": "insurer",
        "accountant": "accounting",
    }
    check(item, parties, all_flows["discharge_report"])
    parties = {
        "centre": "community_health_centre",
        "firm": "cleaning_firm",
        "nurse": "nurse_as_patient",
        "ward": "ward",
        "ministry": "ministry",
        "accounting": "accounting",
    }
    check(find("07-vaccine-lot").parts, parties, all_flows["vaccines"])
    letter = find("07-referral").parts["cases"]
    answers = {case["id"]: case["answer"] for case in letter}
    line = hospital.around("hospital")
    for case, (flow, party) in {
        "centre-result": ("blood_result", "community_health_centre"),
        "centre-letter": ("referral", "community_health_centre"),
        "ward-letter": ("referral", "ward"),
        "patient-letter": ("referral", "patient"),
    }.items():
        assert answers[case] == classify(all_flows[flow].cases[party], line).label


def check(item: Any, parties: dict[str, str], flow: Any) -> None:
    meaning = {
        ("internal", "internal"): "inside",
        ("external", "internal"): "moves",
        ("external", "external"): "outside",
    }
    known_to_the_piece = [case for case in item["cases"] if case["id"] in parties]
    assert len(known_to_the_piece) == len(parties)
    for case in known_to_the_piece:
        known = flow.cases[parties[case["id"]]]
        small, large = (classify(known, hospital.around(name)).label for name in AREAS)
        assert case["answer"] == meaning.get((small, large), "no-customer"), case["id"]
