"""What comes back and when, where the learner stands, and how a lesson opens and ends."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from dosclientes import exercise, mastery, placement, retrieval, review, time_left
from dosclientes.items import find, lesson_items
from dosclientes.items.revisions import answer_name
from dosclientes.language.translation import use_language
from dosclientes.progress import mastery as standings
from dosclientes.progress import queue, record, recording, session
from dosclientes.progress.lessons import lessons, placement_items
from dosclientes.progress.queue import due_items, pick
from dosclientes.progress.record import add
from dosclientes.progress.schedule import Given, replay
from dosclientes.progress.session import ask

NOW = datetime.now().astimezone().replace(hour=12).astimezone(UTC)
"""Noon: what comes back does so by days of the calendar, and a test run may cross midnight."""


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for module in (record, recording, queue, standings, session):
        monkeypatch.setattr(module, "now", lambda: NOW)


def given(item: str, confidence: str = "fairly", fraction: float = 1.0, days: float = 0.0) -> Given:
    name = f"{item}-{confidence}-{fraction:g}-{days:g}".replace(".", "_")
    return Given(
        name,
        answer_name(item),
        NOW - timedelta(days=days),
        confidence,
        fraction,
        () if fraction == 1 else ("M1",),
    )


def due(confidence: str, fraction: float) -> timedelta:
    card = replay([given("01-bus", confidence, fraction)], NOW)
    assert card
    return card.due - NOW


def test_surer_and_righter_means_later() -> None:
    order = [("sure", 0.0), ("fairly", 0.5), ("guess", 1.0), ("fairly", 1.0), ("sure", 1.0)]
    times = [due(*one) for one in order]
    assert times == sorted(times)
    assert times[2] < times[3] < times[4]


def test_nothing_comes_back_before_the_next_day_of_the_calendar() -> None:
    for confidence, fraction in (("sure", 0.0), ("guess", 1.0)):
        card = replay([given("01-bus", confidence, fraction)], NOW)
        assert card
        begins = card.due.astimezone()
        assert (begins.hour, begins.minute) == (0, 0)
        assert begins.date() == NOW.astimezone().date() + timedelta(days=1)


def at_hour(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of the learner's own calendar."""
    return datetime(2026, 3, day, hour, minute).astimezone()


def answered(at: datetime, confidence: str = "sure", fraction: float = 1.0) -> Given:
    return Given(at.isoformat(), "01-bus", at.astimezone(UTC), confidence, fraction)


def test_ten_right_answers_in_ten_minutes_are_one() -> None:
    ten = [answered(at_hour(1, 9, minute)) for minute in range(10)]
    once, often = replay(ten[:1], NOW), replay(ten, NOW)
    assert once
    assert often
    assert (often.due, often.days) == (once.due, 1)
    assert often.due < at_hour(1, 9) + timedelta(days=30)


def test_what_one_answers_after_the_explanation_does_not_count() -> None:
    card = replay([answered(at_hour(1, 9), "sure", 0.0), answered(at_hour(1, 9, 1))], NOW)
    assert card
    assert card.shaky
    assert card.last.surprised


def test_a_day_is_one_of_the_calendar_and_not_24_hours() -> None:
    night = replay([answered(at_hour(1, 23, 50)), answered(at_hour(2, 0, 10))], NOW)
    day = replay([answered(at_hour(1, 0, 10)), answered(at_hour(1, 23, 50))], NOW)
    assert night
    assert day
    assert (night.days, day.days) == (2, 1)
    assert night.proven
    assert not day.proven


def test_a_slip_begins_the_count_of_days_again() -> None:
    answers = [answered(at_hour(1, 9)), answered(at_hour(2, 9)), answered(at_hour(3, 9), "sure", 0.0)]
    card = replay([*answers, answered(at_hour(4, 9))], NOW)
    assert card
    assert (card.days, card.proven) == (1, False)
    slipped = replay(answers, NOW)
    assert slipped
    assert slipped.due == at_hour(4, 0), "wrong comes back the next day, however well it was known"


def test_the_order_in_which_answers_arrive_changes_nothing() -> None:
    answers = [given("01-bus", "sure", number % 2, number) for number in range(9)]
    mixed = list(answers)
    random.Random(1).shuffle(mixed)
    assert replay(answers, NOW) == replay(mixed, NOW)


def test_sure_and_wrong_comes_first_with_its_misconception_and_neighbours_differ() -> None:
    add([given(item.id, "fairly", 0.0, 1) for item in lesson_items("01")[:4]])
    add([given(item.id, "fairly", 0.0, 1) for item in lesson_items("02")[:4]])
    add([given("03-nuria", "sure", 0.0, 1)])
    found, count = due_items(standings.standing(), 10)
    assert found[0].id == "03-nuria"
    assert len(found) == count == 9
    assert all(one.id[:2] != then.id[:2] for one, then in pairwise(found))
    assert "cliente es quien paga" in repr(review()).split("03-nuria")[0]


def test_a_finished_lesson_also_brings_what_it_did_not_ask() -> None:
    lesson = lessons()[1]
    add([given(item, "sure") for item in lesson.asked])
    unasked = {item.id for item in due_items(standings.standing(), 99)[0]}
    assert unasked == set(lesson.items) - set(lesson.asked)
    assert unasked


def test_retrieval_takes_shaky_items_of_earlier_lessons_and_keeps_them_for_the_day() -> None:
    fixed = [one.item.id for one in retrieval("03").exercises]  # type: ignore[attr-defined]
    add(
        [
            given("01-distributor", "guess"),
            given("02-quoted-standard", "sure", 0.0),
            given("03-nuria", "sure", 0.0),
        ]
    )
    names = [one.item.id for one in retrieval("03").exercises]  # type: ignore[attr-defined]
    assert names == ["02-quoted-standard", "01-distributor", fixed[0]]
    add([Given("later", answer_name("02-quoted-standard"), NOW + timedelta(seconds=1), "sure", 1.0)])
    assert pick("03", standings.standing()) == names[:2]


def test_retrieval_asks_afresh_what_the_lesson_has_answered() -> None:
    task = exercise("01-bus")
    task.answer({case["id"]: "not-customer" for case in task.item.parts["cases"]}, "sure")
    assert exercise("01-bus").last() is not None
    assert all(one.last() is None for one in retrieval("02").exercises)  # type: ignore[attr-defined]


def test_every_item_practises_one_objective() -> None:
    for lesson in lessons():
        judged = [item.id for item in lesson_items(lesson.number) if item.kind != "write"]
        assert sorted(lesson.items) == sorted(judged)
        assert all(objective.items for objective in lesson.objectives)


def test_the_map_says_where_one_stands_and_one_next_step() -> None:
    assert "empezado" not in repr(mastery())
    first = lessons()[0]
    add([given(item, "sure", days=2) for item in first.asked])
    assert standings.objective_state(first, first.objectives[0], standings.standing()) == "known"
    add([given(item, "sure", days=1) for item in first.asked])
    assert standings.objective_state(first, first.objectives[0], standings.standing()) == "mastered"
    assert standings.next_step(standings.standing()).lesson == lessons()[1]
    later = standings.standing(NOW + timedelta(days=300))
    assert standings.objective_state(first, first.objectives[0], later) == "due"
    assert standings.next_step(later).what == "review"
    add(
        [Given("wrong", answer_name("01-definition-parts"), NOW + timedelta(seconds=5), "sure", 0.0, ("M1",))]
    )
    shown = repr(mastery())
    assert "≈ 01 · El cliente según la ISO 9000: definir" in shown
    assert f"acertabas {2 * len(first.asked)} de {2 * len(first.asked) + 1}" in shown
    assert "cliente es quien paga.\nSe trata en: lección 01, «La definición, en cuatro piezas»" in shown
    assert "Lo siguiente: la lección 02" in shown, "it comes back tomorrow"
    assert ".ipynb" not in shown, "a title is enough: on the page it is a link"
    assert standings.next_step(standings.standing(NOW + timedelta(days=1))).what == "review"
    with use_language("en"):
        assert "shaky" in mastery()._repr_html_()


def test_minutes_fall_with_each_answer() -> None:
    assert "45 minutos" in repr(time_left("01"))
    line = time_left("01")
    for item in lessons()[0].asked[:7]:
        line._book.put(answer_name(item), "x", "sure")
    assert "25 minutos" in repr(line)
    for item in lessons()[0].asked:
        line._book.put(answer_name(item), "x", "sure")
    assert "todo" in repr(line)


def test_the_placement_names_lessons_to_skim() -> None:
    assert [item[:2] for item in placement_items()] == [lesson.number for lesson in lessons()]
    test = placement()
    assert "10" in test.advice()
    for one in test.exercises:
        options = one.item.parts.get("options")
        if options:
            one.answer(next(option["id"] for option in options if option.get("correct")), "sure")
        else:
            one.answer({case["id"]: case["answer"] for case in one.item.parts["cases"]}, "guess")
    skim, read = test.advice().splitlines()
    assert "02 ·" in skim
    assert "01 ·" in read
    assert not Path("answers.json").exists(), "the lessons ask again"


TYPED = {
    "01-vaccine-first-guess": ["9", "leo"],
    "01-vaccine-all": ["1 2"],
    "01-ask-in-order": ["1", " ".join(map(str, range(1, find("01-ask-in-order").parts["draw"] + 1)))],
    "01-lost-share": ["mucho", "12,5 %"],
    "01-bus": ["1"] * find("01-bus").parts["draw"],
}


@pytest.mark.parametrize("item", TYPED)
def test_every_kind_is_answered_by_typing(item: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = iter([*TYPED[item], "7", "1"])  # 7 is no confidence
    assert ask(find(item), lambda _prompt: next(lines))
    assert next(lines, None) is None
    assert {"Correcto.", "Todavía no.", "En parte."} & set(capsys.readouterr().out.splitlines())


def test_the_end_of_input_ends_the_session() -> None:
    def nothing(_prompt: str) -> str:
        raise EOFError

    assert not ask(find("01-bus"), nothing)
    assert not ask(find("01-bus"), lambda _prompt: "q")
