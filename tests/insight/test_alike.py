"""Hand-ins that are alike: what is found, what is not, and at which rate nobody is accused."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from dosclientes.demo.learners import draw
from dosclientes.demo.simulated import Asked, Sheet, as_group, asked, sheet
from dosclientes.insight.alike.answers import FALSE, shared_answers
from dosclientes.insight.alike.fingerprints import numbers, of_code, of_text
from dosclientes.insight.alike.written import somebody_elses, written_alike
from dosclientes.insight.read.model import Group, HandIn
from dosclientes.insight.show.people_page import people_page
from dosclientes.insight.whole import report
from dosclientes.language.translation import use_language
from tests.insight.classes import group

CODE = """def waits(table, priority):
    chosen = table[table["priority"] == priority]
    grouped = chosen.groupby("ward")["minutes"].quantile(0.9)
    spread = grouped.max() - grouped.min() + len(chosen) * 0
    return {ward: float(value) for ward, value in grouped.items()}
"""
RENAMED = """# mine
def f(t, p):
    g = t[t["priority"] == p]
    k = g.groupby("ward")["minutes"].quantile(0.9)
    z = k.max() - k.min() + len(g) * 0
    return {a: float(b) for a, b in k.items()}
"""
OTHER = """def waits(table, priority):
    found = {}
    for ward in sorted(set(table.ward)):
        minutes = table.loc[(table.ward == ward) & (table.priority == priority), "minutes"]
        if len(minutes) > 0:
            found[ward] = np.percentile(minutes.to_numpy(), 90, method="linear")
    return found
"""
TEXT = (
    "My library lends books to the town. The boundary is its staff. The catalogued book is the output; the desk "
    "receives it from the catalogue room and is therefore an internal customer, while readers are external ones."
)


@pytest.fixture(scope="module")
def learners() -> tuple[list[Asked], list[Sheet]]:
    chance = random.Random(5)
    questions = asked("a1", "es")
    return questions, [
        sheet(questions, who, chance) for who in draw([f"s{n:03}" for n in range(900)], chance)
    ]


def written(**cells: str) -> dict[str, tuple[str, str]]:
    return {name: ("markdown" if name == "text" else "code", words) for name, words in cells.items()}


def wrote(*people: dict[str, str], given: dict[str, str] | None = None) -> Group:
    hand_ins = [HandIn(f"s{n}", written=written(**cells)) for n, cells in enumerate(people)]
    return group([[1.0, 0.0]] * len(people), hand_ins, given=given or {})


def test_copied_answers_are_found_among_thirty(learners: tuple[list[Asked], list[Sheet]]) -> None:
    """Of a learner with many wrong answers: right ones that two share say nothing."""
    questions, sheets = learners
    some = sheets[:59][::2][:29]
    source = sorted(some, key=lambda one: sum(one.points.values()))[9]
    copy = replace(source, who=replace(source.who, id="copy"))
    found = shared_answers(as_group(questions, [*some, copy]))
    assert [(one.first, one.second) for one in found] == [(some.index(source), 29)]
    assert found[0].expected < len(found[0].answers)


def test_in_clean_classes_people_are_named_no_more_often_than_is_said(
    learners: tuple[list[Asked], list[Sheet]],
) -> None:
    questions, sheets = learners
    accused = [bool(shared_answers(as_group(questions, sheets[at : at + 30]))) for at in range(0, 900, 30)]
    assert sum(accused) / len(accused) <= FALSE


def test_a_shared_misconception_is_no_copy(learners: tuple[list[Asked], list[Sheet]]) -> None:
    """Two who hold M1 show it in many places: that counts once."""
    questions, _sheets = learners
    chance = random.Random(2)
    people = [
        replace(one, misconceptions=frozenset({"M1"})) for one in draw([f"s{n}" for n in range(30)], chance)
    ]
    assert shared_answers(as_group(questions, [sheet(questions, one, chance) for one in people])) == []


def test_code_with_other_names_and_in_another_order_is_the_same() -> None:
    assert of_code(CODE) == of_code(RENAMED)
    assert not of_code(CODE) & of_code(OTHER)
    assert of_code("a = 1\n" + CODE) == of_code(CODE + "b = 2\n")
    assert of_code("this is no code (") == set()
    (found,) = written_alike(wrote({"f": CODE}, {"f": RENAMED}, {"f": OTHER}))
    assert (found.first, found.second, found.kind, found.share) == (0, 1, "code", 1.0)


def test_a_text_with_words_changed_is_found_and_what_the_task_gave_is_nobodys() -> None:
    changed = TEXT.replace("My library", "Our LIBRARY").replace("town", "village")
    (found,) = written_alike(wrote({"text": TEXT}, {"text": changed}, {"text": "Something else. " * 20}))
    assert (found.first, found.second, found.kind) == (0, 1, "text")
    assert 0.5 <= found.share < 1
    assert written_alike(wrote({"text": TEXT}, {"text": TEXT}, given={"task": TEXT})) == []
    assert of_text("Too short") == set()


def test_what_a_fifth_of_the_class_writes_is_nobodys() -> None:
    assert written_alike(wrote(*[{"f": CODE}] * 8)) == []


def test_numbers_that_nobody_else_has_lower_the_bar() -> None:
    assert numbers("a = 12.75; b = 90; c = 1000; d = 0.00125") == {"12.75", "0.00125"}
    mine, theirs = (
        {"own": "best = [41.75, 38.25]\nx = 3"},
        {"own": "answer = (38.25, 41.75, 99.875, 12.125, 17.375)"},
    )
    found = written_alike(wrote(mine, theirs, {"own": "best = [40.25, 39.125]"}))
    assert [(one.first, one.second, one.kind) for one in found] == [(0, 1, "numbers")]


def test_somebody_elses_data_are_named_as_such() -> None:
    people = [
        HandIn("ana", owner="luis"),
        HandIn("luis", written=written(own='data = drawn_for("Ana", "waits")')),
        HandIn("eva", written=written(own='name = "eva"')),
    ]
    found = group([[1, 0]] * 3, people)
    assert somebody_elses(found) == [(0, "luis"), (1, "ana")]
    with use_language("en"):
        assert "ana: the hand-in uses the data of luis." in people_page(report(found))


def test_the_page_shows_both_texts_and_says_that_a_person_decides() -> None:
    found = report(wrote({"text": TEXT + " <b>"}, {"text": TEXT}))
    with use_language("en"):
        page = people_page(found)
    assert "a person decides" in page
    assert page.count("catalogue room") == 2
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
