"""Objectives of graded questions, in the lessons' words, and misconceptions among what to look at first."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dosclientes.demo.simulated import asked
from dosclientes.insight.count.profiles import profiles
from dosclientes.insight.read.aims import aims_of, names
from dosclientes.insight.read.model import HandIn, Question
from dosclientes.insight.show.people_page import people_page
from dosclientes.insight.show.words import findings
from dosclientes.insight.whole import report
from dosclientes.language.translation import use_language
from dosclientes.paths import ROOT
from tests.insight.classes import answered, group, item

ASSIGNMENTS = ("a1", "a2", "a3", "a4", "a5", "a6")
WORDS = {"es": "01.2: decidir si alguien es cliente", "en": "01.2: decide whether someone is a customer"}


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_graded_question_practises_an_objective_of_the_lessons(assignment: str) -> None:
    of, known = aims_of(ROOT, assignment), names()
    questions = asked(assignment, "es")
    for one in questions:
        assert of(one.name, one.item), one.name
        assert set(of(one.name, one.item)) <= set(known), one.name
    said = yaml.safe_load((ROOT / "autograde_tests" / "objectives.yaml").read_text("utf-8"))[assignment]
    assert set(said) <= {one.name for one in questions}, "no question of this name is left"


def test_a_question_has_the_objectives_that_exercises_of_its_section_practise(tmp_path: Path) -> None:
    # lesson 01 practises its first two objectives in the section on the definition
    assert aims_of(tmp_path, "a1")("click-payer", item("a1-payer")) == ("01.1", "01.2")
    assert aims_of(tmp_path, "a1")("click-roles", item("a1-roles")) == ()
    assert aims_of(tmp_path, "a1")("anything", None) == ()
    (tmp_path / "autograde_tests").mkdir()
    file = tmp_path / "autograde_tests" / "objectives.yaml"
    for text, told in (("a1: {click-payer: ['03.1']}", ("03.1",)), ("a1: [", ("01.1", "01.2"))):
        file.write_text(text, "utf-8")
        assert aims_of(tmp_path, "a1")("click-payer", item("a1-payer")) == told


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_profile_is_by_objective_in_the_courses_words_and_by_section_where_there_is_none(lang: str) -> None:
    section = item("a1-roles")
    asked_ = [
        Question("click-payer", 1.0, item=item("a1-payer"), aims=("01.1", "01.2")),
        Question("text", 4.0, aims=("01.2",)),
        Question("click-roles", 1.0, item=section),
        Question("other", 1.0),
    ]
    found = group([[1, 2, 0, 1], [0, 4, 1, 1]], questions=asked_)
    first, second = profiles(found, [])
    assert first.by_place == {"01.1": 1.0, "01.2": 0.75, section.section: 0.0, "": 1.0}
    assert second.by_place["01.2"] == 0.5
    with use_language(lang):
        page = people_page(report(found))
    assert WORDS[lang] in page
    assert ">01.1</th>" in page.replace(' scope="col"', "")


def test_the_two_most_frequent_misconceptions_are_among_what_to_look_at_first() -> None:
    asked_ = [Question("click-payer", 1.0, item=item("a1-payer")), Question("q", 1.0)]

    def said(many: int) -> list[str]:
        people = [answered(f"s{n:02}", {"a1-payer": "town" if n < many else "traveller"}) for n in range(30)]
        points = [[float(n >= many), n % 2] for n in range(30)]
        with use_language("en"):
            return [one for one in findings(report(group(points, people, asked_))) if one.startswith("M")]

    (told,) = said(20)
    assert told.startswith("M1, ")
    assert "shown by 20 of 30 people" in told
    assert "To read again: lesson 01" in told
    assert said(1) == said(2) == []
    assert not [one for one in findings(report(group([[1, 0]], [HandIn("x")]))) if one.startswith("M")]
