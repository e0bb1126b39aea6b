"""A6's checks: each stored submission earns exactly what it should, and hears what helps and gives nothing away."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograde_tests import a6, a6_own, checking, corpus
from autograde_tests.checking import Check, NeedsPersonError
from dosclientes.classroom import AnswerError
from dosclientes.classroom.capstone import SIPOC, actions_of, boundary_of, ctq_of, same, sipoc_of
from dosclientes.classroom.personal import drawn_for

NAMES = corpus.names("a6")
CHECKS = {name: check for name, check in vars(a6).items() if isinstance(check, Check)}
POINTS = corpus.graded("a6")
STUDENTS = [f"student-{number}" for number in range(40)]
OWN = {"own-best", "own-plan", "own-impact", "own-load"}


def test_a_copy_loses_what_is_personal_and_another_id_meets_a_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = corpus.submission("a6", "copied-from-luis")
    assert {key for key in POINTS if copied.expect[key] < POINTS[key]} == OWN
    folder = tmp_path.resolve() / "autograded" / "ana" / "a6"
    corpus.write(corpus.submission("a6", "bad-recorded-another-id"), "es", folder)
    monkeypatch.chdir(folder)
    for key, cell in zip(sorted(OWN), ("best-action", "plan-impact", "load-change", "plan"), strict=True):
        value = ast.literal_eval(copied.edits["cells"][cell].partition(" = ")[2].strip())
        with pytest.raises(NeedsPersonError, match="luis"):
            CHECKS[f"check_{key.replace('-', '_')}"](value)


def plain_plan(who: str) -> list[tuple[int, float]]:
    """The plan by counting on one's fingers: each action's number and points."""
    left, found = 26.0, []
    rows = list(drawn_for(who, "actions").itertuples())
    for row in sorted(rows, key=lambda row: -row.impact / row.effort):
        if row.effort > left + 1e-9:
            break
        left -= row.effort
        found.append((int(row.action), float(row.impact)))
    return found


def test_plain_counting_agrees_with_the_checks_whoever_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    for who in [*STUDENTS, *NAMES]:
        monkeypatch.setenv("NBGRADER_STUDENT_ID", who)
        plan = plain_plan(who)
        assert a6.check_own_best(plan[0][0]) is None
        assert a6.check_own_plan([number for number, _points in plan]) is None
        assert a6.check_own_impact(sum(points for _number, points in plan)) is None
        actions = drawn_for(who, "actions")
        change = {
            side: sum(row.workload_after - row.workload_before for row in rows.itertuples()) / len(rows)
            for side, rows in actions.groupby("target")
        }
        assert a6.check_own_load(change) is None


def test_slips_stay_outside_whoever_draws() -> None:
    """In the real grading a stored submission's name is its student's id."""
    for who in [*STUDENTS, "ana", *NAMES]:
        actions = drawn_for(who, "actions")
        value = actions["impact"] / actions["effort"]
        plan = a6_own.best_value(actions)[0]
        wanted = set(plan["action"])
        others = [a6_own.plan_by(actions, -value)]
        if who in ("ana", "nearly-only-for-inside", "misled-the-biggest-first"):
            # with others' data these may by chance be one action off, and worth half
            others.append(a6_own.plan_by(actions, actions["impact"]))
            inside = actions[actions["target"] == "internal"]
            others.append(a6_own.plan_by(inside, value.loc[inside.index]))
        assert all(len(set(other["action"]) ^ wanted) > 1 for other in others), who
        for slip in (plan["impact"].mean(), plan["effort"].sum(), actions["impact"].sum()):
            assert abs(slip / plan["impact"].sum() - 1) > 0.002
        change = (actions["workload_after"] - actions["workload_before"]).groupby(actions["target"]).mean()
        assert change["internal"] < -0.5 < 0.5 < change["external"]


def table(rows: list[dict[str, str]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(SIPOC))


@given(
    names=st.lists(
        st.text("abcdefgh ", min_size=3).filter(str.strip),
        min_size=6,
        max_size=10,
        unique_by=lambda n: " ".join(n.split()),
    ),
    outside=st.integers(1, 3),
)
def test_any_chain_that_agrees_with_itself_is_right(names: list[str], outside: int) -> None:
    """Whoever the parties are, and wherever the line runs, as long as it takes in giver and receiver somewhere."""
    count = len(names) - 2
    boundary = names[: len(names) - min(outside, 1)]
    rows = []
    for number in range(count):
        who, customer = names[number + 1], names[number + 2]
        rows.append(
            {
                "step": f"step {number}",
                "who": who,
                "supplier": names[number],
                "input": f"thing {number}",
                "output": f"THING  {number + 1}",
                "customer": customer,
                "side": "internal" if customer in boundary else "external",
            }
        )
    found = table(rows)
    assert a6.check_sipoc_complete(found) is None
    assert a6.check_sipoc_chain(found) is None
    assert a6.check_sipoc_sides(found, boundary) is None
    assert a6.check_sipoc_parties(found, boundary) is None
    broken = table([*rows[:-1], {**rows[-1], "supplier": "somebody else"}])
    assert a6.check_sipoc_chain.judge(broken).fraction < 1


def test_feedback_sends_readers_to_sections_there_are() -> None:
    sections = {item.section for item in checking._loaded("a6").values()}
    for section in sections | {a6.CHAIN, a6.SIPOC, a6.LINE, a6.TREE, a6_own.DATA, a6_own.LOAD}:
        lesson, _sep, cell = section.partition("#")
        content = json.loads((corpus.ROOT / "course" / "es" / f"{lesson}.ipynb").read_text("utf-8"))
        assert cell in {one["id"] for one in content["cells"] if "".join(one["source"]).startswith("#")}


ROW = {
    "step": "a",
    "who": "b",
    "supplier": "c",
    "input": "d",
    "output": "e",
    "customer": "f",
    "side": "internal",
}
NEED = {
    "customer": "a",
    "need": "b",
    "driver": "c",
    "measure": "d",
    "comparison": "<=",
    "limit": 2,
    "unit": "h",
}
FORMS: dict[str, tuple[Any, Any]] = {
    "no table": (sipoc_of, [ROW]),
    "no column": (sipoc_of, pd.DataFrame([ROW]).drop(columns="who")),
    "no rows": (sipoc_of, pd.DataFrame([ROW]).head(0)),
    "a number for a name": (sipoc_of, pd.DataFrame([{**ROW, "who": 3}])),
    "a side that is none": (sipoc_of, pd.DataFrame([{**ROW, "side": "inside"}])),
    "a limit in words": (ctq_of, pd.DataFrame([{**NEED, "limit": "two"}])),
    "no limit": (ctq_of, pd.DataFrame([{**NEED, "limit": float("nan")}])),
    "a comparison that is none": (ctq_of, pd.DataFrame([{**NEED, "comparison": "about"}])),
    "one name": (boundary_of, "ward"),
    "numbers inside": (boundary_of, [1, 2]),
    "text for actions": (actions_of, "1, 2"),
    "half an action": (actions_of, [1.5]),
    "an action twice": (actions_of, [1, 1]),
    "no list": (actions_of, 3),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_visible_checks_name_what_is_missing(form: str) -> None:
    check, answer = FORMS[form]
    with pytest.raises(AnswerError):
        check(answer)


def test_the_visible_checks_do_not_tell_right_from_wrong() -> None:
    assert sipoc_of(pd.DataFrame([ROW])) == [ROW]
    assert ctq_of(pd.DataFrame([{**NEED, "limit": -1}]))[0]["limit"] == -1
    assert boundary_of({" a "}) == ["a"]
    assert actions_of(pd.Series([3, 1])) == [1, 3]
    assert same(" Ward  Doctor ", "ward doctor")
