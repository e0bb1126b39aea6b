"""Lesson 10: the impact and effort board, and the numbers of the improvements tried."""

from __future__ import annotations

import json
from pathlib import Path

import ipywidgets
import pandas as pd
import pytest

from dosclientes import datasets, explore, plots
from dosclientes.answers import AnswerBook
from dosclientes.explorers.board.actions import ACTIONS, EASY, STRONG, quadrant
from dosclientes.explorers.board.plan import Plan
from dosclientes.items import Item
from tests.asked import asked_as
from tests.widgets import parts


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def actions() -> pd.DataFrame:
    return datasets.load("actions")


class Piece:
    """The board's widgets, found as a learner would."""

    def __init__(self) -> None:
        self.explorer = explore("board")
        self.all = list(parts(self.explorer.widget))

    def field(self, name: str) -> ipywidgets.Widget:
        return next(each for each in self.all if getattr(each, "description", "") == name)

    def place(self, action: str, effort: int, impact: int, customer: str, *, plan: bool = False) -> None:
        self.field("Acción").value = action
        self.field("Esfuerzo (días)").value = effort
        self.field("Impacto (puntos)").value = impact
        self.field("¿A qué cliente sirve?").value = customer
        self.field("Entra en mi plan").value = plan
        self.field("Colocar").click()

    def text(self) -> str:
        return " ".join(each.value for each in self.all if isinstance(each, ipywidgets.HTML))


def test_each_action_borrows_a_row_for_the_customer_it_serves(actions: pd.DataFrame) -> None:
    rows = actions.set_index("action")
    assert len({action.row for action in ACTIONS.values()}) == len(ACTIONS) == 10
    for action in ACTIONS.values():
        row = rows.loc[action.row]
        assert action.effect.side == row.target == action.side, action.id
        assert action.effect.effort == row.effort
        assert action.effect.load == pytest.approx(row.workload_after - row.workload_before)
    truth = datasets.truth("actions")
    assert (truth["effort_median"], truth["impact_median"]) == (EASY, STRONG)


def test_every_quarter_holds_some_of_the_simulated_actions() -> None:
    found = {quadrant(each.effect.effort, each.effect.impact) for each in ACTIONS.values()}
    assert found == {"first", "plan", "fill", "drop"}
    assert [quadrant(*each) for each in [(8, 10), (9, 10), (8, 9), (9, 9)]] == [
        "first",
        "plan",
        "fill",
        "drop",
    ]


def test_as_the_lesson_says_the_messages_rank_first_and_load_most() -> None:
    effect = ACTIONS["notice"].effect
    assert quadrant(effect.effort, effect.impact) == "first"
    assert effect.load == max(each.effect.load for each in ACTIONS.values())


def test_placing_asks_for_the_customer_and_then_says_who_receives() -> None:
    piece = Piece()
    piece.place("labels", 5, 20, "")
    assert "di a qué cliente sirve" in piece.text()
    assert piece.explorer.plan.placed == {}
    piece.place("labels", 5, 20, "external")
    assert "«Hacer primero». ✗" in piece.text()
    piece.place("labels", 20, 1, "internal")
    assert "«Dejar». ✓" in piece.text()


def test_a_plan_for_one_side_is_warned_and_one_for_both_is_not() -> None:
    piece = Piece()
    piece.place("labels", 5, 20, "internal", plan=True)
    assert "Solo sirve a quien está dentro" in piece.text()
    piece.place("journey", 10, 20, "external", plan=True)
    assert "Sirve a los dos lados" in piece.text()
    piece.place("labels", 5, 20, "internal", plan=False)
    assert "Solo sirve a quien está fuera" in piece.text()


def test_overload_is_foreseen_and_then_read_from_the_simulation() -> None:
    board = explore("board")
    assert "+2,0 horas" in board.place("notice", 4, 12, "external", plan=True)
    assert "Sobrecarga" in board.place("meetings", 6, 9, "external", plan=True)
    mixed = board.place("forecast", 8, 20, "internal", plan=True)
    assert "+1,0 horas" in mixed
    relieved = board.place("labels", 5, 20, "internal", plan=True)
    assert "Sobrecarga" not in relieved
    assert "Suben las acciones: 6 (+2,0); 9 (+2,0)" in relieved
    assert board.compare()
    total = sum(ACTIONS[name].effect.load for name in ("notice", "meetings", "forecast", "labels"))
    assert f"{abs(total):.1f}".replace(".", ",") in "\n".join(board.plan.remarks())


def test_a_plan_that_does_not_fit_is_said_and_the_favourite_is_contradicted() -> None:
    board = explore("board")
    board.place("forecast", 16, 30, "internal", plan=True)
    board.place("journey", 10, 10, "external", plan=True)
    assert "Cabe: suma 26 de 26" in "\n".join(board.plan.remarks())
    said = board.place("notice", 1, 29, "external", plan=True)
    assert "No cabe: suma 27" in said
    assert ACTIONS["notice"].counter_argument in said


def test_the_simulation_is_shown_only_after_three_bets() -> None:
    piece = Piece()
    for name in ("labels", "notice"):
        piece.place(name, 5, 5, "internal")
    piece.field("Comparar con lo simulado").click()
    assert "primero se apuesta" in piece.text()
    assert "<table" not in piece.text()
    piece.place("outing", 5, 5, "internal")
    piece.field("Comparar con lo simulado").click()
    assert piece.text().count('class="dc-there"') == 3
    assert "+4,9" in piece.text()
    assert "no prueban nada" in piece.text()


def test_the_plan_returns_after_a_restart(tmp_path: Path) -> None:
    Piece().place("channels", 12, 13, "internal", plan=True)
    kept = json.loads((tmp_path / "answers.json").read_text(encoding="utf-8"))["answers"]["10-board"]
    assert kept["response"]["placed"]["channels"]["effort"] == 12
    again = Piece()
    assert "esfuerzo 12, impacto 13" in again.text()
    again.field("Acción").value = "channels"
    assert again.field("Esfuerzo (días)").value == 12
    assert again.field("¿A qué cliente sirve?").value == "internal"
    assert again.field("Entra en mi plan").value


@pytest.mark.parametrize(
    "kept",
    [
        "nothing",
        {"placed": [1]},
        {"placed": {"labels": {"effort": "5", "impact": 5, "customer": "internal"}}},
        {"placed": {"labels": {"effort": 500, "impact": 5, "customer": "internal"}}},
        {
            "placed": {"labels": {"effort": 5, "impact": 5, "customer": "boss"}, "unknown": {}},
            "compared": True,
        },
    ],
)
def test_what_somebody_edited_out_of_shape_counts_as_not_placed(kept: object) -> None:
    AnswerBook().put("10-board", kept, "fairly")
    assert explore("board").plan == Plan()
    assert "vacío" in Piece().text()


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (("label", 5, 5, "internal"), "No existe: label"),
        (("labels", 5, 5, "boss"), "boss"),
        (("labels", "5", 5, "internal"), "sin decimales"),
        (("labels", 2.5, 5, "internal"), "sin decimales"),
        (("labels", 0, 5, "internal"), "de 1 a 20"),
        (("labels", 5, 31, "internal"), "de 1 a 30"),
    ],
)
def test_bad_input_in_code_gets_a_sentence(call: tuple[str, int, int, str], told: str) -> None:
    board = explore("board")
    assert told in board.place(*call)
    assert board.plan.placed == {}


def test_next_goes_to_an_action_not_placed_yet_and_comes_round() -> None:
    piece = Piece()
    piece.place("labels", 5, 5, "internal")
    piece.place("cases", 5, 5, "internal")
    piece.field("Acción").value = "forecast"
    piece.field("Siguiente acción").click()
    assert piece.field("Acción").value == "forum"


def test_what_was_chosen_is_kept_when_the_action_is_reported_late() -> None:
    """A page holds back the second of two quick changes of a menu: what was chosen for it overtakes it."""
    piece = Piece()
    first, passed, meant = list(ACTIONS)[:3]
    action, customer = piece.field("Acción"), piece.field("¿A qué cliente sirve?")
    action.value = passed
    customer.value, piece.field("Impacto (puntos)").value = "external", 27
    action.value = meant
    assert (customer.value, piece.field("Impacto (puntos)").value) == ("external", 27)
    piece.field("Colocar").click()
    assert piece.explorer.plan.placed[meant].customer == "external"
    action.value = passed
    assert (customer.value, piece.field("Impacto (puntos)").value) == ("", 15), "placed: the next begins anew"
    customer.value = "internal"
    action.value = meant
    assert customer.value == "external", "where an action was placed is shown as it is"
    action.value, customer.value = first, "internal"
    piece.field("Siguiente acción").click()
    assert (action.value, customer.value) == (passed, ""), "who goes on has left it unplaced"


def test_two_actions_in_one_place_are_both_seen_and_told() -> None:
    piece = Piece()
    piece.place("labels", 5, 5, "internal")
    piece.place("notice", 5, 5, "external")
    assert piece.text().count('<g class="dc-mark') == 2
    assert '<li class="dc-internal">1.' in piece.text()
    assert '<li class="dc-external">6.' in piece.text()
    assert repr(piece.explorer).count("Mira quién recibe") == 2


def wrong(item: Item) -> dict[str, float]:
    return {each["id"]: each["value"] for each in item.parts["wrong"]}


def test_the_value_plan_comes_from_the_data(actions: pd.DataFrame) -> None:
    points, days, counts = {}, {}, {}
    valued = actions.assign(value=actions.impact / actions.effort)
    for by in ("impact", "value"):
        ranked = valued.sort_values(by, ascending=False)
        fits = ranked[ranked.effort.cumsum() <= 26]
        points[by], days[by], counts[by] = fits.impact.sum(), fits.effort.sum(), len(fits)
        more = ranked.head(len(fits) + 1).impact.sum()
    item = asked_as("10-value-plan", budget=26)
    assert points["value"] == pytest.approx(item.parts["answer"])
    expected = {
        "by-impact": points["impact"],
        "days": days["value"],
        "count": counts["value"],
        "one-more": more,
    }
    assert wrong(item) == pytest.approx(expected)
    assert counts == {"impact": 2, "value": 6}


def test_the_load_comes_from_the_data(actions: pd.DataFrame) -> None:
    change = actions.workload_after - actions.workload_before
    means = change.groupby(actions.target).mean()
    item = asked_as("10-load-change", target="external", middle="mean")
    tolerance = item.parts["tolerance"]["absolute"]
    assert means["external"] == pytest.approx(item.parts["answer"], abs=0.001)
    after = actions[actions.target == "external"].workload_after.mean()
    expected = {
        "internal": means["internal"],
        "all": change.mean(),
        "sign": -means["external"],
        "level": after,
    }
    assert wrong(item) == pytest.approx(expected, abs=tolerance)


def test_the_two_computed_numbers() -> None:
    exponent = datasets.truth("actions")["impact_by_effort"]
    item = asked_as("10-double-effort", exponent=exponent, times=2)
    assert 2**exponent == pytest.approx(item.parts["answer"], abs=1e-4)
    chain = [0.95, 0.95, 0.95, 0.70]
    item = asked_as("10-weakest-link", usual=95, weak=70)
    assert pytest.approx(item.parts["answer"], abs=0.001) == 100 * 0.95**3 * 0.70
    assert wrong(item)["mean"] == pytest.approx(100 * sum(chain) / 4)
    assert round(100 * 0.95**4) == 81


def test_the_plot_says_its_quarters_and_refuses_other_tables(actions: pd.DataFrame) -> None:
    assert "De 48 acciones" in repr(plots.tried(actions, "effort-impact"))
    with pytest.raises(ValueError, match="effort"):
        plots.tried(actions[["target", "impact"]], "effort-impact")
    with pytest.raises(ValueError, match="ninguna fila"):
        plots.tried(actions.head(0), "effort-impact")
