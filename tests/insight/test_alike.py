"""Hand-ins that are alike: what is found, what is not, and at which rate nobody is accused."""

from __future__ import annotations

import itertools
import math
import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dosclientes.demo.learners import draw
from dosclientes.demo.simulated import Asked, Sheet, as_group, asked, sheet
from dosclientes.insight.alike.answers import FALSE, shared_answers
from dosclientes.insight.alike.chances import chances, marks
from dosclientes.insight.alike.fingerprints import numbers, of_code, of_text
from dosclientes.insight.alike.sums import tail
from dosclientes.insight.alike.together import alike_together
from dosclientes.insight.alike.written import CODE, somebody_elses, written_alike
from dosclientes.insight.read.model import Group, HandIn, Question
from dosclientes.insight.show.people_page import people_page
from dosclientes.insight.whole import report
from dosclientes.language.translation import use_language
from tests.insight.classes import answered, group, item

CODE_OF_ONES_OWN = """def waits(table, priority):
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
USUAL = (
    ("g = t[t['priority'] == p]", "g = t.query('priority == @p')", "g = t.loc[t.priority.eq(p)]"),
    ("w = sorted(g['ward'].unique())", "w = list(dict.fromkeys(g.ward))", "w = sorted(set(g['ward']))"),
    (
        "a = g['minutes'].quantile(0.9)",
        "a = np.percentile(g['minutes'], 90)",
        "a = np.quantile(g.minutes, 0.9)",
    ),
    (
        "m = {k: g[g['ward'] == k]['minutes'].median() for k in w}",
        "m = g.groupby('ward')['minutes'].median().to_dict()",
        "m = dict(g.groupby('ward').minutes.agg(lambda one: one.median()))",
    ),
    (
        "return {k: round(float(m[k]), 1) for k in w if m[k] <= a}",
        "return pd.Series(m).reindex(w).round(1).to_dict()",
        "return dict(sorted((k, float(v)) for k, v in m.items()))",
        "return {str(k): float(m[k]) for k in w if len(g) > 0}",
        "return pd.Series(m)[lambda one: one <= a].to_dict()",
        "return {k: m.get(k, float('nan')) for k in w}",
    ),
)
"""Ways that many people write a step."""
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


def test_copied_answers_are_mostly_found_among_thirty(learners: tuple[list[Asked], list[Sheet]]) -> None:
    """Of learners with wrong answers: right ones that two share say little."""
    questions, sheets = learners
    some = sheets[:59][::2][:29]
    sources = sorted(some, key=lambda one: sum(one.points.values()))[3:18]
    seen = 0
    for source in sources:
        copy = replace(source, who=replace(source.who, id="copy"))
        found = shared_answers(as_group(questions, [*some, copy]))
        assert {(one.first, one.second) for one in found} <= {(some.index(source), 29)}
        assert all(one.expected < len(one.answers) for one in found)
        seen += len(found)
    assert seen >= 0.8 * len(sources)


@pytest.mark.parametrize("people", [10, 30])
def test_in_clean_classes_people_are_named_no_more_often_than_is_said(
    learners: tuple[list[Asked], list[Sheet]], people: int
) -> None:
    questions, sheets = learners
    classes = [sheets[at : at + people] for at in range(0, 900, people)]
    accused = [bool(shared_answers(as_group(questions, each))) for each in classes]
    assert sum(accused) / len(accused) <= FALSE


def test_a_shared_misconception_is_no_copy(learners: tuple[list[Asked], list[Sheet]]) -> None:
    """Two who hold M1 show it in many places: that counts once."""
    questions, _sheets = learners
    chance = random.Random(2)
    people = [
        replace(one, misconceptions=frozenset({"M1"})) for one in draw([f"s{n}" for n in range(30)], chance)
    ]
    assert shared_answers(as_group(questions, [sheet(questions, one, chance) for one in people])) == []


@given(
    st.lists(st.tuples(st.floats(0.01, 0.98), st.integers(0, 9)), min_size=1, max_size=8), st.integers(0, 40)
)
def test_the_chance_of_a_sum_is_that_of_all_the_ways_to_reach_it(
    events: list[tuple[float, int]], least: int
) -> None:
    odds, weights = np.array([events]).transpose(2, 0, 1)
    ways = 0.0
    for happens in itertools.product((0, 1), repeat=len(events)):
        if sum(weight * one for (_p, weight), one in zip(events, happens, strict=True)) >= least:
            ways += math.prod(p if one else 1 - p for (p, _weight), one in zip(events, happens, strict=True))
    assert tail(odds, weights.astype(int), np.array([least]))[0] == pytest.approx(ways, abs=1e-12)


def test_the_chance_of_an_answer_leaves_the_pair_itself_out() -> None:
    """Of 20 people 8 chose the town: for one of them and another 18 are left, 6 of whom did, and one is added."""
    people = [answered(f"s{n}", {"a1-payer": "town" if n < 8 else "traveller"}) for n in range(20)]
    asked_ = [Question("click-payer", 1.0, item=item("a1-payer"))]
    found = marks(group([[float(n >= 8)] for n in range(20)], people, asked_))
    assert found.keys == [("M1", "", ""), ("click-payer", "", "traveller")]
    # nobody is better than the rest in anything else, so that ability is how they answered this
    level = replace(found, knows=np.zeros(20))
    assert chances(level)[0].tolist() == pytest.approx([7 / 20, 12 / 20])
    assert chances(found)[19, 1] > 12 / 20 > chances(found)[0, 1]


def test_code_with_other_names_and_in_another_order_is_the_same() -> None:
    assert of_code(CODE_OF_ONES_OWN) == of_code(RENAMED)
    assert not of_code(CODE_OF_ONES_OWN) & of_code(OTHER)
    assert of_code("a = 1\n" + CODE_OF_ONES_OWN) == of_code(CODE_OF_ONES_OWN + "b = 2\n")
    assert of_code("this is no code (") == set()
    (found,) = written_alike(wrote({"f": CODE_OF_ONES_OWN}, {"f": RENAMED}, {"f": OTHER}))
    assert (found.first, found.second, found.kind, found.share) == (0, 1, "code", 1.0)


def test_code_written_in_usual_ways_is_no_copy_and_code_of_ones_own_is() -> None:
    """What two people write alike counts by how rare it is in the class; half of five lines is soon the same."""
    chance = random.Random(1)

    def usual() -> str:
        return "def f(t, p):\n" + "".join(f"    {chance.choice(ways)}\n" for ways in USUAL)

    classes = [[usual() for _person in range(25)] for _class in range(60)]
    named = [written_alike(wrote(*({"f": one} for one in people))) for people in classes]
    assert sum(map(bool, named)) / len(named) <= CODE
    people = [*classes[0], CODE_OF_ONES_OWN, CODE_OF_ONES_OWN]
    (found,) = written_alike(wrote(*({"f": one} for one in people)))
    assert (found.first, found.second, found.kind) == (25, 26, "code")


def test_a_text_with_words_changed_is_found_and_what_the_task_gave_is_nobodys() -> None:
    changed = TEXT.replace("My library", "Our LIBRARY").replace("town", "village")
    (found,) = written_alike(wrote({"text": TEXT}, {"text": changed}, {"text": "Something else. " * 20}))
    assert (found.first, found.second, found.kind) == (0, 1, "text")
    assert 0.5 <= found.share < 1
    assert written_alike(wrote({"text": TEXT}, {"text": TEXT}, given={"task": TEXT})) == []
    assert of_text("Too short") == set()


def test_what_a_fifth_of_the_class_writes_is_nobodys() -> None:
    assert written_alike(wrote(*[{"f": CODE_OF_ONES_OWN}] * 8)) == []


def test_numbers_that_nobody_else_has_lower_the_bar() -> None:
    assert numbers("a = 12.75; b = 90; c = 1000; d = 0.00125") == {"12.75", "0.00125"}
    mine, theirs = (
        {"own": "best = [41.75, 38.25]\nx = 3"},
        {"own": "answer = (38.25, 41.75, 99.875, 12.125, 17.375)"},
    )
    found = written_alike(wrote(mine, theirs, {"own": "best = [40.25, 39.125]"}))
    assert [(one.first, one.second, one.kind) for one in found] == [(0, 1, "numbers")]
    assert written_alike(wrote(mine, theirs, {"own": "best = [41.75, 38.25, 7.125]"})) == []


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


@pytest.mark.parametrize(
    ("people", "size"), [(2, 12), (30, 30), (60, 30), (90, 200), (240, 200), (900, 2000)]
)
def test_the_page_says_what_of_copies_is_found_and_in_classes_of_which_size(people: int, size: int) -> None:
    with use_language("en"):
        page = people_page(report(wrote(*[{"text": "Short"}] * people)))
    assert f"In simulated classes of {size} people, of 100 hand-ins copied whole" in page


def test_a_text_with_many_words_changed_is_found_together_with_the_answers(
    learners: tuple[list[Asked], list[Sheet]],
) -> None:
    """One word of five is another and the sentences are turned round: the text alone says too little."""
    questions, sheets = learners
    chance = random.Random(8)
    stock = [f"w{n}" for n in range(400)]

    def essay() -> str:
        return ". ".join(" ".join(chance.choices(stock, range(400, 0, -1), k=12)) for _sentence in range(5))

    clean = as_group(questions, sheets[:60])
    people = [replace(one, written={"t": ("markdown", essay())}) for one in clean.hand_ins]
    clean = replace(clean, hand_ins=people)
    assert alike_together(clean) == []
    order = np.argsort(clean.points[:-1].sum(axis=1))
    source = int(order[len(order) // 2])
    turned = ". ".join(reversed(people[source].written["t"][1].split(". "))).split(" ")
    text = " ".join("other" if place % 5 == 4 else word for place, word in enumerate(turned))
    copy = replace(people[source], student=people[-1].student, written={"t": ("markdown", text)})
    found = replace(clean, hand_ins=[*people[:-1], copy])
    assert written_alike(found) == []
    (pair,) = alike_together(found)
    assert (pair.first, pair.second, pair.cells) == (source, 59, ("t",))
    with use_language("en"):
        assert "text and answers together are nearer than chance explains" in people_page(report(found))
    # without texts, or in a class that says nothing of what is usual, nobody is named
    assert alike_together(as_group(questions, sheets[:60])) == []
    assert alike_together(replace(found, hand_ins=found.hand_ins[-5:], points=found.points[-5:])) == []
