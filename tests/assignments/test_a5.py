"""A5's checks: each stored submission earns exactly what it should, and hears what helps and gives nothing away."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from autograde_tests import a5, a5_functions, a5_own, checking, corpus
from autograde_tests.a5_own import AREAS, CONTACTS, PLAIN, UNITS
from autograde_tests.checking import Check, NeedsPersonError
from dosclientes.classroom import AnswerError
from dosclientes.classroom.personal import drawn_for
from dosclientes.classroom.strata import correlations, crossed_rows
from dosclientes.measures import cronbach_alpha, gap

NAMES = corpus.names("a5")
CHECKS = {name: check for name, check in vars(a5).items() if isinstance(check, Check)}
POINTS = corpus.graded("a5")
STUDENTS = [f"student-{number}" for number in range(40)]
OWN = {"own-gaps", "own-turned", "own-alpha", "own-together", "own-confounder", "own-strata"}
GRID = {"area": AREAS, "contact": CONTACTS}
COPIED = "copied-from-maya"


def test_the_solution_is_that_of_the_notebook() -> None:
    def stripped(source: str) -> str:
        return source.partition("### BEGIN SOLUTION\n")[2].partition("### END SOLUTION")[0].strip()

    cells = {cell["id"]: cell["source"] for cell in corpus.notebook("a5", "es", "source")["cells"]}
    compared = {name: source for name, source in _solution().items() if "BEGIN SOLUTION" in cells[name]}
    assert compared == {name: stripped(cells[name]) for name in ("alpha", "gaps", "within", "strata")}


def _solution() -> dict[str, str]:
    cells: dict[str, str] = corpus.submission("a5", "solution").edits["cells"]
    return cells


def test_a_copy_loses_what_is_personal_and_another_id_meets_a_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = corpus.submission("a5", COPIED)
    assert {key for key in POINTS if copied.expect[key] < POINTS[key]} == OWN
    folder = tmp_path.resolve() / "autograded" / "ana" / "a5"
    corpus.write(corpus.submission("a5", "bad-recorded-another-id"), "es", folder)
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {}
    for cell in ("gaps", "strata"):
        exec(copied.edits["cells"][cell], names)
    for key in OWN:
        with pytest.raises(NeedsPersonError, match="maya"):
            _check(key, names)


ANSWERS = {
    "own-gaps": "gaps",
    "own-turned": "gaps",
    "own-alpha": "alpha_perceived",
    "own-together": "together",
    "own-confounder": "by_confounder",
    "own-strata": "strata",
}


def _check(key: str, answers: dict[str, Any]) -> float | None:
    return CHECKS[f"check_{key.replace('-', '_')}"](answers[ANSWERS[key]])


def measured(who: str) -> dict[str, Any]:
    """The student's answers as the library and plain counting have them."""
    survey, branches = drawn_for(who, "survey"), drawn_for(who, "branches")
    survey[["E4", "P4"]] = 8 - survey[["E4", "P4"]]
    rows = []
    for unit in reversed(UNITS):
        mine = survey[survey["unit"] == unit]
        gaps = {f"gap_{item}": gap(mine[f"P{item}"].mean(), mine[f"E{item}"].mean()) for item in range(1, 6)}
        rows.append({"unit": unit, **gaps})
    strata = [
        {"area": area, "contact": contact, "correlation": _pearson(part), "size": len(part)}
        for contact in CONTACTS
        for area in AREAS
        for part in [branches[(branches["area"] == area) & (branches["contact"] == contact)]]
    ]
    return {
        "gaps": pd.DataFrame(rows),
        "alpha_perceived": cronbach_alpha(survey[[f"P{item}" for item in range(1, 6)]]),
        "together": _pearson(branches),
        "by_confounder": {area: _pearson(branches[branches["area"] == area]) for area in AREAS},
        "strata": pd.DataFrame(strata),
    }


def _pearson(branches: pd.DataFrame, y: str = "profit") -> float:
    return float(np.corrcoef(branches["morale"], branches[y])[0, 1])


def test_the_library_agrees_with_the_checks_whoever_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    for who in STUDENTS:
        monkeypatch.setenv("NBGRADER_STUDENT_ID", who)
        answers = measured(who)
        for key in OWN:
            assert _check(key, answers) is None, (who, key)


def test_the_librarys_alpha_passes_but_for_what_it_refuses() -> None:
    assert a5.check_function_alpha(cronbach_alpha) is None
    assert a5.check_function_alpha_refuses(cronbach_alpha) is None
    with pytest.raises(AnswerError, match="ValueError"):
        a5.check_function_alpha_missing(cronbach_alpha)
    assert a5.check_function_alpha_missing(lambda answers: cronbach_alpha(answers.dropna())) is None


def test_an_alpha_of_nothing_earns_nothing() -> None:
    for lazy in (lambda answers: 0.8, lambda answers: 0.0, lambda answers: answers.mean().mean()):
        for check in (
            a5.check_function_alpha,
            a5.check_function_alpha_missing,
            a5.check_function_alpha_refuses,
        ):
            with pytest.raises(AnswerError):
                check(lazy)


def slipped(who: str) -> dict[str, tuple[str, Any]]:
    """What the known slips give for a student: the check, and the answer with that slip alone."""
    survey, branches, right = drawn_for(who, "survey"), drawn_for(who, "branches"), measured(who)
    turned = survey.assign(E4=8 - survey["E4"], P4=8 - survey["P4"])
    seen, hoped = ([f"{kind}{item}" for item in range(1, 6)] for kind in "PE")
    names, gaps = [f"gap_{item}" for item in PLAIN], right["gaps"]
    by_contact = branches.groupby("contact")[["morale", "profit"]].corr().xs("profit", level=1)["morale"]
    return {
        "expected minus perceived": ("own-gaps", gaps.assign(**{name: -gaps[name] for name in names})),
        "all units": ("own-gaps", gaps.assign(**gaps[names].mean())),
        "not turned": ("own-turned", gaps.assign(gap_4=-gaps["gap_4"])),
        "half turned": (
            "own-turned",
            (turned["P4"] - survey["E4"]).groupby(survey["unit"]).mean().rename("gap_4").to_frame(),
        ),
        "turned by 7": ("own-turned", gaps.assign(gap_4=gaps["gap_4"] + 1)),
        "unmended": ("own-alpha", cronbach_alpha(survey[seen])),
        "dropped": ("own-alpha", cronbach_alpha(survey[[name for name in seen if name != "P4"]])),
        "expected": ("own-alpha", cronbach_alpha(turned[hoped])),
        "mean of areas": ("own-together", sum(right["by_confounder"].values()) / 2),
        "ranks": ("own-together", branches["morale"].corr(branches["profit"], method="spearman")),
        "satisfaction": ("own-together", _pearson(branches, "satisfaction")),
        "pooled": ("own-confounder", dict.fromkeys(AREAS, right["together"])),
        "moderator": ("own-confounder", by_contact),
    }


def test_slips_stay_outside_the_tolerance_whoever_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """A gap of exactly 0 has no sign, so that one department may be right by chance, and no more."""
    for who in [
        *STUDENTS,
        "ana",
        *NAMES,
    ]:  # in the real grading, a stored submission's name is its student's id
        monkeypatch.setenv("NBGRADER_STUDENT_ID", who)
        for slip, (key, answer) in slipped(who).items():
            found = CHECKS[f"check_{key.replace('-', '_')}"].judge(answer).fraction
            assert found <= (0.25 if key == "own-turned" else 0), (who, slip, found)


def test_a_stored_submissions_id_gets_no_quarter_by_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    for who in ["ana", *NAMES]:
        monkeypatch.setenv("NBGRADER_STUDENT_ID", who)
        assert {
            slip: CHECKS[f"check_{key.replace('-', '_')}"].judge(answer).fraction
            for slip, (key, answer) in slipped(who).items()
            if key == "own-turned"
        } == {"not turned": 0, "half turned": 0, "turned by 7": 0}, who


def test_a_number_may_be_off_by_a_thousandth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_STUDENT_ID", "ana")
    answers = measured("ana")
    for off, fraction in ((0.0009, 1), (0.0025, 0)):
        assert a5.check_own_together.judge(answers["together"] + off).fraction == fraction
        changed = answers["gaps"].assign(gap_4=answers["gaps"]["gap_4"] + off)
        assert a5.check_own_turned.judge(changed).fraction == fraction


def test_each_row_is_worth_its_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_STUDENT_ID", "ana")
    answers = measured("ana")
    for wrong in range(1, 4):
        answers["gaps"].loc[wrong, "gap_1"] = 3.5
        assert a5.check_own_gaps(answers["gaps"]) == 1 - wrong / 4
    answers["by_confounder"]["modest"] = 0.99
    assert a5.check_own_confounder(answers["by_confounder"]) == 0.5
    assert a5.check_own_strata(answers["strata"].assign(size=1)) == 0.5


def test_the_direct_effect_can_be_told_from_the_confounded_one_whoever_draws() -> None:
    """What students should see is there in everybody's data."""
    for who in STUDENTS:
        answers = measured(who)
        assert max(answers["by_confounder"].values()) < answers["together"] - 0.15, who
        told = answers["strata"].groupby("contact")["correlation"]
        assert told.min()["high"] > told.max()["low"], who
        assert answers["strata"]["size"].min() > 100, who


def test_feedback_sends_readers_to_sections_there_are() -> None:
    sections = {item.section for item in checking._loaded("a5").values()}
    sections |= {a5_own.GAP, a5_own.GAPS, a5_own.ROLES, a5_functions.ALPHA, a5_functions.DATA}
    for section in sections:
        lesson, _sep, cell = section.partition("#")
        content = json.loads((corpus.ROOT / "course" / "es" / f"{lesson}.ipynb").read_text("utf-8"))
        assert cell in {one["id"] for one in content["cells"] if "".join(one["source"]).startswith("#")}


TABLE = pd.DataFrame(
    {
        "area": ["modest", "modest", "prosperous", "prosperous"],
        "contact": ["low", "high"] * 2,
        "size": [1, 2, 3, 4],
    }
)
ROWS = {
    ("modest", "low"): [1],
    ("modest", "high"): [2],
    ("prosperous", "low"): [3],
    ("prosperous", "high"): [4],
}
FORMS = {
    "no table": ROWS,
    "a series": TABLE["size"],
    "no column": TABLE.drop(columns="size"),
    "no key": TABLE.drop(columns="contact"),
    "twice": pd.concat([TABLE, TABLE]),
    "unknown": TABLE.replace("low", "none"),
    "missing": TABLE.head(3),
    "text": TABLE.assign(size="1"),
    "no number": TABLE.assign(size=[1, 2, 3, float("nan")]),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_visible_check_of_strata_names_what_is_missing(form: str) -> None:
    with pytest.raises(AnswerError):
        crossed_rows(FORMS[form], GRID, ["size"])


def test_the_visible_check_of_strata_does_not_mind_order_index_or_more() -> None:
    indexed = TABLE.set_index(["contact", "area"])
    for table in (TABLE, TABLE[::-1], indexed, indexed.reset_index("area"), TABLE.assign(more="x")):
        assert crossed_rows(table, GRID, ["size"]) == ROWS


@pytest.mark.parametrize(
    "answer", [0.3, {"a": 0.3}, [0.1, 0.2], {"a": 0.3, "b": 30}, {"a": 0.3, "b": None}, TABLE]
)
def test_the_visible_check_of_correlations_names_what_is_missing(answer: Any) -> None:
    with pytest.raises(AnswerError):
        correlations(answer)


def test_the_visible_check_does_not_say_which_variable_confounds() -> None:
    for groups in (AREAS, CONTACTS):
        assert correlations(pd.Series([0.3, -1.0], index=list(groups))) == dict(
            zip(groups, (0.3, -1.0), strict=True)
        )
