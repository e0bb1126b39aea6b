"""Pieces that ask for a prediction before they move: what is closed until then, and what is kept and compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import ipywidgets
import pytest

from dosclientes import explore
from dosclientes.exercises.light import is_hidden
from tests.widgets import parts

RIGHT = {"editions": "4", "chain": "5", "boundary": "2", "sigma": "30", "likert": "up"}
WRONG = {"editions": "7", "chain": "6", "boundary": "0", "sigma": "2", "likert": "down"}
NAMES = {"editions": "01", "chain": "02", "boundary": "04", "sigma": "06", "likert": "08"}


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def found(piece: Any, kind: type, name: str = "") -> Any:
    return next(each for each in parts(piece.widget) if isinstance(each, kind) and name in each.description)


def said(piece: Any) -> str:
    texts = [each.value for each in parts(piece.widget) if isinstance(each, ipywidgets.HTML)]
    return " ".join(text for text in texts if "base64," not in text)


def bet(piece: Any, guess: str) -> None:
    menu = next(each for each in parts(piece.widget) if isinstance(each, ipywidgets.Dropdown))
    menu.value = guess
    found(piece, ipywidgets.Button, "Apostar").click()


def look(name: str, piece: Any) -> None:
    """Bring a piece to where the prediction is decided."""
    if name == "editions":
        found(piece, ipywidgets.SelectionSlider).value = "2015"
    elif name == "chain":
        for _step in range(6):
            found(piece, ipywidgets.Button, "siguiente").click()
    elif name == "boundary":
        piece.declare("health_system")
    elif name == "sigma":
        found(piece, ipywidgets.FloatSlider).value = 4
    else:
        found(piece, ipywidgets.Checkbox, "dar la vuelta a P4").value = True


def controls(name: str, piece: Any) -> list[Any]:
    kinds: dict[str, Any] = {
        "editions": ipywidgets.SelectionSlider,
        "sigma": (ipywidgets.FloatSlider, ipywidgets.Text, ipywidgets.Checkbox),
        "likert": ipywidgets.Checkbox,
    }
    if name in kinds:
        return [
            each
            for each in parts(piece.widget)
            if isinstance(each, kinds[name]) and "dc-ways" not in each._dom_classes
        ]
    buttons = [each for each in parts(piece.widget) if isinstance(each, ipywidgets.Button)]
    return [each for each in buttons if "Apostar" not in each.description]


@pytest.mark.parametrize("name", RIGHT)
def test_nothing_moves_before_a_prediction_which_is_kept_and_compared(name: str, tmp_path: Path) -> None:
    piece = explore(name)
    moving = controls(name, piece)[:3]
    assert moving
    assert all(each.disabled for each in moving)
    found(piece, ipywidgets.Button, "Apostar").click()
    assert "Elige antes una respuesta" in said(piece)
    assert not (tmp_path / "answers.json").exists()
    bet(piece, WRONG[name])
    assert not any(each.disabled for each in moving)
    look(name, piece)
    assert "✗ Habías dicho" in said(piece)
    kept = json.loads((tmp_path / "answers.json").read_text("utf-8"))["answers"]
    assert kept[f"{NAMES[name]}-{name}-bet"]["response"] == WRONG[name]


@pytest.mark.parametrize("name", RIGHT)
def test_after_a_restart_it_is_open_and_a_right_prediction_is_told(name: str) -> None:
    bet(explore(name), RIGHT[name])
    again = explore(name)
    assert not any(each.disabled for each in controls(name, again)[:3])
    assert "Tu apuesta" in said(again)
    look(name, again)
    assert "✓ Era lo que habías dicho" in said(again)


@pytest.mark.parametrize("name", ["chain", "boundary"])
def test_a_press_on_the_drawing_before_the_prediction_changes_nothing(name: str) -> None:
    piece: Any = explore(name)
    _ = piece.widget
    graph = piece._graph if name == "chain" else piece.graph
    before = (list(graph.inside), graph.selected)
    graph._heard(graph, {"press": "doctor" if name == "chain" else "ward"}, None)
    assert (list(graph.inside), graph.selected) == before
    assert "Primero apuesta" in said(piece)
    bet(piece, RIGHT[name])
    graph._heard(graph, {"press": "doctor" if name == "chain" else "ward"}, None)
    assert (list(graph.inside), graph.selected) != before


@pytest.mark.parametrize("kept", ["99", 7, None, ["up"], {"a": 1}])
def test_an_edited_prediction_is_as_if_not_given(kept: object, tmp_path: Path) -> None:
    answers = {f"{number}-{name}-bet": {"response": kept} for name, number in NAMES.items()}
    answers |= {"03-sorting-bets": {"response": kept}, "09-evidence-bets": {"response": {"satisfaction": 5}}}
    (tmp_path / "answers.json").write_text(json.dumps({"version": 1, "answers": answers}))
    for name in NAMES:
        assert controls(name, explore(name))[0].disabled
    assert explore("sorting").predictions == explore("evidence").predictions == {}  # type: ignore[attr-defined]


def test_bets_of_sorting_and_evidence_outlive_the_kernel() -> None:
    for name, key, value in (("sorting", "payer", 7), ("evidence", "satisfaction", 0.4)):
        piece: Any = explore(name)
        key = key if name == "evidence" else next(iter(piece._criteria))
        piece.predictions[key] = value
        if name == "evidence":
            piece.votes.put("09-vote-before", "yes", "sure")
        again: Any = explore(name)
        assert again.predictions == {key: value}
        shown = [each for each in parts(again.widget) if isinstance(each, ipywidgets.Button)]
        change = [each for each in parts(again.widget) if getattr(each, "children", ())]
        vote = [
            box
            for box in change
            if any(getattr(b, "description", "") == "Cambiar el voto" for b in box.children)
        ]
        assert shown
        assert all(is_hidden(box) for box in vote), "seen is seen"
