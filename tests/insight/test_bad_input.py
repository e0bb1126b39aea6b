"""Classes that are not what one would wish, by the command: each has a right page, or a sentence."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import yaml

from dosclientes.cli import main
from dosclientes.demo.simulated import simulate

PEOPLE = 12


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clase ñ") / "class"
    simulate(folder, "en", PEOPLE)
    return folder


@pytest.fixture
def course(whole: Path, tmp_path: Path) -> Path:
    """A copy, to be changed."""
    return Path(shutil.copytree(whole, tmp_path / "class"))


@contextmanager
def gradebook(course: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(course / "gradebook-en.db")) as book, book:
        yield book


def grades_of(name: str) -> str:
    return f"cell_id IN (SELECT id FROM base_cell WHERE name = '{name}')"


def pages(course: Path) -> str:
    """Both pages of A1."""
    assert main(["insight", "a1", "--lang", "en", "--root", str(course)]) == 0
    made = course / "insight" / "en"
    return "".join((made / name).read_text("utf-8") for name in ("a1.html", "a1-people.html"))


def question(course: Path, name: str) -> dict[str, object]:
    content = json.loads((course / "insight" / "en" / "a1.json").read_text("utf-8"))
    return next(dict(one) for one in content["questions"] if one["question"] == name)


def test_one_student_has_counts_and_no_coefficient(tmp_path: Path) -> None:
    simulate(tmp_path / "class", "en", 1)
    text = pages(tmp_path / "class")
    assert "one graded hand-in" in text
    assert "There is no alpha" in text
    assert "Nothing is more alike than expected." in text
    assert question(tmp_path / "class", "click-payer")["item_rest"] is None


def test_a_question_without_variance_is_said_to_tell_nothing(course: Path) -> None:
    with gradebook(course) as book:
        book.execute(f"UPDATE grade SET auto_score = 1 WHERE {grades_of('chain-note')}")
    text = pages(course)
    assert "chain-note: everybody has the same" in text
    found = question(course, "chain-note")
    assert (found["mean"], found["spread"], found["item_rest"]) == (1, 0, None)


def test_what_nobody_has_graded_is_no_0_and_takes_nobody_out_of_alpha(course: Path) -> None:
    with gradebook(course) as book:
        book.execute(
            f"UPDATE grade SET manual_score = NULL, needs_manual_grade = 1 WHERE {grades_of('text-own-case')}"
        )
    text = pages(course)
    assert f"{PEOPLE} answers wait for a person" in text
    found = question(course, "text-own-case")
    assert (found["mean"], found["mean_n"], found["waiting"]) == (None, 0, PEOPLE)
    assert f"from {PEOPLE} people and 16 questions" in text


def test_a_key_that_changed_after_grading_is_told_and_who_regrades(course: Path) -> None:
    path = course / "autograde_tests" / "items" / "a1.yml"
    content = yaml.safe_load(path.read_text("utf-8"))
    options = next(one for one in content["items"] if one["id"] == "a1-payer")["options"]
    for one in options:
        one["correct"] = one["id"] == "nobody"
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
    text = pages(course)
    assert "points are not those of the present key" in text
    assert "dosclientes regrade a1" in text
    assert int(str(question(course, "click-payer")["other_key"])) > 0


def test_two_languages_in_one_class_are_told_and_their_answers_are_the_same(course: Path) -> None:
    before = pages(course)
    answers = (course / "insight" / "en" / "a1-answers.csv").read_text("utf-8")
    for path in sorted((course / "submitted" / "en").glob("*/a1/course.json"))[::2]:
        path.write_text(json.dumps({"language": "es", "assignment": "a1"}))
    assert "more than one language" not in before
    assert "more than one language (en: 6, es: 6)" in pages(course)
    assert (course / "insight" / "en" / "a1-answers.csv").read_text("utf-8") == answers


@pytest.mark.slow
def test_two_thousand_have_their_pages(tmp_path: Path) -> None:
    """How long it takes and how much memory is in `benchmarks/insight.py --only command`."""
    simulate(tmp_path / "class", "en", 2_000)
    text = pages(tmp_path / "class")
    assert "2000 graded hand-ins" in text
    assert "from 2000 people and 17 questions" in text
