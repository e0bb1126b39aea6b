"""Lesson 02: the chain's roles are the procedure's, and the numbers are those of the data."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
import yaml

from dosclientes import datasets, plots
from dosclientes.customers import Case, classify, hospital
from dosclientes.explorers import explore
from dosclientes.explorers.chain.specimen import handoffs
from dosclientes.paths import ITEMS
from tests.asked import asked_as

ITEM: dict[str, dict[str, Any]] = {
    item["id"]: item for item in yaml.safe_load((ITEMS / "02.yml").read_text(encoding="utf-8"))["items"]
}


@pytest.fixture
def chain() -> Any:
    piece = explore("chain")
    assert piece.widget is not None
    return piece


@pytest.fixture(scope="module")
def pairs() -> pd.DataFrame:
    """As the lesson makes it."""
    table = datasets.load("handoffs")
    table["work"] = table.t_out - table.t_in
    before = table.assign(step=table.step + 1)
    joined = table.merge(before, on=["item", "step"], how="left", suffixes=("", "_before"))
    joined["wait"] = joined.t_in - joined.t_out_before
    return joined


def node(piece: Any, name: str) -> dict[str, Any]:
    return dict(next(each for each in piece._graph.nodes if each["id"] == name))


def edge(piece: Any, name: str) -> dict[str, Any]:
    return dict(next(each for each in piece._graph.edges if each["id"] == name))


def test_each_way_somebody_else_is_the_customer() -> None:
    for step in handoffs():
        for turned in (False, True):
            receiver, giver = step.verdicts(turned)
            crosses = step.giver.part_of is None or step.taker.part_of is None
            assert receiver.label == ("external" if crosses else "internal")
            assert giver.label == "provider"
        assert step.receiving(False).party == step.providing(True).party
        assert step.output(False) != step.output(True)


def test_pressing_an_arrow_shows_its_roles_and_turning_it_changes_them(chain: Any) -> None:
    chain._graph.press("step-1")
    assert (node(chain, "nurse")["note"], node(chain, "porter")["note"]) == ("proveedor", "cliente interno")
    chain._turn()
    assert (node(chain, "nurse")["note"], node(chain, "porter")["note"]) == ("cliente interno", "proveedor")
    assert (edge(chain, "step-1")["source"], edge(chain, "step-1")["target"]) == ("porter", "nurse")
    assert "recogida a su hora" in chain._told.value
    chain._turn()
    assert edge(chain, "step-1")["source"] == "nurse"


def test_the_patient_is_external_and_marked_so(chain: Any) -> None:
    chain._graph.press("step-6")
    assert node(chain, "patient")["side"] == edge(chain, "step-6")["side"] == "external"
    assert "cliente externo" in chain._told.value


def test_a_person_has_a_role_in_each_arrow(chain: Any) -> None:
    chain._graph.press("analyst")
    assert chain._told.value.count("<li>") == 2
    assert "muestra registrada: <b>cliente interno</b>" in chain._told.value
    assert "valores medidos: <b>proveedor</b>" in chain._told.value


def test_walking_goes_round_and_turning_nothing_explains_itself(chain: Any) -> None:
    chain._turn()
    assert "Elige antes" in chain._told.value
    visited = []
    for _step in range(7):
        chain._walk(1)
        visited.append(chain._graph.selected)
    assert visited == [f"step-{number}" for number in (1, 2, 3, 4, 5, 6, 1)]
    chain._walk(-1)
    assert chain._graph.selected == "step-6"


def test_the_text_form_tells_both_ways() -> None:
    told = repr(explore("chain"))
    assert "Marta → Omar: bolsa lista para recoger (Omar: cliente interno)" in told
    assert "Carmen → la doctora Vega: síntomas y alergias (la doctora Vega: cliente externo)" in told


def test_the_answers_are_what_the_lessons_code_gives(pairs: pd.DataFrame) -> None:
    assert (pairs.to_before.dropna() == pairs["from"][pairs.to_before.notna()]).all()
    minutes = pairs.groupby("from", sort=False)[["wait", "work"]].mean()
    truth = datasets.truth("handoffs")
    assert (minutes.wait.idxmax(), minutes.work.idxmax()) == (truth["longest_wait"], truth["longest_work"])

    asked = asked_as("02-validation-wait", stop="validation").parts
    wrong = {each["id"]: each["value"] for each in asked["wrong"]}
    assert asked["answer"] == pytest.approx(minutes.wait["validation"])
    assert wrong == pytest.approx(
        {
            "analysis-work": minutes.work["analysis"],
            "validation-work": minutes.work["validation"],
            "model": truth["wait_minutes"]["validation"],
            "median": pairs.wait[pairs["from"] == "validation"].median(),
            "all-waits": pairs.wait.mean(),
        },
        abs=0.01,
    )


def test_more_than_half_of_the_time_is_waiting(pairs: pd.DataFrame) -> None:
    wait, work = pairs.wait.sum() / 80, pairs.work.sum() / 80
    asked = asked_as("02-wait-share", total=wait + work, work=work).parts
    assert asked["answer"] == pytest.approx(100 * wait / (wait + work), abs=0.01)
    assert asked["answer"] > 50
    wrong = {each["id"]: each["value"] for each in asked["wrong"]}
    assert wrong["against-work"] == pytest.approx(100 * wait / work, abs=0.1)
    assert wrong["work-share"] == pytest.approx(100 * work / (wait + work), abs=0.5)
    assert wrong["minutes"] == pytest.approx(wait, abs=0.05)


def test_the_best_measure_is_the_one_said(pairs: pd.DataFrame) -> None:
    minutes = pairs.groupby("from")[["wait", "work"]].mean()
    saved = {
        "analyser": minutes.work["analysis"] / 2,
        "reception": minutes.wait["reception"],
        "before-analysis": minutes.wait["analysis"],
        "porters": minutes.wait["porters"],
    }
    options = {option["id"]: option for option in ITEM["02-where-to-act"]["options"]}
    assert saved.keys() == options.keys()
    assert options[max(saved, key=saved.__getitem__)]["correct"]
    assert f"unos {minutes.wait['validation']:.0f} delante" in options["analyser"]["why"]
    for name, minutes_saved in saved.items():
        assert f"unos {minutes_saved:.0f} minutos" in options[name]["why"]


def test_who_is_what_follows_the_procedure() -> None:
    result, yes, no = hospital.output("blood_result"), [True] * 4, [False] * 4
    parties = {
        "doctor": ("ward", yes),
        "nurse": ("ward", no),
        "accounting": ("accounting", no),
        "supplier": ("reagent_supplier", no),
        "patient": ("patient", yes),
    }
    found = {}
    for name, (party, facts) in parties.items():
        names = ("receives", "could_receive", "intended_for", "required_by")
        known = dict(zip(names, facts, strict=True))
        if name == "accounting":
            known |= {"provides": False, "interested": False}
        case = Case(hospital.party(party), result, **known)
        found[name] = classify(case, hospital.around("hospital")).label
    answers = {case["id"]: case["answer"] for case in ITEM["02-who-is-what"]["cases"]}
    assert {name: answers[name] for name in found} == found


def test_the_plot_tells_what_it_shows(pairs: pd.DataFrame) -> None:
    minutes = pairs.groupby("from", sort=False)[["wait", "work"]].mean()
    chart = plots.flow(minutes, "waiting-chain")
    assert "El puesto de validación: 38 de espera y 4 de trabajo" in repr(chart)
    with pytest.raises(ValueError, match="wait"):
        plots.flow(minutes[["work"]], "waiting-chain")
