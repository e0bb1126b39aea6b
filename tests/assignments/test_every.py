"""What holds for the checks of every assignment; what is its own stands in test_a1.py to test_a6.py.

Each stored submission earns exactly what it should, and hears what helps and gives nothing away.
"""

from __future__ import annotations

import ast
import importlib
import json
from functools import cache

import pytest

from autograde_tests import checking, corpus
from autograde_tests.checking import Check
from autograde_tests.clicks import right_clicks
from autograde_tests.rehearsal import Outcome, rehearse
from dosclientes.assignments import names
from dosclientes.exercises.plain import _example
from dosclientes.items import score
from dosclientes.items.model import texts
from dosclientes.language.translation import use_language

ALL = names("es")
STORED = [(assignment, name) for assignment in ALL for name in corpus.names(assignment)]
WRONG = ("m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9", "misled", "nearly")
ENGLISH = {
    "a1": ("m4-who-affects-is-the-customer", "chain-customers", "Your arrows point the wrong way."),
    "a3": ("nearly-two-tails", "function-sigma", "You split the defects"),
    "a4": ("nearly-own-means", "own-p90", "Those are means"),
    "a5": ("nearly-spearman", "own-together", "That is the correlation of ranks"),
    "a6": ("nearly-in-percent", "own-load", "Hours are asked for"),
}
"""A submission, a behaviour it loses, and how what its student hears begins."""

# what submissions compute warns of itself
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")


@cache
def outcomes(assignment: str, name: str, lang: str = "es") -> dict[str, Outcome]:
    """What a submission gets for each test cell."""
    return rehearse(corpus.submission(assignment, name), lang)


def checks(assignment: str) -> dict[str, Check]:
    """The assignment's checks by name."""
    module = importlib.import_module(f"autograde_tests.{assignment}")
    return {name: check for name, check in vars(module).items() if isinstance(check, Check)}


@pytest.mark.parametrize("assignment", ALL)
def test_the_clicks_beside_the_solution_are_right(assignment: str) -> None:
    """They are made from the key, for the rehearsal of the instructor's solution."""
    book = json.loads(right_clicks(assignment)["answers.json"])
    responses = {name: answer["response"] for name, answer in book["answers"].items()}
    assert {
        f"{assignment}-{name[6:]}" for name in corpus.graded(assignment) if name.startswith("click-")
    } <= (responses.keys())
    for item in checking.items(assignment):
        assert checking.judge_response(item, responses[item.id]) == checking.RIGHT


@pytest.mark.parametrize(("assignment", "name"), STORED)
def test_a_submission_earns_exactly_its_points(assignment: str, name: str) -> None:
    earned = {key: one.points for key, one in outcomes(assignment, name).items()}
    assert earned == corpus.submission(assignment, name).expect


@pytest.mark.parametrize(("assignment", "name"), STORED)
def test_what_is_not_right_is_explained_and_gives_nothing_away(assignment: str, name: str) -> None:
    full = corpus.graded(assignment)
    telling = {why for item in checking._loaded(assignment) for why in checking._telling(checking.item(item))}
    for key, outcome in outcomes(assignment, name).items():
        assert bool(outcome.told) == (outcome.points < full[key]), key
        assert not [why for why in telling if why in outcome.told], key
    reason = corpus.submission(assignment, name).edits.get("reason")
    told = "\n".join(one.told for one in outcomes(assignment, name).values())
    assert not reason or reason in told, "bad input is named"


@pytest.mark.parametrize("assignment", ALL)
def test_english_gives_the_same_verdicts_in_english(assignment: str) -> None:
    names = [one for one in corpus.names(assignment) if one[0] in "ms" or one.startswith("copied")]
    told = ENGLISH.get(assignment)
    with use_language("en"):
        for name in dict.fromkeys([*names, *([told[0]] if told else [])]):
            found = outcomes(assignment, name, "en")
            expected = corpus.submission(assignment, name).expect
            assert {key: one.points for key, one in found.items()} == expected, name
        if told:
            assert outcomes(assignment, told[0], "en")[told[1]].told.startswith(told[2])


@pytest.mark.parametrize("assignment", ALL)
def test_the_solution_and_all_that_is_right_earn_everything_and_the_release_nothing(assignment: str) -> None:
    cells = corpus.notebook(assignment, "es", "source")["cells"]
    full = sum(cell["metadata"].get("nbgrader", {}).get("points", 0) for cell in cells)
    right = [name for name in corpus.names(assignment) if name.startswith("right-")]
    assert len(right) >= 3
    assert {corpus.submission(assignment, name).total for name in ("solution", *right)} == {full}
    assert corpus.submission(assignment, "blank").total == 0


@pytest.mark.parametrize("assignment", ALL)
def test_every_behaviour_is_lost_by_two_wrong_submissions_at_least(assignment: str) -> None:
    points = corpus.graded(assignment)
    wrong = [
        corpus.submission(assignment, name) for name in corpus.names(assignment) if name.startswith(WRONG)
    ]
    lost = {key: [one.name for one in wrong if one.expect[key] < points[key]] for key in points}
    assert {key: names for key, names in lost.items() if len(names) < 2} == {}


@pytest.mark.parametrize("assignment", ALL)
def test_each_check_has_one_cell_worth_its_points(assignment: str) -> None:
    source = json.dumps(corpus.notebook(assignment, "es", "source"))
    known = checks(assignment)
    assert {name: source.count(f"import {name}\\n") for name in known} == dict.fromkeys(known, 1)
    assert sorted(check.points for check in known.values()) == sorted(corpus.graded(assignment).values())


@pytest.mark.parametrize("assignment", ALL)
def test_the_example_that_shows_how_to_answer_is_not_the_answer(assignment: str) -> None:
    for item in checking._loaded(assignment).values():
        assert score(item, ast.literal_eval(_example(item))).fraction < 1, item.id


@pytest.mark.parametrize("assignment", ALL)
def test_texts_of_items_have_no_loose_spaces(assignment: str) -> None:
    found = [text for item in checking._loaded(assignment).values() for _where, text in texts(item.parts)]
    assert all(text.strip() == text for text in found)
