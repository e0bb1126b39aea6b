"""A class whose hand-ins lie on the disk and are graded by the engine, with a copy among them and somebody's data."""

from __future__ import annotations

import random
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dosclientes.cli import main
from dosclientes.demo.learners import draw
from dosclientes.demo.simulated import Sheet, asked, sheet, simulate
from dosclientes.demo.written import edits
from dosclientes.paths import ROOT
from dosclientes.teaching import graded
from dosclientes.teaching.commands import Class
from dosclientes.teaching.round import grade_by_hand, points

TEXTS = {
    "ana": "*My answer:* My library lends books to the whole town. Its boundary is the staff of the house. The output "
    "is the catalogued book; the desk receives it from the catalogue room, and whoever reads it comes from outside.",
    "luis": "*My answer:* OUR library lends books to the whole village. Its boundary is the staff of the house. The out"
    "put "
    "is the catalogued book; the desk receives it from the catalogue room, and whoever reads it comes from outside.",
    "eva": "*My answer:* In the bakery the oven hands loaves to the shop, which belongs to the same family and is "
    "therefore inside, while neighbours who eat the bread are customers from outside and the bank is none at all.",
}


@pytest.fixture(scope="module")
def learners() -> dict[str, Sheet]:
    """Nine learners; Luis hands in what Ana answered."""
    chance = random.Random(8)
    questions = asked("a1", "en")
    names = ["ana", "luis", "eva", *(f"p{n}" for n in range(6))]
    found = {one.id: sheet(questions, one, chance) for one in draw(names, chance)}
    return found | {"luis": replace(found["ana"], who=found["luis"].who)}


@pytest.fixture(scope="module")
def group(learners: dict[str, Sheet], tmp_path_factory: pytest.TempPathFactory) -> Class:
    sys.path.insert(0, str(ROOT))
    try:
        from autograde_tests import corpus
    finally:
        sys.path.remove(str(ROOT))
    group = Class.copy(tmp_path_factory.mktemp("clase ñ"), "en")
    group.run("generate_assignment", "a1")
    for who, one in learners.items():
        changed = edits(one, TEXTS.get(who, f"*My answer:* {who}"))
        if who == "p3":
            changed["owner"] = {"student": "eva"}
        corpus.write(
            corpus.Submission("a1", who, changed), "en", group.folder / "submitted" / "en" / who / "a1"
        )
    graded.grade(group, "a1")
    for who, one in learners.items():
        grade_by_hand(group, "a1", who, {"text-own-case": one.points["text-own-case"]})
    return group


@pytest.mark.slow
@pytest.mark.sandbox
def test_simulated_learners_earn_in_a_real_class_what_their_simulation_says(
    group: Class, learners: dict[str, Sheet]
) -> None:
    for who in ("ana", "eva", "p0"):
        found = points(group, "a1", who)
        assert found == learners[who].points


@pytest.mark.slow
@pytest.mark.sandbox
def test_a_copied_hand_in_is_shown_side_by_side_and_somebodys_data_are_named(group: Class) -> None:
    assert main(["insight", "a1", "--lang", "en", "--root", str(group.folder)]) == 0
    made = group.folder / "insight" / "en"
    page = (made / "a1-people.html").read_text("utf-8")
    assert page.count("<h3>ana · luis</h3>") == 1
    assert page.count(" · ") == 1, "nobody else is beside anybody"
    assert "the same wrong answers" in page
    assert "a person decides" in page
    assert page.count("receives it from the catalogue room") == 2
    assert "p3: the hand-in uses the data of eva." in page
    assert "ana" not in (made / "a1.html").read_text("utf-8").split()


def test_a_wrong_key_in_one_item_is_told_in_words(tmp_path: Path) -> None:
    """The traveller is right; the planted key says the nurse, whom few choose and weak ones do."""
    items = (ROOT / "autograde_tests" / "items" / "a1.yml").read_text("utf-8")
    right = 'no pague nada."\n        correct: true\n'
    wrong = 'depende cuándo lo atienden."\n'
    assert items.count(right) == items.count(wrong) == 1
    planted = tmp_path / "a1.yml"
    planted.write_text(
        items.replace(right, right.replace("        correct: true\n", "")).replace(
            wrong, f"{wrong}        correct: true\n"
        ),
        "utf-8",
    )
    for key, suspected in ((planted, True), (None, False)):
        root = tmp_path / ("planted" if key else "clean")
        simulate(root, "es", 120, key=key)
        assert main(["insight", "a1", "--lang", "es", "--root", str(root)]) == 0
        page = (root / "insight" / "es" / "a1.html").read_text("utf-8")
        told = "click-payer: quienes más saben eligieron «Del turista, aunque no pague nada.»: mira la clave."
        assert (told in page) == suspected
        assert page.count("mira la clave") == 2 * suspected, "first on the page and at the question"


@pytest.mark.slow
@pytest.mark.sandbox
def test_the_demonstration_finds_the_key_and_the_copy_that_it_plants_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["demo", "--planted", "--lang", "en", "--students", "60", "--folder", str(tmp_path / "demo ñ")]
    assert main(words) == 0
    told = capsys.readouterr().out
    assert "1020 of 1020 points are as drawn." in told
    assert "Wrong key in click-payer: found. Other keys suspected: 0." in told
    assert re.search(r"Copy of \S+ handed in by \S+: found. Other pairs shown: 0.", told)
    assert main([*words[:4], "--students", "2", "--folder", str(tmp_path / "demo ñ")]) == 2
