"""What is said of a class: keys, misconceptions, people, and input that is not what one would wish."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dosclientes.insight.count.choices import OTHER, given, minutes
from dosclientes.insight.count.misconceptions import Sign
from dosclientes.insight.count.profiles import profiles
from dosclientes.insight.read import keys
from dosclientes.insight.read.model import HandIn, Question
from dosclientes.insight.show.class_page import class_page
from dosclientes.insight.show.people_page import people_page
from dosclientes.insight.show.words import answer, findings
from dosclientes.insight.whole import Report, report
from dosclientes.items import Item, score
from dosclientes.language.translation import use_language
from dosclientes.paths import ROOT
from tests.insight.classes import answered, graded_by, group, item

PAYER = "a1-payer"


def payers(number: int = 60, key: str = "traveller") -> Report:
    """A class in which those who know more choose the traveller, scored by `key`."""
    ability = np.linspace(-2, 2, number)
    others = graded_by(ability, 8)
    chosen = np.where(
        np.random.default_rng(3).random(number) < 1 / (1 + np.exp(-2 * ability)), "traveller", "town"
    )
    asked = item(PAYER)
    if key != "traveller":
        options = [{**one, "correct": one["id"] == key} for one in asked.parts["options"]]
        asked = Item({**asked.parts, "options": options})
    first = np.array([score(asked, str(one)).fraction for one in chosen])
    questions = [Question("click-payer", 1.0, item=asked), *(Question(f"q{n}", 1.0) for n in range(8))]
    people = [answered(f"s{n:03}", {PAYER: str(one)}) for n, one in enumerate(chosen)]
    return report(group(np.column_stack([first, others]), people, questions))


def test_a_planted_wrong_key_is_found_and_named_and_the_right_one_is_not() -> None:
    planted = payers(key="town")
    assert [one.kind for one in planted.rows[0].flags] == ["key"]
    assert planted.rows[0].flags[0].value == "traveller"
    with use_language("en"):
        assert findings(planted)[0].startswith("click-payer: those who know most chose")
    assert not any(one.kind in ("key", "backwards") for row in payers().rows for one in row.flags)


def test_options_are_counted_with_the_misconception_they_reveal() -> None:
    row = payers().rows[0]
    right, wrong = row.chosen
    assert (right.value, right.right, wrong.value, wrong.misconception) == ("traveller", True, "town", "M1")
    assert right.people + wrong.people == 60
    assert right.rest.low > 0 > wrong.rest.high
    assert [(one.confidence, one.answers) for one in row.surely] == [("sure", 60)]


def test_an_answer_to_one_of_several_cases_is_told_in_the_items_words() -> None:
    question = Question("click-roles", 1.0, item=item("a1-roles"))
    roles = {case["id"]: case["answer"] for case in item("a1-roles").parts["cases"]}
    found = report(
        group(
            [[1.0, 0], [1.0, 1]],
            [answered(f"s{n}", {"a1-roles": roles}) for n in range(2)],
            [question, Question("q", 1.0)],
        )
    )
    with use_language("es"):
        page = class_page(found)
    assert "Informática le arregla un ordenador: cliente interno ✓" in page
    assert "repair" not in page


def test_cases_that_begin_alike_are_told_apart() -> None:
    procedure = keys.items(ROOT, "a2")["a2-procedure"]
    question = Question("click-procedure", 1.0, item=procedure)
    parts = [str(case["id"]) for case in procedure.parts["cases"]]
    assert len({answer(question, part, "none") for part in parts}) == len(parts)


def test_a_misconception_in_clicks_and_in_a_table_counts_once_a_person() -> None:
    asked = [
        Question("click-payer", 1.0, item=item(PAYER)),
        Question("table-insurer", 1.0, item=item("a1-table"), case="insurer", about=("M1",)),
        Question("function", 1.0, about=("M15",)),
    ]
    slip = next(case for case in item("a1-table").parts["cases"] if case["id"] == "insurer")["wrong"][0]
    people = [
        answered("both", {PAYER: "town"}, told={"table-insurer": f"CheckFailedError: {slip['why']}"}),
        answered("none", {PAYER: "traveller"}),
        answered("code", {PAYER: "traveller"}, confidence="guess"),
    ]
    found = report(group([[0, 0, 1], [1, 1, 1], [1, 1, 0]], people, asked))
    first, second = found.confusions
    assert (first.code, first.where, first.share.value) == ("M1", {0: 1, 1: 1}, pytest.approx(1 / 3))
    assert (first.sure, first.asked) == (1, 1)
    assert first.section == "01-customer-iso9000#definition"
    assert (second.code, second.where, second.perhaps) == ("M15", {}, 1)
    both = next(one for one in found.profiles if one.student == "both")
    assert both.codes == {"M1": 2}
    assert "repeated" not in both.word
    thrice = [Sign("both", "M1", place, True) for place in range(3)]
    assert "repeated" in profiles(found.group, thrice)[0].word


def test_words_of_any_language_tell_which_label_was_given() -> None:
    question = Question("table-insurer", 1.0, item=item("a1-table"), case="insurer")
    with use_language("en"):
        from dosclientes.insight.read.keys import tells

        english = next(
            why for why, part, _v, code in tells(item("a1-table")) if part == "insurer" and code == "M1"
        )
    told = HandIn("x", told={"table-insurer": english})
    assert [one.misconception for one in given(question, told, 0.0)] == ["M1"]
    assert given(question, HandIn("x", told={"table-insurer": "NameError: labels"}), 0.0)[0].value == OTHER


def test_a_blank_hand_in_shows_no_misconception() -> None:
    found = report(group([[0, 0], [1, 1]], questions=[Question("a", 1, about=("M1",)), Question("b", 1)]))
    assert found.confusions == []
    assert found.blank == 1


def test_points_of_an_old_key_are_named() -> None:
    asked = [Question("click-payer", 1.0, item=item(PAYER)), Question("q", 1.0)]
    people = [answered(f"s{n}", {PAYER: "traveller"}) for n in range(3)]
    found = report(group([[0, 1], [1, 1], [1, 0]], people, asked))
    assert found.rows[0].stale == ["s0"]
    with use_language("en"):
        assert "one person's points are not those of the present key" in " ".join(findings(found))


def test_minutes_are_from_the_answer_before_and_never_across_a_pause() -> None:
    asked = [Question("click-payer", 1.0, item=item(PAYER)), Question("x", 1.0, item=item("a1-instruments"))]
    people = [answered("a", {PAYER: "town", "a1-instruments": ["surgery"]})]
    found = group([[0, 0]], people, asked)
    assert minutes(found, 0) is None
    assert minutes(found, 1) == (1.0, 1)
    late = replace(people[0].answers["a1-instruments"], time="2026-01-12T11:00:00+00:00")
    away = HandIn("a", {**people[0].answers, "a1-instruments": late})
    assert minutes(group([[0, 0]], [away], asked), 1) is None


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize(
    "points",
    [
        [[1, 0, 1]],
        [[1, 1, 1]] * 12,
        [[1, np.nan, 0], [0, np.nan, 1]],
        [[np.nan, 1, 0]] * 11 + [[0, 0, 0]],
        [[0, 0, 0]] * 3,
    ],
    ids=["one", "all-alike", "ungraded", "partly", "blank"],
)
def test_any_class_has_both_pages_and_no_bare_number_that_says_nothing(points: Any, lang: str) -> None:
    with use_language(lang):
        found = report(group(points))
        for text in (class_page(found), people_page(found)):
            assert text.startswith("<!doctype html>")
            assert not re.search(r"\b(nan|None|inf)\b", re.sub(r"<[^>]*>", " ", text))
            assert f'<html lang="{lang}">' in text


def test_a_small_class_gets_words_instead_of_coefficients() -> None:
    with use_language("en"):
        text = class_page(report(group(graded_by(np.linspace(-2, 2, 8), 4))))
        assert "too few people to say (8)" in text
        assert text.count("too few people") == 2, "of alpha, and of the questions, once"
        assert "standard deviation" not in text
        assert "Question by question" not in text, "there is nothing to say of them"
        columns = re.findall(r'<th scope="col">([^<]*)</th>', text)
        assert columns == ["measure", "value", "question", "points", "mean"]
        assert "With fewer than 10 people a coefficient says nothing" in text


def test_two_languages_in_one_class_are_told() -> None:
    people = [HandIn(f"s{n}", language=("es", "en")[n % 2]) for n in range(4)]
    with use_language("en"):
        assert "more than one language (en: 2, es: 2)" in class_page(report(group([[1, 0]] * 4, people)))


def test_two_graders_are_compared_where_both_gave_points() -> None:
    asked = [Question("text", 4.0, by_hand=True)]
    found = report(group([[4], [3], [2]], questions=asked), {("s000", "text"): 4.0, ("s001", "text"): 2.0})
    twice = found.rows[0].twice
    assert twice is not None
    assert (twice.same.n, twice.same.value, twice.difference.value) == (2, 0.5, -0.5)
    with use_language("en"):
        assert "2 answers have points from two graders." in class_page(found)
