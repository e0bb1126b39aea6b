"""A2's checks: each stored submission earns exactly what it should, and hears what helps and gives nothing away."""

from __future__ import annotations

import ast
import json
from itertools import product
from typing import Any

import pandas as pd
import pytest
import yaml

from autograde_tests import a2, checking, corpus
from autograde_tests.a2_own import AREA
from autograde_tests.checking import Check, NeedsPersonError
from autograde_tests.rehearsal import Outcome, rehearse
from dosclientes.classroom import AnswerError
from dosclientes.classroom.casework import biggest_of, gives_facts, gives_label, sides_of
from dosclientes.classroom.personal import drawn_for
from dosclientes.customers import FACTS, LABELS, Boundary, Case, Output, Party, classify
from dosclientes.language.translation import use_language

NAMES = corpus.names("a2")
CHECKS = {name: check for name, check in vars(a2).items() if isinstance(check, Check)}


@pytest.fixture(scope="module", params=["es", "en"])
def graded(request: pytest.FixtureRequest) -> dict[str, dict[str, Outcome]]:
    """Every submission's outcomes, by submission and grade id."""
    with use_language(request.param):
        return {name: rehearse(corpus.submission("a2", name), request.param) for name in NAMES}


def by_procedure(case: dict[str, Any], boundary: Any) -> Any:
    """What the course's own procedure says of a case of A2, whose output is delivered from inside."""
    facts = {fact: case[fact] for fact in FACTS}
    around = None if boundary is None else Boundary(frozenset(map(Party, boundary)))
    return classify(Case(Party(case["party"]), Output("output"), **facts), around)


def solution() -> dict[str, Any]:
    names: dict[str, Any] = {}
    cells = corpus.submission("a2", "solution").edits["cells"]
    for cell in ("classify", "missing"):
        exec(cells[cell], names)
    return names


def test_every_behaviour_is_lost_by_a_misconception_and_by_a_near_miss() -> None:
    wrong = [corpus.submission("a2", name) for name in NAMES if name[0] == "m" or name.startswith("nearly-")]
    lost = {key: [one for one in wrong if one.expect[key] < 1] for key in corpus.graded("a2")}
    assert {key: len(some) for key, some in lost.items() if len(some) < 2} == {}
    near = {key for key, some in lost.items() if any(one.name.startswith("nearly-") for one in some)}
    assert near == set(lost)
    held = {key for key, some in lost.items() if any(one.edits.get("misconceptions") for one in some)}
    assert set(lost) - held == {"code-untouched"}  # a matter of Python, of no misconception


def test_each_behaviour_of_the_function_can_be_lost_alone() -> None:
    code = [key for key in corpus.graded("a2") if key.startswith("code-")]
    alone = set()
    for name in NAMES:
        gone = [key for key in code if corpus.submission("a2", name).expect[key] < 1]
        alone |= set(gone) if len(gone) == 1 else set()
    assert set(code) - alone == set()


def test_another_id_is_for_a_person_and_a_copied_answer_is_wrong(
    graded: dict[str, dict[str, Outcome]],
) -> None:
    assert "luis" in graded["bad-another-id"]["my-sides"].told
    assert "luis" not in graded["copied-from-another-id"]["my-sides"].told
    assert NeedsPersonError.needs_person


def test_students_have_different_answers() -> None:
    data = [drawn_for(who, "requests") for who in ("ana", "luis", "Zoë", "42")]
    sides = [tuple(mine.provider.isin(AREA) & mine.recipient.isin(AREA)).count(True) for mine in data]
    assert len(set(sides)) == 4


def test_the_area_in_the_notebook_is_the_one_that_is_judged() -> None:
    cell = next(each for each in corpus.notebook("a2", "es")["cells"] if each["id"] == "area")
    assert set(ast.literal_eval(cell["source"].partition("=")[2].strip())) == AREA


def test_the_solution_is_the_decision_procedure() -> None:
    ours = solution()
    for signs in product("+-?", repeat=len(FACTS)):
        for boundary in (["ward"], ["laboratory"], None):
            case = a2.case("ward", "".join(signs))
            if case["receives"] is None and case["could_receive"] is False:
                continue  # receiving shows that one could: not asked of students
            verdict = by_procedure(case, boundary)
            assert ours["classify"](case, boundary) == verdict.label, (signs, boundary)
            if case["receives"] is not None:
                assert sorted(ours["missing"](case, boundary)) == sorted(verdict.missing), (signs, boundary)


def test_misconceptions_of_a2_have_wrong_answers() -> None:
    content = "\n".join(str(item.parts) for item in checking._loaded("a2").values())
    for code in ("M3", "M5", "M6", "M7", "M8", "M9", "M10"):
        assert content.count(f"'misconception': '{code}'") >= (1 if code in ("M9", "M10") else 2), code
    stored = yaml.safe_load((corpus.ROOT / "autograde_tests" / "items" / "a2.yml").read_text("utf-8"))
    disputed = {code for item in stored["items"] for code in item.get("contradictions", ())}
    assert disputed == {"XA", "XB", "XC", "XD", "XE", "XI", "XL"}


def test_feedback_sends_readers_to_sections_there_are() -> None:
    sections = {item.section for item in checking._loaded("a2").values()}
    sections |= {"04-boundaries#procedure", "01-customer-iso9000#definition", "04-boundaries#predict"}
    for section in sections | {"04-boundaries#undetermined", "05-areas#data"}:
        lesson, _sep, cell = section.partition("#")
        content = json.loads((corpus.ROOT / "course" / "es" / f"{lesson}.ipynb").read_text("utf-8"))
        assert cell in {one["id"] for one in content["cells"] if "".join(one["source"]).startswith("#")}


CASE = a2.case("ward", "++++-+")
TABLE = pd.DataFrame({"provider": ["hr"], "recipient": ["ward"], "hours": [1.5]})
FORMS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "no function": (gives_label, (5, CASE, ["ward"])),
    "no label": (gives_label, (lambda case, boundary: "cliente", CASE, ["ward"])),
    "nothing": (gives_label, (lambda case, boundary: None, CASE, ["ward"])),
    "it fails": (gives_label, (lambda case, boundary: case["who"], CASE, ["ward"])),
    "a name for a list": (gives_facts, (lambda case, boundary: "boundary", CASE, ["ward"])),
    "no fact": (gives_facts, (lambda case, boundary: ["pays"], CASE, ["ward"])),
    "no table": (biggest_of, ([1],)),
    "no column": (biggest_of, (TABLE.drop(columns="hours"),)),
    "provider twice": (biggest_of, (pd.concat([TABLE, TABLE]),)),
    "words for hours": (biggest_of, (TABLE.assign(hours="many"),)),
    "no counts": (sides_of, (3,)),
    "one count": (sides_of, ({"internal": 3},)),
    "half a request": (sides_of, ({"internal": 3.5, "external": 1},)),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_visible_checks_name_what_is_missing(form: str) -> None:
    check, given = FORMS[form]
    with pytest.raises(AnswerError):
        check(*given)


def test_the_visible_checks_do_not_tell_right_from_wrong() -> None:
    for label in LABELS:
        assert gives_label(lambda case, boundary, label=label: label, CASE, ["ward"]) == label
    assert gives_facts(lambda case, boundary: {"provides"}, CASE, None) == ["provides"]
    assert biggest_of(TABLE.set_index("provider")) == {"hr": ("ward", 1.5)} == biggest_of(TABLE)
    assert sides_of(pd.Series({"internal": 0, "external": 0})) == {"internal": 0, "external": 0}


def test_own_data_are_answered_by_clicks_for_the_same_points() -> None:
    mine = drawn_for("ana", "requests")
    totals = mine.groupby(["provider", "recipient"]).hours.sum()
    biggest = {
        provider.replace("_", "-"): totals[provider].idxmax().replace("_", "-")
        for provider in totals.index.unique("provider")
    }
    ours = mine[mine.provider.isin(AREA)]
    outside = int((~ours.recipient.isin(AREA)).sum())
    stored = corpus.submission("a2", "right-by-clicks")
    for cell in ("biggest", "sides"):
        del stored.edits["cells"][cell]
    stored.edits["answers"].update({"a2-biggest": biggest, "a2-outside": float(outside)})
    assert {key: one.points for key, one in rehearse(stored, "es").items()} == stored.expect
    first = next(iter(biggest))
    stored.edits["answers"].update(
        {
            "a2-biggest": biggest | {first: "kitchen" if biggest[first] == "ward" else "ward"},
            "a2-outside": float(len(ours) - outside),
        }
    )
    found = rehearse(stored, "es")
    assert found["my-biggest"].points == 0.75
    assert found["my-sides"].points == 0
