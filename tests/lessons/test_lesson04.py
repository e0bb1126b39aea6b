"""Lesson 04: the boundary that moves, and the numbers its exercises ask for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dosclientes import datasets, plots
from dosclientes.customers import classify
from dosclientes.explorers.boundary.organisations import OUTPUTS, PLACES, PRESETS, boundary_of, cases_of
from dosclientes.explorers.boundary.piece import Explorer
from dosclientes.figures import figure
from dosclientes.items import find, score
from tests.asked import asked_as

COURSE = Path(__file__).parents[2] / "course" / "es"


@pytest.fixture
def map_() -> Explorer:
    explorer = Explorer()
    assert explorer.widget
    return explorer


def said(explorer: Explorer) -> str:
    return str(explorer._change.value)


def test_a_wider_boundary_changes_only_the_customers_it_takes_in(map_: Explorer) -> None:
    before = {name: map_.label_of(name) for name in PLACES}
    map_.declare("health_system")
    changed = {name for name in PLACES if map_.label_of(name) != before[name]}
    assert changed == {"partner_hospital", "community_health_centre"}
    assert "cliente externo → cliente interno" in said(map_)
    assert "3.2.4" in said(map_), "the change is told with its reason"
    map_.declare("laboratory")
    assert map_.label_of("ward") == "external"


def test_a_press_moves_one_party_and_asks_about_it(map_: Explorer) -> None:
    map_.graph.press("ward")
    assert "ward" not in map_.inside
    assert map_.label_of("ward") == "external"
    assert map_._who.value == "ward"
    assert "La frontera pasa entre" in map_._reasons.value
    assert "el hospital; sin: Planta" in said(map_)
    map_.graph.press("insurer")
    assert map_.label_of("insurer") == "interested_party", "no boundary makes it a customer"
    assert "A nadie le ha cambiado la etiqueta." in said(map_)


def test_the_output_decides_who_is_a_customer_at_all(map_: Explorer) -> None:
    assert map_.label_of("reagent_supplier") == "provider"
    map_.choose("forecast")
    assert map_.label_of("reagent_supplier") == "external"
    assert "Sus clientes: 1." in said(map_)
    map_.choose("management_report")
    assert (map_.label_of("board"), map_.label_of("owner")) == ("internal", "external")
    map_.choose("care")
    assert map_.label_of("nurse_as_patient") == "external"
    assert (map_.label_of("laboratory"), map_.label_of("cleaning_firm")) == ("provider", "provider")
    map_.choose("clean_room")
    assert (map_.label_of("ward"), map_.label_of("cleaning_firm")) == ("external", "provider")
    map_.graph.press("cleaning_firm")
    assert map_.label_of("ward") == "internal"


def test_a_boundary_that_leaves_both_out_decides_nothing(map_: Explorer) -> None:
    map_.graph.inside = []
    map_._moved()
    assert map_.label_of("ward") == "undetermined"
    assert "nadie" in said(map_)


@pytest.mark.parametrize("output", OUTPUTS)
def test_every_case_is_complete_and_one_party_delivers(output: str) -> None:
    cases = cases_of(output)
    assert set(cases) == set(PLACES)
    providers = {case.output.provider.id for case in cases.values() if case.output and case.output.provider}
    assert len(providers) == 1
    assert providers <= set(PLACES)
    everybody = boundary_of(PLACES)
    assert "undetermined" not in {classify(case, everybody).label for case in cases.values()}


def test_what_is_not_seen_by_colour_stands_in_words(map_: Explorer) -> None:
    for node in map_.graph.nodes:
        assert node["note"]
        assert "dentro" in node["says"] or "fuera" in node["says"]
    for name, button in map_._buttons.items():
        assert button.description.startswith("✓") == (name == "hospital")
    assert "Planta: cliente externo · cliente interno · cliente interno" in repr(map_)
    assert set(PRESETS["hospital"]) < set(PRESETS["health_system"])


def _percent(name: str, of: str) -> float:
    sales = datasets.load("sales")
    return float(100 * sales.loc[sales.segment == "loyal", name].sum() / sales[of].sum())


def _right(item: str, answer: float) -> bool:
    return score(find(item, COURSE), answer).correct


def test_the_numbers_are_those_of_the_data() -> None:
    sales = datasets.load("sales")
    low, loyal = sales[sales.segment == "discount"], sales[sales.segment == "loyal"]
    rate = float(100 * low.margin.sum() / low.revenue.sum())
    shop = {"customers": len(sales), "loyal": len(loyal)}
    shop |= {"income": round(sales.revenue.sum()), "income_loyal": round(loyal.revenue.sum())}
    shop |= {"profit": round(sales.margin.sum()), "profit_loyal": round(loyal.margin.sum())}
    income, profit = asked_as("04-loyal-income", **shop), asked_as("04-loyal-profit", **shop)
    assert score(income, round(_percent("revenue", "revenue"), 1)).correct
    assert score(profit, round(_percent("margin", "margin"), 1)).correct
    discount = asked_as(
        "04-discount-rate",
        spent=round(low.revenue.sum()),
        profit=round(low.margin.sum()),
        spent_loyal=shop["income_loyal"],
        profit_loyal=shop["profit_loyal"],
        profit_all=shop["profit"],
    )
    assert score(discount, round(rate, 1)).correct
    assert not score(income, _percent("margin", "margin")).correct
    foreseen = {wrong["id"]: wrong["value"] for wrong in profit.parts["wrong"]}
    assert foreseen["rate"] == pytest.approx(100 * loyal.margin.sum() / loyal.revenue.sum(), abs=0.05)
    assert foreseen["income"] == pytest.approx(_percent("revenue", "revenue"), abs=0.05)
    truth = datasets.truth("sales")["share_of_loyal"]
    assert (round(100 * truth["income"]), round(100 * truth["profit"])) == (44, 57), "as the lesson says"


def test_the_plot_tells_its_numbers_in_words() -> None:
    sums = datasets.load("sales").groupby("segment")[["revenue", "margin"]].sum()
    spoken = plots.shares(sums / sums.sum(), "loyal-share", line=0.5).spoken
    assert "leales, beneficio: 55 %" in spoken
    assert "leales, ingresos: 43 %" in spoken
    assert "50 %" in spoken
    with pytest.raises(ValueError, match="Caben 3 columnas"):
        plots.shares(sums.assign(a=1, b=2), "loyal-share")


def test_the_picture_says_all_six_steps() -> None:
    assert all(f">{number}. " in figure("procedure")._repr_html_() for number in range(1, 7))


def test_the_lesson_cites_its_claims() -> None:
    cells: list[dict[str, Any]] = json.loads((COURSE / "04-boundaries.ipynb").read_text("utf-8"))["cells"]
    prose = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    claims = (10, 11, 40, 41, 52, 53, 61, 62, 63, 72, 87, 103)
    assert [number for number in claims if f"C{number}" not in prose] == []
    assert [name for name in ("XA", "XB", "XC", "XK", "XL") if name not in prose] == []
