"""Lesson 03: ten customers sorted by a criterion, and the numbers of the month at the desk."""

from __future__ import annotations

from pathlib import Path

import ipywidgets
import pandas as pd
import pytest

from dosclientes import datasets, explore, plots
from dosclientes.customers import classify
from dosclientes.exercises.light import is_hidden
from dosclientes.explorers.sorting.cases import TRAITS, clients
from dosclientes.explorers.sorting.rules import criteria
from dosclientes.items import find
from tests.asked import asked_as
from tests.widgets import parts

HITS = {
    "pays": 7,
    "contact-inside": 5,
    "contact-outside": 5,
    "need": 4,
    "mutual": 7,
    "label": 8,
    "consumes": 6,
    "boundary": 10,
}


@pytest.fixture(scope="module")
def tickets() -> pd.DataFrame:
    return datasets.load("tickets")


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


class Piece:
    """The piece's widgets, found as a learner would."""

    def __init__(self) -> None:
        self.explorer = explore("sorting")
        self.all = list(parts(self.explorer.widget))
        self.criterion = next(each for each in self.all if isinstance(each, ipywidgets.RadioButtons))
        self.guess = next(each for each in self.all if isinstance(each, ipywidgets.Dropdown))

    def press(self, name: str) -> None:
        button = next(each for each in self.all if getattr(each, "description", "") == name)
        assert not is_hidden(button), f"{name} is hidden"
        button.click()

    def text(self) -> str:
        return " ".join(each.value for each in self.all if isinstance(each, ipywidgets.HTML))


def test_the_procedure_gives_five_internal_and_five_external_customers() -> None:
    ten = clients()
    assert [client.kind for client in ten].count("internal") == 5
    assert [client.kind for client in ten].count("external") == 5
    for client in ten:
        assert classify(client.case, client.boundary).missing == ()
        assert set(client.facts) <= set(TRAITS), "no fact is told of a trait that does not exist"
        assert client.case.pays == (client.traits["pays"] == "+")


def test_only_the_boundary_places_all_ten() -> None:
    piece = explore("sorting")
    assert {each.id: piece.hits(each.id) for each in criteria()} == HITS


def test_the_two_readings_of_contact_are_each_other_s_mirror() -> None:
    rules = {each.id: each for each in criteria()}
    for client in clients():
        assert rules["contact-inside"].is_right(client) != rules["contact-outside"].is_right(client)


def test_nothing_is_sorted_before_a_bet() -> None:
    piece = Piece()
    assert "Diez clientes, sin ordenar<" in piece.text()
    piece.press("Ordenar")
    assert "Antes de ordenar, apuesta" in piece.text()
    assert "El criterio dice" not in piece.text()
    assert piece.explorer.predictions == {}


@pytest.mark.parametrize("bet", [0, 7, 10])
def test_a_bet_is_compared_with_the_count_and_the_counterexamples_are_named(bet: int) -> None:
    piece = Piece()
    piece.guess.value = bet
    piece.press("Ordenar")
    text = piece.text()
    assert "Coloca bien a 7 de 10." in text
    assert ("Lo que habías dicho." in text) == (bet == 7)
    for name, is_missed in {"Nuria": True, "Carmen": True, "Tomás": True, "Marta": False}.items():
        told = text.partition("Lo contradicen:")[2].partition("</ul>")[0]
        assert (name in told) == is_missed
    assert piece.guess.disabled, "a bet stands"
    assert text.count('<span class="dc-kind">') == 10, "each card still says what the customer is"


def test_a_bet_is_kept_while_one_looks_at_another_criterion() -> None:
    piece = Piece()
    piece.guess.value = 3
    piece.press("Ordenar")
    piece.press("Siguiente criterio")
    assert piece.criterion.value == "contact-inside"
    assert not piece.guess.disabled
    assert "sin ordenar" in piece.text()
    piece.criterion.value = "pays"
    assert piece.guess.value == 3
    assert "Habías dicho 3." in piece.text()


def test_where_needs_are_neither_basic_nor_social_the_criterion_does_not_decide() -> None:
    piece = Piece()
    piece.criterion.value = "need"
    piece.guess.value = 9
    piece.press("Ordenar")
    assert "El criterio no decide: 4" in piece.text()
    assert "No sabe qué decir de: Marta" in piece.text()
    assert piece.text().count("? no decide") == 4


def test_all_criteria_can_be_tried_to_the_end() -> None:
    piece = Piece()
    for number, each in enumerate(criteria()):
        assert piece.criterion.value == each.id
        piece.guess.value = 5
        piece.press("Ordenar")
        if number < len(HITS) - 1:
            piece.press("Siguiente criterio")
    assert "Nadie lo contradice" in piece.text()
    assert piece.text().count("de 10; dijiste 5") == len(HITS)


def test_the_text_form_tells_each_count() -> None:
    text = repr(explore("sorting"))
    assert text.count("Coloca bien a") == len(HITS)
    assert "Frontera. " in text


def test_the_payer_rule_s_number_comes_from_the_data(tickets: pd.DataFrame) -> None:
    counts = pd.crosstab(tickets.paid, tickets.type)
    item = asked_as(
        "03-payer-hits",
        external_paid=int(counts.loc[True, "external"]),
        internal_paid=int(counts.loc[True, "internal"]),
        external_free=int(counts.loc[False, "external"]),
        internal_free=int(counts.loc[False, "internal"]),
    )
    right = tickets.paid == (tickets.type == "external")
    assert 100 * right.mean() == pytest.approx(item.parts["answer"])
    external, paying = tickets[tickets.type == "external"], tickets[tickets.paid]
    assert {each["id"]: round(each["value"]) for each in item.parts["wrong"]} == {
        "payers-only": round(100 * counts.loc[True, "external"] / len(tickets)),
        "among-payers": round(100 * (paying.type == "external").mean()),
        "misses": round(100 * (1 - right.mean())),
        "externals": round(100 * external.paid.mean()),
    }
    truth = datasets.truth("tickets")["hits_by_payer"]
    assert round(100 * truth) == 74, "as the lesson says"
    missed = tickets[~right]
    assert (missed.type == "external").mean() > 0.8, "nearly all misses are external: 03-seventy-nine"


def test_the_goal_s_number_comes_from_the_data(tickets: pd.DataFrame) -> None:
    counts = pd.crosstab(tickets.goal, tickets.type)
    item = asked_as(
        "03-column-score",
        info_in=int(counts.internal["information"]),
        info_out=int(counts.external["information"]),
        repair=int(counts.internal["repair"]),
        supply_in=int(counts.internal["supply"]),
        supply_out=int(counts.external["supply"]),
        visit=int(counts.external["appointment"]),
    )
    best = counts.max(axis=1)
    assert 100 * best.sum() / len(tickets) == pytest.approx(item.parts["answer"])
    internal = (tickets.type == "internal").mean()
    assert {each["id"]: round(each["value"]) for each in item.parts["wrong"]} == {
        "sure-only": round(100 * best[["appointment", "repair"]].sum() / len(tickets)),
        "internal-share": round(100 * internal),
        "misses": round(100 * (1 - best.sum() / len(tickets))),
    }
    share = counts.internal["supply"] / counts.loc["supply"].sum()
    right = next(option for option in find("03-dotted-line").parts["options"] if option.get("correct"))
    assert f"{100 * internal:.0f} %" in right["why"]
    assert f"{100 * share:.0f} %" in right["why"]


def test_who_asks_is_the_boundary_under_another_name(tickets: pd.DataFrame) -> None:
    hits = {
        each: pd.crosstab(tickets[each], tickets.type).max(axis=1).sum() / len(tickets)
        for each in ("paid", "channel", "goal", "requester")
    }
    assert hits["requester"] == 1
    assert max(hits["channel"], hits["goal"]) < hits["paid"] < 1


def test_the_plot_says_its_shares_and_refuses_other_tables(tickets: pd.DataFrame) -> None:
    counts = pd.crosstab(tickets.goal, tickets.type)
    said = repr(plots.sides(counts, "goal-sides"))
    assert "reparación: 100 % internos" in said
    assert "cita: 0 % internos" in said
    with pytest.raises(ValueError, match="internal"):
        plots.sides(counts[["internal"]], "goal-sides")
