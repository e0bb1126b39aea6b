"""Lesson 09: votes that are kept, bets before plots, and numbers recomputed from the data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import ipywidgets
import numpy as np
import pandas as pd
import pytest

from dosclientes import datasets, explore, plots
from dosclientes.exercises.light import is_hidden
from dosclientes.explorers.debate.votes import AFTER, BEFORE
from dosclientes.explorers.evidence.data import OUTCOMES, reading, stratify
from dosclientes.explorers.evidence.piece import Explorer
from dosclientes.items import find
from tests.asked import asked_as

BOTH = (False, True)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Votes are written where the notebook lies: here, a folder of the test's own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def branches() -> pd.DataFrame:
    return datasets.load("branches")


def parts(widget: ipywidgets.Widget) -> Iterator[tuple[ipywidgets.Widget, bool]]:
    """Each widget, and whether it is shown."""
    stack = [(widget, True)]
    while stack:
        each, seen = stack.pop(0)
        seen = seen and not is_hidden(each)
        yield each, seen
        stack += [(child, seen) for child in getattr(each, "children", ())]


class Piece:
    """A piece's widgets, found as a learner would."""

    def __init__(self, name: str = "evidence") -> None:
        self.explorer = explore(name)
        self.widget = self.explorer.widget

    def of(self, kind: type) -> list[ipywidgets.Widget]:
        return [each for each, _seen in parts(self.widget) if isinstance(each, kind)]

    def press(self, name: str) -> None:
        shown = [
            each for each, seen in parts(self.widget) if seen and getattr(each, "description", "") == name
        ]
        assert shown, f"{name} is not shown"
        shown[0].click()

    def vote(self, opinion: str, confidence: str = "Con dudas") -> None:
        self.of(ipywidgets.RadioButtons)[0].value = opinion
        self.press(confidence)

    @property
    def typed(self) -> ipywidgets.Text:
        return self.of(ipywidgets.Text)[0]

    def bet(self, words: str) -> None:
        self.typed.value = words
        self.press("Apostar y ver")

    def text(self) -> str:
        return " ".join(
            each.value for each, seen in parts(self.widget) if seen and isinstance(each, ipywidgets.HTML)
        )


def test_nothing_is_shown_before_a_vote_and_a_bet() -> None:
    piece = Piece()
    assert "<img" not in piece.text()
    piece.bet("0,4")
    assert "Primero vota" in piece.text()
    piece.vote("yes")
    piece.bet("")
    assert "Mueve el deslizador o escribe" in piece.text()
    assert "<img" not in piece.text()
    piece.bet("0,8")
    assert "La correlación es 0,45. Habías dicho 0,80." in piece.text()
    assert "<img" in piece.text()
    with pytest.raises(AssertionError, match="not shown"):
        piece.press("Cambiar el voto")


@pytest.mark.parametrize(
    ("words", "told"),
    [("mucho", "no es un número: escribe por ejemplo 0,2"), ("1,2", "va de −1 a 1"), ("-3", "va de −1 a 1")],
)
def test_a_bet_that_is_no_correlation_is_explained_and_not_taken(words: str, told: str) -> None:
    piece = Piece()
    piece.vote("no")
    piece.bet(words)
    assert told in piece.text()
    assert isinstance(piece.explorer, Explorer)
    assert piece.explorer.predictions == {}


@pytest.mark.parametrize("value", [-1.0, 1.0, 0.35])
def test_the_slider_bets_too_also_at_its_ends(value: float) -> None:
    piece = Piece()
    piece.vote("no")
    piece.of(ipywidgets.FloatSlider)[0].value = value
    piece.press("Apostar y ver")
    assert isinstance(piece.explorer, Explorer)
    assert piece.explorer.predictions == {"satisfaction": pytest.approx(value)}


def test_dividing_changes_the_numbers_and_another_outcome_needs_its_own_bet() -> None:
    piece = Piece()
    piece.vote("depends")
    piece.bet("0.5")
    contact, area = piece.of(ipywidgets.Checkbox)
    contact.value = True
    assert "Contacto alto: 0,78; contacto bajo: 0,02." in piece.text()
    area.value = True
    assert "<td>163</td>" in piece.text()
    piece.of(ipywidgets.RadioButtons)[1].value = "profit"
    assert "<img" not in piece.text()
    assert not contact.value
    assert not area.value
    piece.bet("0")
    contact.value = True
    assert "contacto bajo: 0,54" in piece.text()
    piece.of(ipywidgets.RadioButtons)[1].value = "satisfaction"
    assert "Habías dicho 0,50." in piece.text(), "a bet stands"


def test_the_two_votes_are_kept_and_the_debate_says_how_they_moved(folder: Path) -> None:
    Piece().vote("yes", "Con seguridad")
    debate = Piece("debate")
    assert "en contra de tu voto" not in debate.text(), "the other side speaks after the vote"
    debate.press("Con dudas")
    assert "Elige primero" in debate.text()
    debate.vote("depends")
    assert "Has cambiado de voto" in debate.text()
    assert "cómodo si no dice de qué" in debate.text()
    kept = json.loads((folder / "answers.json").read_text("utf-8"))["answers"]
    assert {key: (each["response"], each["confidence"]) for key, each in kept.items()} == {
        BEFORE: ("yes", "sure"),
        AFTER: ("depends", "fairly"),
    }
    again = Piece("debate")
    assert "Has cambiado de voto" in again.text(), "it outlives the kernel"
    again.press("Cambiar el voto")
    again.vote("yes", "Casi al azar")
    assert "con otra seguridad" in again.text()
    assert "apenas se trata con el cliente" in again.text()


def test_a_second_vote_without_a_first_and_a_spoilt_file_are_told(folder: Path) -> None:
    (folder / "answers.json").write_text(
        json.dumps({"version": 1, "answers": {BEFORE: {"response": ["x"], "confidence": "sure"}}})
    )
    debate = Piece("debate")
    debate.vote("no")
    assert "No hay primera votación" in debate.text()


def test_the_text_forms_tell_the_question_and_both_sides() -> None:
    assert "contacto alto: 0,78; contacto bajo: 0,02" in repr(explore("evidence"))
    assert repr(explore("debate")).count("En contra:") == 3


def test_each_division_has_its_reading() -> None:
    said = {reading(name, contact, area) for name in OUTCOMES for contact in BOTH for area in BOTH}
    assert len(said) == 8


def test_the_model_is_as_the_lesson_reads_it() -> None:
    truth = datasets.truth("branches")
    assert (truth["confounder"], truth["moderator"]) == ("area", "contact")
    assert truth["stratified_correlation"]["low"] == 0
    low = [each.correlation for each in stratify("profit", True, True) if "bajo" in each.name]
    assert min(low) < 0 < max(low), "small numbers, one on each side"
    assert max(map(abs, low)) < 0.2


def test_the_correlation_of_the_item_comes_from_the_data(branches: pd.DataFrame) -> None:
    item = asked_as("09-low-contact-number", pair="low-profit")
    by = dict(list(branches.groupby("contact")))
    assert round(by["low"].morale.corr(by["low"].profit), 2) == round(item.parts["answer"], 2)
    assert {each["id"]: round(each["value"], 2) for each in item.parts["wrong"]} == {
        "high": round(by["high"].morale.corr(by["high"].profit), 2),
        "raw": round(branches.morale.corr(branches.profit), 2),
        "satisfaction": round(by["low"].morale.corr(by["low"].satisfaction), 2),
    }


def test_the_path_of_the_item_is_the_model_s() -> None:
    item = asked_as("09-slope-number", first=0.72, second=0.8, rise=10)
    effect = datasets.truth("branches")["effect_on_quality"]["high"]
    assert effect == pytest.approx(0.72)
    large = datasets.load("branches", size=200_000)
    per_quality = np.polyfit(large.quality, large.satisfaction, 1)[0]
    assert per_quality == pytest.approx(0.8, abs=0.01)
    assert item.parts["answer"] == pytest.approx(10 * effect * 0.8)
    wrong = {each["id"]: each["value"] for each in item.parts["wrong"]}
    assert wrong["quality"] == pytest.approx(10 * effect)
    assert wrong["mean"] == pytest.approx(item.parts["answer"] / 2)


def test_numbers_told_in_items_are_those_of_the_data(branches: pd.DataFrame) -> None:
    reason = next(each["why"] for each in find("09-zone-drop").parts["options"] if each.get("correct"))
    told = reason + find("09-consultant").prompt
    strata = [("profit", 0, 0), ("profit", 1, 1)]
    strata += [("satisfaction", 0, 0), ("satisfaction", 0, 1)]
    for outcome, contact, area in strata:
        for each in stratify(outcome, bool(contact), bool(area)):
            assert each.told.rpartition(": ")[2] in told


def test_the_plot_says_its_correlations_and_refuses_other_columns(branches: pd.DataFrame) -> None:
    said = repr(plots.strata(branches, "morale", "profit", "morale-profit", panels="contact"))
    assert "contacto bajo: r = 0,54" in said
    with pytest.raises(ValueError, match="«moral»"):
        plots.strata(branches, "moral", "profit", "morale-profit")
    with pytest.raises(ValueError, match="demasiados"):
        plots.strata(branches, "morale", "profit", "morale-profit", marks="branch")
