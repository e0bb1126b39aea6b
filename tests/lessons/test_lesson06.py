"""Lesson 06: the sigma slider, the trap, the SIPOC form, and numbers that are those of formulas and data."""

from __future__ import annotations

import math
from typing import Any

import ipywidgets
import pandas as pd
import pytest
import yaml
from scipy.stats import norm

from dosclientes import datasets, explore, figure, plots
from dosclientes.customers import classify, hospital
from dosclientes.explorers.sigma.curves import curves, share
from dosclientes.explorers.sigma.inflation import REPORTS, lines
from dosclientes.explorers.sipoc.words import CUSTOMERS, menus, names
from dosclientes.language.numerals import numeral
from dosclientes.language.translation import use_language
from dosclientes.measures import sixsigma
from dosclientes.paths import ITEMS
from tests.asked import asked_as, exercise_as
from tests.widgets import parts

ITEM: dict[str, dict[str, Any]] = {
    item["id"]: item for item in yaml.safe_load((ITEMS / "06.yml").read_text(encoding="utf-8"))["items"]
}
RIGHT = {
    "input1": "specimen",
    "supplier1": "ward",
    "input2": "reagents",
    "supplier2": "reagent_supplier",
    "process": "test",
    "output": "blood_result",
    "customer1": "ward",
    "customer2": "community_health_centre",
    "need": "decide",
    "driver": "speed",
    "measure": "waiting",
    "limit": "180",
    "unit": "minutes",
}


def found(widget: ipywidgets.Widget, kind: type, css: str = "") -> Any:
    return next(
        each for each in parts(widget) if isinstance(each, kind) and (not css or css in each._dom_classes)
    )


def text(widget: ipywidgets.Widget) -> str:
    values = (getattr(each, "value", "") for each in parts(widget))
    return " ".join(value for value in values if isinstance(value, str) and "base64," not in value)


@pytest.fixture
def sigma() -> ipywidgets.Widget:
    return explore("sigma").widget


@pytest.fixture(scope="module")
def steps() -> pd.DataFrame:
    """As the lesson makes it."""
    units = datasets.load("units")
    table = units.groupby("step", sort=False).agg(
        entered=("unit", "size"),
        defects=("defects", "sum"),
        opportunities=("opportunities", "first"),
        reworked=("reworked", "sum"),
        scrapped=("scrapped", "sum"),
    )
    table["fpy"] = sixsigma.first_pass_yield(table.entered, table.reworked, table.scrapped)
    return table


def test_the_slider_moves_the_numbers_and_says_what_changed(sigma: ipywidgets.Widget) -> None:
    assert "66\u00a0807 de cada millón" in text(sigma)
    found(sigma, ipywidgets.FloatSlider).value = 4
    assert found(sigma, ipywidgets.Text).value == "4,0"
    assert "6210 de cada millón" in text(sigma)
    assert "Antes, con 3,0: 66\u00a0807" in text(sigma)
    assert "multiplica los defectos por 196" in text(sigma)


def test_the_switch_takes_the_shift_away(sigma: ipywidgets.Widget) -> None:
    shift = found(sigma, ipywidgets.Checkbox)
    assert "línea discontinua" in text(sigma)
    shift.value = False
    assert "línea discontinua" not in text(sigma)
    assert "3,0 sigma: 1350 de cada millón" in text(sigma)
    shift.value = True
    assert "66\u00a0807 de cada millón" in text(sigma)


def test_a_level_is_typed_with_comma_or_point_and_a_bad_one_is_explained(sigma: ipywidgets.Widget) -> None:
    typed, level = found(sigma, ipywidgets.Text), found(sigma, ipywidgets.FloatSlider)
    for written, before in (("4,5", "3,0"), ("3.0", "4,5")):
        typed.value = written
        assert level.value == float(written.replace(",", "."))
        assert typed.value == written.replace(".", ",")
        assert f"Antes, con {before}" in text(sigma)
    for written, told in (
        ("", "Escribe un número"),
        ("mucho", "no es un número: escribe por ejemplo 3,5."),
        ("7", "de 1 a 6,5"),
        ("0,9", "de 1 a 6,5"),
    ):
        typed.value = written
        assert told in text(sigma)
        assert level.value == 3, "the level stays"
    typed.value = "3"
    assert "dc-problem" not in text(sigma)
    assert typed.value == "3,0"


@pytest.mark.parametrize("end", ["min", "max"])
def test_the_ends_of_the_slider_are_explained(sigma: ipywidgets.Widget, end: str) -> None:
    level = found(sigma, ipywidgets.FloatSlider)
    level.value = getattr(level, end)
    said = text(sigma)
    assert ("falla más de la mitad" if end == "min" else "0,29 de cada millón") in said
    assert "nan" not in said
    assert "100,0" not in said


def test_no_yield_is_rounded_up_to_all() -> None:
    assert share(3, 1.5) == "93,3 %"
    assert share(6, 1.5) == "99,99966 %"
    assert share(6, 0) == "más de 99,9999 %"
    for level in range(10, 66):
        assert not share(level / 10, 1.5).startswith("100")


def test_the_picture_hatches_what_passes_the_limit_and_tells_it_in_words() -> None:
    both, short = curves(3, True), curves(3, False)
    assert [area.get_hatch() for area in both.axes.collections] == ["..", "//"]
    assert all(area.get_paths()[0].vertices[:, 0].min() >= 8 for area in both.axes.collections)
    assert [line.get_linestyle() for line in both.axes.lines[:2]] == ["-", "--"]
    assert len(short.axes.collections) == 1
    assert "66\u00a0807" in both.spoken
    assert "66\u00a0807" not in short.spoken


def test_counting_more_lowers_the_rate_and_helps_nobody(sigma: ipywidgets.Widget) -> None:
    ways = found(sigma, ipywidgets.SelectionSlider)
    drawn = next(each for each in parts(sigma) if "dc-reports" in str(getattr(each, "value", "")))
    reports = drawn.value.split("</div>")[0]
    ways.value = 60
    assert "20\u00a0000" in drawn.value
    assert "3,55" in drawn.value
    ways.value = 300
    assert "de 20\u00a0000 a 4000" in text(sigma)
    assert drawn.value.split("</div>")[0] == reports, "the same reports with the same errors"
    assert drawn.value.count("✗") == sum(REPORTS) == 12
    assert all(max(REPORTS) * 10 <= 10 * count for _words, count in ways.options), "no report has more"
    assert len(lines()) == len(ways.options)


def test_a_consistent_sipoc_and_ctq_are_drawn() -> None:
    widget = explore("sipoc").widget
    fill(widget, {**RIGHT, "limit": " 180,5 "})
    press(widget)
    said = text(widget)
    assert "SIPOC: es coherente" in said
    assert "CTQ: es coherente" in said
    assert "como máximo 180,5 minutos" in said
    assert '<li class="dc-internal">la planta' in said
    assert '<li class="dc-external">el centro de salud' in said
    assert '<li class="dc-external">el proveedor de reactivos' in said
    fill(widget, {"limit": "200"})
    assert "es coherente" not in text(widget), "what was said is about other answers"


def test_an_empty_form_says_what_is_missing() -> None:
    widget = explore("sipoc").widget
    press(widget)
    for title in names().values():
        assert title in text(widget)
    assert "es coherente" not in text(widget)


@pytest.mark.parametrize(
    ("field", "entry", "told"),
    [
        ("supplier1", "kitchen", "no sale de ahí"),
        ("input1", "meal", "no usa «comida»"),
        ("input2", "specimen", "está dos veces"),
        ("input2", "blood_result", "es lo que sale"),
        ("process", "draw", "Eso lo hace la planta"),
        ("process", "treat", "es el proceso del cliente"),
        ("output", "discharge_report", "Y el laboratorio, ¿qué entrega?"),
        ("customer2", "insurer", "es parte interesada"),
        ("customer2", "reagent_supplier", "es proveedor"),
        ("customer1", "accounting", "no es cliente de esta salida"),
        ("customer1", "community_health_centre", "está del otro lado"),
        ("driver", "kindness", "puede seguir sin cubrirse"),
        ("measure", "good", "contarían cosas distintas"),
        ("measure", "bench", "Ese reloj es del laboratorio"),
        ("measure", "corrected", "no dice nada de «rapidez»"),
        ("unit", "degrees", "no se mide en esa unidad"),
        ("limit", "", "Falta por rellenar"),
        ("limit", "tres", "no es un número"),
        ("limit", "-1", "no puede ser negativo"),
        ("limit", "0", "En 0 minutos"),
        ("limit", "241", "llegaría tarde"),
        ("limit", "1e400", "no es un número"),
    ],
)
def test_what_does_not_fit_is_explained(field: str, entry: str, told: str) -> None:
    assert told in explore("sipoc").check(**{**RIGHT, field: entry})  # type: ignore[attr-defined]


@pytest.mark.parametrize(("need", "driver", "measure"), [("trust", "accuracy", "corrected")])
def test_another_need_leads_to_another_requirement(need: str, driver: str, measure: str) -> None:
    branch = {"need": need, "driver": driver, "measure": measure, "limit": "2,5", "unit": "percent"}
    piece: Any = explore("sipoc")
    assert "✓" in piece.check(**{**RIGHT, **branch})
    assert "2,5 % de los resultados" in piece.check(**{**RIGHT, **branch})
    assert "no pasa de 100" in piece.check(**{**RIGHT, **branch, "limit": "120"})
    assert "uno de cada dos" in piece.check(**{**RIGHT, **branch, "limit": "60"})


def test_an_unknown_entry_in_code_is_explained_and_the_text_form_lists_what_there_is() -> None:
    piece: Any = explore("sipoc")
    assert "«process=nothing»" in piece.check(process="nothing")
    assert "«colour=blue»" in piece.check(colour="blue")
    assert all(field in repr(piece) for field in names())
    assert "66\u00a0807" in repr(explore("sigma"))


def test_who_is_a_customer_is_decided_by_the_procedure() -> None:
    boundary = hospital.around("hospital")
    labels = {name: classify(hospital.case(case), boundary).label for name, case in CUSTOMERS.items()}
    accepted = {
        name
        for name in CUSTOMERS
        for field in ("customer1", "customer2")
        if explore("sipoc").check(**{**RIGHT, field: name}).startswith("✓")  # type: ignore[attr-defined]
    }
    assert accepted == {name for name, label in labels.items() if label in ("internal", "external")}
    assert set(menus()["customer1"]) == set(CUSTOMERS)


def test_the_plot_shows_data_and_truth(steps: pd.DataFrame) -> None:
    chart = plots.yields(steps, datasets.truth("units"), "hidden-factory")
    assert "los tres pasos: 85,8 % bien a la primera, 98,5 % sale" in chart.spoken
    marks = [
        line.get_xdata()[0] for line in chart.axes.lines if line.get_marker() == "|" and len(line.get_xdata())
    ]
    assert marks[-1] == pytest.approx(100 * datasets.truth("units")["rolled_yield"])
    with pytest.raises(ValueError, match="fpy"):
        plots.yields(steps.drop(columns="fpy"), {}, "hidden-factory")


def test_numbers_asked_for_are_those_of_data_and_formulas(steps: pd.DataFrame) -> None:
    three = [0.10, 0.05, 0.008]
    by_step = 100 * sixsigma.throughput_yield(three)
    rolled = 100 * sixsigma.rolled_throughput_yield(steps.fpy)
    expected: dict[str, dict[str, float]] = {
        "06-dpmo": {
            "": sixsigma.dpmo(12, 10, 60),
            "dpu-million": 1e6 * sixsigma.dpu(12, 10),
            "no-units": 1e6 * 12 / 60,
            "dpo": sixsigma.dpo(12, 10, 60),
            "percent": 100 * sixsigma.dpo(12, 10, 60),
        },
        "06-sigma-of-dpmo": {
            "": sixsigma.sigma_level(20_000),
            "unshifted": sixsigma.sigma_level(20_000, shift=0),
            "subtracted": sixsigma.sigma_level(20_000, shift=-1.5),
            "both-tails": norm.isf(0.01) + 1.5,
        },
        "06-rty-three": {
            "": 100 * math.exp(-sum(three)),
            "subtracted": 100 * (1 - sum(three)),
            "mean": by_step.mean(),
            "worst": by_step.min(),
            "last": by_step[-1],
        },
        "06-first-pass": {"": 100 * sixsigma.first_pass_yield(200, 24, 6), "delivered": 100 * 194 / 200},
        "06-five-steps": {"": 100 * sixsigma.rolled_throughput_yield([0.98] * 5), "failures": 9.6},
        "06-rty-data": {
            "": rolled,
            "mean": 100 * steps.fpy.mean(),
            "worst": 100 * steps.fpy.min(),
        },
    }
    fpy = dict(
        zip(("first", "second", "third"), (round(float(100 * one), 1) for one in steps.fpy), strict=True)
    )
    drew: dict[str, dict[str, float]] = {
        "06-dpmo": {"defects": 12, "units": 10, "opportunities": 60},
        "06-sigma-of-dpmo": {"rate": 20_000},
        "06-rty-three": dict(zip(("first", "second", "third"), three, strict=True)),
        "06-first-pass": {"units": 200, "reworked": 24, "scrapped": 6},
        "06-five-steps": {"steps": 5, "percent": 98},
        "06-rty-data": fpy,
    }
    for item, values in expected.items():
        parts = asked_as(item, **drew[item]).parts
        allowed = parts["tolerance"]["absolute"]
        given = {slip["id"]: slip["value"] for slip in parts["wrong"]} | {"": parts["answer"]}
        for name, value in values.items():
            assert given[name] == pytest.approx(value, abs=allowed), (item, name)


def test_what_the_lesson_says_of_the_data_is_true(steps: pd.DataFrame) -> None:
    assert 1 / (1 - steps.fpy.prod()) == pytest.approx(7, abs=0.1)
    assert steps.fpy.min() > 0.9


def test_the_four_conventions_and_the_inflated_level() -> None:
    cases = {case["text"]: case["answer"] for case in ITEM["06-conventions"]["cases"]}
    near, far = sixsigma.dpmo_from_sigma(3), sixsigma.dpmo_from_sigma(3, shift=-1.5)
    still = sixsigma.dpmo_from_sigma(3, shift=0)
    counted = {"one-still": still, "two-still": 2 * still, "one-moved": near, "two-moved": near + far}
    assert {text.replace(" ", ""): answer for text, answer in cases.items()} == {
        f"{value:.0f}": answer for answer, value in counted.items()
    }
    assert sixsigma.dpmo(12, 10, 6) == 200_000
    assert [round(sixsigma.sigma_level(rate), 1) for rate in (200_000, 20_000)] == [2.3, 3.6]


def test_a_number_written_with_its_thousands_is_explained(tmp_path: Any, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    task = exercise_as("06-dpmo", defects=12, units=10, opportunities=60)
    assert "Correcto" in task.answer("20000")
    assert "puede ser" in task.answer("20.000")
    assert "puede ser" in task.answer("20.000")


def test_numbers_are_written_as_the_language_does() -> None:
    assert [numeral(1350), numeral(66807.2), numeral(3.554, 2)] == ["1350", "66\u00a0807", "3,55"]
    assert numeral(9999.6) == "10\u00a0000"
    with use_language("en"):
        assert [numeral(1350), numeral(66807.2), numeral(3.554, 2)] == ["1350", "66,807", "3.55"]


def test_the_figure_says_who_is_inside_and_who_is_not() -> None:
    drawn = figure("sipoc")._repr_html_()
    assert drawn.count("--dc-external") == 2
    assert drawn.count("--dc-internal") == 5
    assert "fuera" in repr(figure("sipoc"))


def fill(widget: ipywidgets.Widget, answers: dict[str, str]) -> None:
    titles = names()
    fields = {each.description: each for each in parts(widget) if hasattr(each, "description")}
    for name, value in answers.items():
        fields[titles[name]].value = value


def press(widget: ipywidgets.Widget) -> None:
    found(widget, ipywidgets.Button).click()
