"""Ten small courses, one kind of difficulty each, as they were met in public: graded as they lie, by the command."""

from __future__ import annotations

import json
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.grading import course as courses
from tests.grading.rehearsal.variants import TOPICS

CASES = Path(__file__).parent / "cases"
FREE: dict[str, set[str]] = {
    "02-given-module-with-state": {"test2", "test5"},
    "05-figure-and-axes": {"test6", "test9"},
    "10-stdin-stdout-random": {"test10"},  # it replaces `random.randint`
    "11-given-values-and-instances": {"test17", "test18"},
}
"""Tests that run in the student's kernel; all others are judged apart."""
LACKING = {"test3", "test4", "test5", "test6"}
"""Tests of a model of scikit-learn, which need not be installed: then stock fails them too."""
FOR_NOTHING: dict[str, float] = {}
"""Points that stock gives to the blank release, for a test that asks nothing of it."""


@pytest.fixture(scope="module")
def graded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("case") / "course"
    shutil.copytree(CASES / request.param, folder)
    courses.nbgrader("generate_assignment", "a", cwd=folder)
    done = courses.grade(folder, assignment="a")
    assert done.returncode in (0, 3), done.stderr + done.stdout
    return request.param, folder


def verdicts(folder: Path, student: str) -> list[dict[str, Any]]:
    report = json.loads((folder / "autograded" / student / "a" / "grading.json").read_text("utf-8"))
    (found,) = report["verdicts"].values()
    return list(found)


@pytest.mark.slow
@pytest.mark.parametrize("graded", sorted(path.name for path in CASES.iterdir()), indirect=True)
def test_the_solution_passes_and_a_blank_does_not(graded: tuple[str, Path]) -> None:
    name, folder = graded
    solution = verdicts(folder, "solution")
    lacks = LACKING if name.startswith("06") and find_spec("sklearn") is None else set()
    assert {v["name"] for v in solution if v["verdict"] != "passed"} == lacks
    assert {v["name"] for v in solution if "unprotected" in v} == FREE.get(name, set())
    assert sum(v["score"] or 0 for v in verdicts(folder, "blank")) == FOR_NOTHING.get(name, 0.0)


def test_each_case_has_variants() -> None:
    assert {path.name for path in CASES.iterdir()} <= TOPICS.keys()
