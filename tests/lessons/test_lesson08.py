"""Lesson 08: the alpha explorer, and the numbers its items ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from dosclientes import datasets, explore, measures
from dosclientes.explorers.likert.piece import Explorer
from tests.asked import exercise_as

P, E = [f"P{i}" for i in range(1, 6)], [f"E{i}" for i in range(1, 6)]


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def piece() -> Explorer:
    found = explore("likert")
    assert isinstance(found, Explorer)
    _ = found.widget
    return found


def test_turning_the_reversed_question_mends_alpha_and_says_so(piece: Explorer) -> None:
    assert "0,34" in piece._said.value
    assert "lado contrario que las demás: P4" in piece._said.value
    piece._turn["P4"].value = True
    assert "0,83" in piece._said.value
    assert "antes, 0,34" in piece._said.value
    assert "apuntan al mismo lado" in piece._said.value


def test_turning_a_good_question_spoils_it(piece: Explorer) -> None:
    piece._turn["P4"].value = True
    piece._turn["P1"].value = True
    assert "lado contrario que las demás: P1" in piece._said.value


def test_leaving_it_out_helps_less_than_turning_it(piece: Explorer) -> None:
    piece._keep["P4"].value = False
    assert "0,78" in piece._said.value


def test_one_question_alone_gets_a_sentence_and_no_traceback(piece: Explorer) -> None:
    for name in P[:4]:
        piece._keep[name].value = False
    assert "al menos dos preguntas" in piece._said.value


def test_a_service_can_be_looked_at_alone(piece: Explorer) -> None:
    piece._unit.value = "it_desk"
    assert "97 respuestas" in piece._said.value


def test_the_text_form_tells_the_same() -> None:
    assert all(alpha in repr(explore("likert")) for alpha in ("0,34", "0,83", "0,78"))


def test_the_items_ask_for_what_is_in_the_data() -> None:
    raw = datasets.load("survey")
    survey = raw.copy()
    survey[["E4", "P4"]] = 8 - survey[["E4", "P4"]]
    gaps = measures.gap(survey[P], survey[E].to_numpy())
    table = gaps.groupby(survey.unit).mean()
    worst, question = datasets.truth("survey")["worst"]
    alpha = exercise_as("08-alpha-turned", unit="all")
    assert "Correcto" in alpha.answer(measures.cronbach_alpha(survey[P]))
    assert "sin dar la vuelta" in alpha.answer(measures.cronbach_alpha(raw[P]))
    assert "sin P4" in alpha.answer(measures.cronbach_alpha(survey[P].drop(columns="P4")))
    assert "lo esperado" in alpha.answer(measures.cronbach_alpha(survey[E]))
    gap = exercise_as("08-worst-gap", unit=worst, question=int(question))
    assert table.stack().idxmin() == (worst, f"P{question}")
    assert "Correcto" in gap.answer(table.loc[worst, f"P{question}"])
    assert "cinco preguntas" in gap.answer(table.loc[worst].mean())
    assert "percibida" in gap.answer(survey.groupby("unit")[P].mean().loc[worst, f"P{question}"])
