"""A3's checks: each stored submission earns exactly what it should, and hears what helps and gives nothing away."""

from __future__ import annotations

import ast
import json
import math
from pathlib import Path

import pandas as pd
import pytest

from autograde_tests import a3, checking, corpus
from autograde_tests.checking import Check, NeedsPersonError
from autograde_tests.rehearsal import Outcome, rehearse
from dosclientes.classroom import AnswerError
from dosclientes.classroom.counted import number_of, numbers_for, one_of, returns_number
from dosclientes.classroom.personal import drawn_for
from dosclientes.measures import sixsigma

NAMES = corpus.names("a3")
CHECKS = {name: check for name, check in vars(a3).items() if isinstance(check, Check)}
POINTS = corpus.graded("a3")
STUDENTS = [f"student-{number}" for number in range(40)]


@pytest.fixture(scope="module")
def graded() -> dict[str, dict[str, Outcome]]:
    """Every submission's outcomes, by submission and grade id."""
    return {name: rehearse(corpus.submission("a3", name), "es") for name in NAMES}


def test_a_copy_loses_what_is_personal_and_another_id_meets_a_person(
    graded: dict[str, dict[str, Outcome]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    personal = {"own-dpmo", "own-rty", "own-hidden"}
    copied = corpus.submission("a3", "copied-from-luis")
    assert {key for key in POINTS if copied.expect[key] < POINTS[key]} == personal
    told = graded["bad-recorded-another-id"]
    assert all("luis" in told[key].told for key in personal)
    folder = tmp_path.resolve() / "autograded" / "ana" / "a3"
    corpus.write(corpus.submission("a3", "bad-recorded-another-id"), "es", folder)
    monkeypatch.chdir(folder)
    with pytest.raises(NeedsPersonError, match="luis"):
        a3.check_own_rty(ast.literal_eval(copied.edits["cells"]["rty"].partition(" = ")[2]))


def measured(units: pd.DataFrame) -> tuple[dict[str, float], float, str]:
    """The answers as the library has them."""
    steps = units.groupby("step").agg(
        entered=("unit", "size"),
        defects=("defects", "sum"),
        opportunities=("opportunities", "first"),
        reworked=("reworked", "sum"),
        scrapped=("scrapped", "sum"),
    )
    yields = sixsigma.first_pass_yield(steps["entered"], steps["reworked"], steps["scrapped"])
    rates = sixsigma.dpmo(steps["defects"], steps["entered"], steps["opportunities"])
    return rates.to_dict(), sixsigma.rolled_throughput_yield(yields), str(yields.idxmin())


def test_the_library_agrees_with_the_checks_whoever_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    for who in STUDENTS:
        monkeypatch.setenv("NBGRADER_STUDENT_ID", who)
        rates, rty, worst = measured(drawn_for(who, "units"))
        verdicts = (a3.check_own_dpmo(rates), a3.check_own_rty(rty), a3.check_own_worst(worst))
        assert verdicts == (None, None, None)
    functions = (
        sixsigma.dpmo,
        sixsigma.first_pass_yield,
        sixsigma.rolled_throughput_yield,
        sixsigma.sigma_level,
    )
    for check, function in zip(
        (a3.check_function_dpmo, a3.check_function_fpy, a3.check_function_rty, a3.check_function_sigma),
        functions,
        strict=True,
    ):
        assert check(function) is None
    assert a3.check_function_dpmo_refuses(sixsigma.dpmo) is None
    assert a3.check_function_shift(sixsigma.sigma_level) is None


def test_slips_stay_outside_the_tolerance_whoever_draws() -> None:
    for who in STUDENTS:
        units = drawn_for(who, "units")
        rates, rty, _worst = measured(units)
        everybody = units["unit"].nunique() / units.groupby("step")["unit"].size()
        assert (everybody.drop("draw") > 1.002).all()
        again = units.groupby("unit")[["reworked", "scrapped"]].any()
        hidden = (again["reworked"] & ~again["scrapped"]).mean()
        for slip in (units["reworked"].sum() / len(again), units["reworked"].mean()):
            assert abs(slip - hidden) > 0.002 * hidden
        assert 1 - units["scrapped"].sum() / len(again) > rty * 1.05
        assert min(rates.values()) > 0


def test_a_number_may_be_off_by_one_in_a_thousand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_STUDENT_ID", "ana")
    _rates, rty, _worst = measured(drawn_for("ana", "units"))
    assert a3.check_own_rty.judge(rty * 1.0009).fraction == 1
    assert a3.check_own_rty.judge(rty * 1.0015).fraction == 0


def test_the_key_of_the_chain_is_what_the_library_says() -> None:
    key = checking._loaded("a3")["a3-chain"].parts
    assert math.isclose(key["answer"], sixsigma.rolled_throughput_yield([0.97] * 8), abs_tol=1e-6)
    assert not [slip for slip in key["wrong"] if abs(slip["value"] - key["answer"]) <= 2e-3]
    assert round(sixsigma.dpmo(8, 1000, 4)) == 2000
    assert round(sixsigma.dpmo(8, 1000, 40)) == 200
    assert (round(sixsigma.sigma_level(1350), 2), round(sixsigma.sigma_level(1350, 0), 2)) == (4.5, 3.0)


def test_feedback_sends_readers_to_sections_there_are() -> None:
    sections = {item.section for item in checking._loaded("a3").values()} | {
        "06-six-sigma#counting",
        "06-six-sigma#data",
    }
    for section in sections:
        lesson, _sep, cell = section.partition("#")
        content = json.loads((corpus.ROOT / "course" / "es" / f"{lesson}.ipynb").read_text("utf-8"))
        assert cell in {one["id"] for one in content["cells"] if "".join(one["source"]).startswith("#")}


FORMS = {
    "no function": (returns_number, (20_000, 12, 10, 60)),
    "no number": (returns_number, (lambda *given: print(given), 1)),
    "fails": (returns_number, (lambda: 1, 1)),
    "infinite": (returns_number, (lambda given: given * math.inf, 1)),
    "text": (number_of, ("0.85", "rty")),
    "truth": (number_of, (True, "rty")),
    "step missing": (numbers_for, ({"draw": 1}, ["draw", "report"])),
    "a list": (numbers_for, ([1, 2], ["draw", "report"])),
    "a frame": (numbers_for, (pd.DataFrame({"draw": [1]}), ["draw"])),
    "no such step": (one_of, ("extraer", ["draw"])),
    "no step": (one_of, (None, ["draw"])),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_visible_checks_name_what_is_missing(form: str) -> None:
    check, given = FORMS[form]
    with pytest.raises(AnswerError):
        check(*given)  # type: ignore[operator]


def test_the_visible_checks_do_not_tell_right_from_wrong() -> None:
    assert returns_number(lambda *given: -1, 12, 10, 60) == -1
    assert number_of(85, "rty") == 85
    assert numbers_for(pd.Series({"draw": 0, "report": 1.5}), ["draw", "report"]) == {
        "draw": 0,
        "report": 1.5,
    }
    assert one_of(" report ", ["draw", "report"]) == "report"
