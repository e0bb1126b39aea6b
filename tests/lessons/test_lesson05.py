"""Lesson 05 without a browser: its network, its plot, and the numbers its items ask for."""

from __future__ import annotations

import pandas as pd
import pytest

from dosclientes import datasets, plots
from dosclientes.customers import hospital
from dosclientes.explorers import explore
from dosclientes.explorers.network.areas import DELIVERIES, OUTSIDE, PLACES, judge
from dosclientes.explorers.network.biggest import MEASURES, rankings
from dosclientes.explorers.network.piece import Explorer
from dosclientes.explorers.network.words import output_names, short_names, stories
from dosclientes.items import Item, find
from tests.asked import asked_as


@pytest.fixture
def network() -> Explorer:
    piece = explore("network")
    assert isinstance(piece, Explorer)
    assert piece.widget is piece.widget
    return piece


@pytest.fixture(scope="module")
def requests() -> pd.DataFrame:
    return datasets.load("requests")


def said(piece: Explorer) -> str:
    return str(piece._told.value)


def test_a_right_arrow_stays_and_says_why(network: Explorer) -> None:
    network.connect("it_desk", "ward")
    assert network.network == {("it_desk", "ward")}
    assert "✓ Planta: cliente interno" in said(network)
    assert "3.2.4" in said(network)
    assert "1 de 3" in said(network)
    ward = next(node for node in network.graph.nodes if node["id"] == "ward")
    assert (ward["side"], ward["note"]) == ("internal", "cliente interno")


def test_a_turned_arrow_is_told_what_does_travel_that_way(network: Explorer) -> None:
    network.connect("hr", "it_desk")
    assert "Al revés" in said(network)
    assert "persona seleccionada" in said(network)
    assert network.network == frozenset()
    assert [edge["label"] for edge in network.graph.edges] == ["⇄ al revés"]


def test_who_receives_nothing_and_who_delivers_nothing_are_told_apart(network: Explorer) -> None:
    network.connect("it_desk", "accounting")
    assert "Contabilidad no recibe" in said(network)
    network.connect("facilities", "ward")
    assert "Mantenimiento no entrega" in said(network)
    assert "Planta sí la recibe" in said(network)
    assert len(network.graph.edges) == 1, "one wrong arrow at a time"


def test_an_effect_is_no_receipt(network: Explorer) -> None:
    network.choose("repair")
    network.connect("facilities", "ward")
    assert "parte interesada" in said(network)
    assert network.network == frozenset()


def test_the_boundary_lies_between_the_contracted_firm_and_the_ward(network: Explorer) -> None:
    network.choose("clean_floor")
    network.connect("cleaning_firm", "ward")
    assert "cliente externo" in said(network)
    network.choose("meal")
    network.connect("kitchen", "surgery")
    assert "Cirugía no recibe" in said(network)
    network.connect("kitchen", "nurse_as_patient")
    assert "cliente externo" in said(network)


def test_connecting_again_takes_a_right_arrow_away(network: Explorer) -> None:
    network.connect("it_desk", "hr")
    network.connect("it_desk", "hr")
    assert "Flecha quitada" in said(network)
    assert network.network == frozenset()
    assert network.graph.edges == []


def test_one_pair_may_carry_two_outputs(network: Explorer) -> None:
    network.connect("it_desk", "hr")
    network.choose("job_profile")
    network._show_all(True)
    network.connect("it_desk", "hr")
    assert "✓ Personal" in said(network), "drawn for this output, not taken away for the other"
    network.connect("it_desk", "hr")
    assert network.network == {("it_desk", "hr")}, "the other output's arrow stays"


def test_the_keyboard_holds_one_box_and_presses_the_next(network: Explorer) -> None:
    network.graph.press("it_desk")
    assert "Informática entrega" in said(network)
    network.graph.press("it_desk")
    assert "Ya no sujetas" in said(network)
    network.graph.press("it_desk")
    network.graph.press("radiology")
    assert network.network == {("it_desk", "radiology")}
    network.graph.press("ward")
    network.choose("meal")
    assert network.graph.selected == "", "a box is not held over to another output"


def test_what_is_missing_can_be_shown(network: Explorer) -> None:
    network.connect("it_desk", "hr")
    network._reveal()
    assert "Faltaban 2" in said(network)
    assert "Están todos" in network._progress()
    network._reveal()
    assert "Están todos" in said(network)


def test_the_ranking_grows_and_its_first_changes_with_the_measure(network: Explorer) -> None:
    assert "Conecta una flecha" in network._table.value
    network.connect("it_desk", "ward")
    assert "sin conectar: 2" in network._table.value
    network.connect("it_desk", "radiology")
    assert "1. Planta" in network._table.value
    network.rank_by("hours")
    assert "1. Radiología" in network._table.value
    assert "antes Planta, ahora Radiología" in said(network)
    network.rank_by("late")
    assert "Nadie cambia" in said(network)


def test_an_output_the_data_do_not_count_stays_out_of_the_ranking(network: Explorer) -> None:
    network.choose("job_profile")
    network.connect("it_desk", "hr")
    assert "Conecta una flecha" in network._table.value


def test_the_text_form_tells_the_whole_network(network: Explorer) -> None:
    text = repr(network)
    assert all(name in text for name in output_names().values())
    assert "Limpieza contratada → Planta: cliente externo" in text


def test_every_fact_of_the_network_is_complete_and_its_words_are_there() -> None:
    assert set(PLACES) == set(short_names())
    assert set(DELIVERIES) == set(output_names()) == set(stories())
    for delivery in DELIVERIES.values():
        for place in PLACES:
            verdict = delivery.verdict(place)
            assert verdict.label != "undetermined"
            assert (verdict.label in ("internal", "external")) == (place in delivery.customers)
            if place != delivery.provider:
                right = judge(delivery, (delivery.provider, place)).kind == "right"
                assert right == (place in delivery.customers)
    inside = hospital.around("hospital")
    for place in PLACES:
        assert inside.holds(hospital.party(place)) == (place not in OUTSIDE)


def test_the_outputs_that_are_counted_are_those_of_the_data(requests: pd.DataFrame) -> None:
    counted = {arrow for each in DELIVERIES.values() if each.counted for arrow in each.arrows}
    assert counted == set(zip(requests.provider, requests.recipient, strict=True))
    for measure in MEASURES:
        found = rankings(counted, measure)
        assert sum(each.amount for ranked in found.values() for each in ranked) > 0
    firsts = {name: ranked[0].customer for name, ranked in rankings(counted, "requests").items()}
    assert firsts == datasets.truth("requests")["biggest_by_requests"]
    firsts = {name: ranked[0].customer for name, ranked in rankings(counted, "hours").items()}
    assert firsts == datasets.truth("requests")["biggest_by_hours"]


def test_the_numbers_asked_for(requests: pd.DataFrame) -> None:
    it_desk = requests[requests.provider == "it_desk"]
    ward, radiology = it_desk[it_desk.recipient == "ward"], it_desk[it_desk.recipient == "radiology"]
    of_ward = requests[requests.recipient == "ward"]
    facilities = requests[requests.provider == "facilities"]
    kitchen = facilities[facilities.recipient == "kitchen"]

    def on_time(rows: pd.DataFrame) -> float:
        return 100 * float((rows.hours <= rows.agreed_hours).mean())

    assert (len(requests), len(it_desk), len(ward), len(radiology)) == (900, 256, 145, 58)
    asked(
        asked_as("05-ward-share", pair="it_desk-ward"),
        100 * len(ward) / len(it_desk),
        {
            "of-all": 100 * len(ward) / 900,
            "of-ward": 100 * len(ward) / len(of_ward),
            "hours": 100 * ward.hours.sum() / it_desk.hours.sum(),
            "fraction": len(ward) / len(it_desk),
        },
    )
    asked(
        asked_as("05-radiology-hours", pair="it_desk-radiology"),
        100 * radiology.hours.sum() / it_desk.hours.sum(),
        {
            "requests": 100 * len(radiology) / len(it_desk),
            "ward": 100 * ward.hours.sum() / it_desk.hours.sum(),
            "of-all": 100 * radiology.hours.sum() / requests.hours.sum(),
            "fraction": radiology.hours.sum() / it_desk.hours.sum(),
        },
    )
    asked(
        asked_as("05-kitchen-on-time", pair="facilities-kitchen"),
        on_time(kitchen),
        {
            "late": 100 - on_time(kitchen),
            "whole": on_time(facilities),
            "laundry": on_time(facilities[facilities.recipient == "laundry"]),
            "fraction": on_time(kitchen) / 100,
        },
    )
    assert (len(kitchen), round(len(kitchen) * on_time(kitchen) / 100)) == (37, 10)
    assert round(on_time(requests)) == 77, "the prose says that facilities do as well as the whole hospital"
    hr = requests[(requests.provider == "hr") & (requests.recipient == "ward")]
    assert (len(hr), round(on_time(hr))) == (70, 83)
    assert round(100 * datasets.truth("requests")["on_time"]["hr"]["ward"]) == 72


def asked(item: Item, answer: float, wrong: dict[str, float]) -> None:
    """The item wants `answer`, and foresees these wrong ones."""
    parts = item.parts
    assert parts["answer"] == pytest.approx(answer, abs=0.55)
    foreseen = {each["id"]: each["value"] for each in parts["wrong"]}
    assert foreseen == pytest.approx(wrong, abs=0.55)
    assert foreseen["fraction"] == pytest.approx(wrong["fraction"], abs=0.006)


def test_the_table_of_the_item_on_who_switches_is_that_of_the_data(requests: pd.DataFrame) -> None:
    totals = requests.groupby(["provider", "recipient"]).hours.agg(requests="size", hours="sum")
    shares = (100 * totals / totals.groupby("provider").transform("sum")).round().astype(int)
    item = find("05-who-switches")
    for provider in ("it_desk", "hr", "facilities", "pharmacy"):
        for column in shares:
            for share in shares.loc[provider, column]:
                assert f"{share} %" in item.prompt
    firsts = totals.groupby("provider").idxmax().map(lambda pair: pair[1])
    switched = set(firsts.index[firsts.requests != firsts.hours])
    right = {each["id"].replace("-", "_") for each in item.parts["options"] if each.get("correct")}
    assert switched == right


def test_the_plot_tells_both_firsts_and_refuses_other_shapes(requests: pd.DataFrame) -> None:
    totals = requests.groupby(["provider", "recipient"]).hours.agg(requests="size", hours="sum")
    chart = plots.biggest(totals, "biggest-customers")
    assert "la lavandería (69 %)" in chart.spoken
    assert "la cocina (61 %)" in chart.spoken
    starred = [text.get_text() for text in chart.axes.texts if "★" in text.get_text()]
    assert len(starred) == 2 * requests.provider.nunique()
    assert all(float(text.split()[0]) > 50 for text in starred), "the biggest bar, not the smallest"
    with pytest.raises(ValueError, match="dos columnas"):
        plots.biggest(totals[["hours"]], "biggest-customers")
