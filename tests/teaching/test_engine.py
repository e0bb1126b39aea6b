"""The course's own assignments on the fast engine: every stored submission gets its exact verdicts.

They are those of stock nbgrader, but for the deliberate differences in `DIFFERENT`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from autograde_tests import corpus
from dosclientes.paths import ROOT
from dosclientes.teaching import graded
from dosclientes.teaching.commands import Class
from dosclientes.teaching.round import points
from dosclientes.teaching.verdict_table import behaviours, lines, page
from tests.teaching.keys import make_right

pytestmark = [pytest.mark.slow, pytest.mark.sandbox, pytest.mark.filterwarnings("ignore:Object of type")]
ASSIGNMENTS = sorted(
    path.name for path in (ROOT / "source" / "es").iterdir() if path.is_dir() and corpus.names(path.name)
)

CLICKS = "click-"
BY_CLICKS = ("a1", "a2")
"""Assignments whose questions in code can all be answered by clicks, too."""
RECORDED = (
    *("own-dpmo", "own-rty", "own-hidden"),
    *("own-p90", "own-urgent", "own-rate", "own-counts"),
    *("own-gaps", "own-turned", "own-alpha", "own-together", "own-confounder", "own-strata"),
    *("own-best", "own-plan", "own-impact", "own-load"),
)
DIFFERENT: dict[str, tuple[str | tuple[str, ...], float | None, str]] = {
    # whose clicks these are, or where they are, a person decides; stock gives 0
    "bad-broken-answers-file": (CLICKS, None, "error"),
    "bad-no-answers-file": (CLICKS, None, "error"),
    "blank": (CLICKS, None, "error"),
    "bad-foreign-student": (CLICKS, None, "error"),
    "bad-foreign-assignment": (CLICKS, None, "error"),
    # whose data the numbers are about, too
    "bad-another-id": (("my-biggest", "my-sides"), None, "error"),
    "bad-recorded-another-id": (RECORDED, None, "error"),
    # stock refuses these; one with copied cells and one under another name are graded as their base
    "bad-broken-notebook": ("", None, "error"),
    "bad-another-encoding": ("", None, "error"),
}
"""By submission: the start of the grade ids that differ, and the points and verdict they get instead."""


def grade(assignment: str, lang: str, folder: Path) -> Class:
    """A class of all stored submissions of an assignment, graded by the engine."""
    group = Class.copy(folder, lang, False)
    group.run("generate_assignment", assignment)
    for name in corpus.names(assignment):
        corpus.write(
            corpus.submission(assignment, name), lang, group.folder / "submitted" / lang / name / assignment
        )
    command = [
        sys.executable,
        "-m",
        "dosclientes",
        "grade",
        assignment,
        "--root",
        str(group.folder),
        "--quiet",
    ]
    done = subprocess.run(command, env=environment(lang), capture_output=True, text=True)
    assert done.returncode in (0, 3), done.stdout + done.stderr
    return group


@pytest.fixture(scope="module")
def classes(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Class]:
    """The class that `grade` makes of an assignment in a language, made once."""

    @cache
    def graded_class(assignment: str, lang: str) -> Class:
        return grade(assignment, lang, tmp_path_factory.mktemp(f"{assignment}-{lang}"))

    return graded_class


def environment(lang: str, grading: str = "engine") -> dict[str, str]:
    """The variables of a command that grades the class in a language."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    found = {"DOSCLIENTES_LANG": lang, "DOSCLIENTES_GRADING": grading, "PYTHONPATH": str(ROOT), "PATH": path}
    return {**os.environ, **found}


def report(group: Class, assignment: str, name: str) -> dict[str, Any]:
    """The verdicts beside the graded notebook, by grade id."""
    path = group.folder / "autograded" / group.lang / name / assignment / "grading.json"
    found = json.loads(path.read_text(encoding="utf-8"))["verdicts"]
    return {one["name"]: one for notebook in found.values() for one in notebook}


def foreseen(assignment: str, name: str) -> tuple[dict[str, float | None], dict[str, str]]:
    """The points in the gradebook, and verdicts that do not follow from them."""
    stored = corpus.submission(assignment, name)
    start, given, verdict = DIFFERENT.get(name, ("?", None, ""))
    if name == "blank" and assignment in BY_CLICKS:
        start = ""
    changed = [key for key in stored.expect if key.startswith(start)]
    return {**stored.expect, **dict.fromkeys(changed, given)}, dict.fromkeys(changed, verdict)


def kind(earned: float | None, full: float) -> str:
    """The verdict that goes with points."""
    if earned is None:
        return "manual"
    return "passed" if earned == full else "partial" if earned else "failed"


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_stored_submission_gets_its_exact_verdicts(
    classes: Callable[[str, str], Class], assignment: str, lang: str
) -> None:
    group = classes(assignment, lang)
    full = corpus.graded(assignment, lang)
    wrong = {}
    for name in corpus.names(assignment):
        earned, verdicts = points(group, assignment, name), report(group, assignment, name)
        expected, special = foreseen(assignment, name)
        for key, value in expected.items():
            verdict = special.get(key) or kind(value, full[key])
            if earned[key] != value or verdicts[key]["verdict"] != verdict:
                wrong[f"{name} {key}"] = (value, verdict, earned[key], verdicts[key])
    assert not wrong, json.dumps(wrong, indent=1, default=str)[:4000]


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_its_table_says_what_grading_says_now(classes: Callable[[str, str], Class], assignment: str) -> None:
    shown = (ROOT / "docs" / "verdicts" / f"{assignment}.md").read_text("utf-8")
    found = lines(assignment, {lang: classes(assignment, lang) for lang in ("es", "en")})
    assert shown == page(assignment, behaviours(assignment), found), "stale: run `make verdicts`"


def test_nbgraders_own_command_grades_with_the_engine(tmp_path: Path) -> None:
    group = replace(Class.copy(tmp_path, "en"), grading="engine")
    group.run("generate_assignment", "a1")
    names = ("solution", "m4-who-affects-is-the-customer", "bad-foreign-student")
    for name in names:
        corpus.write(corpus.submission("a1", name), "en", group.folder / "submitted" / "en" / name / "a1")
    group.run("autograde", "a1")
    for name in names:
        expected, special = foreseen("a1", name)
        earned, verdicts = points(group, "a1", name), report(group, "a1", name)
        assert {key: earned[key] for key in expected} == expected
        assert {key: verdicts[key]["verdict"] for key in special} == special


def test_a_mended_key_counts_at_once(tmp_path: Path) -> None:
    """Warm processes outlive a run of nbgrader's, in the formgrader for one."""
    group = replace(Class.copy(tmp_path, "es"), grading="engine")
    group.run("generate_assignment", "a1")
    corpus.write(corpus.submission("a1", "solution"), "es", group.folder / "submitted" / "es" / "ana" / "a1")
    group.run("autograde", "a1")
    assert points(group, "a1", "ana")["click-payer"] == 1
    make_right(group.folder, "a1", "a1-payer", "nobody")
    group.run("autograde", "a1", "--force")
    assert points(group, "a1", "ana")["click-payer"] == 0
    other = graded.stored_class("a1", "es", tmp_path / "other", ["solution"])
    assert points(other, "a1", "solution")["click-payer"] == 1  # another course, in the same process


@pytest.mark.parametrize("assignment", [name for name in ASSIGNMENTS if name != "a1"])  # a1: test_round.py
def test_stock_nbgrader_gives_the_same_points(tmp_path: Path, assignment: str) -> None:
    """All that stock can grade, on two processors."""
    names = [name for name in corpus.names(assignment) if corpus.submission(assignment, name).gradable]
    groups = [Class.copy(tmp_path / part, "es") for part in ("first", "second")]
    command = [sys.executable, "-m", "nbgrader", "autograde", assignment]
    running = []
    for group, part in zip(groups, (names[::2], names[1::2]), strict=True):
        group.run("generate_assignment", assignment)
        for name in part:
            corpus.write(
                corpus.submission(assignment, name),
                "es",
                group.folder / "submitted" / "es" / name / assignment,
            )
        running.append(
            subprocess.Popen(
                command, cwd=group.folder, env=environment("es", "stock"), stderr=subprocess.DEVNULL
            )
        )
    assert [process.wait() for process in running] == [0, 0]
    wrong = {}
    for group, part in zip(groups, (names[::2], names[1::2]), strict=True):
        for name in part:
            expected, earned = corpus.submission(assignment, name).expect, points(group, assignment, name)
            wrong |= {
                f"{name} {key}": (expected[key], earned[key])
                for key in expected
                if earned[key] != expected[key]
            }
    assert wrong == {}


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_rehearsal_of_every_assignment_has_nothing_to_complain_of(tmp_path: Path, lang: str) -> None:
    """The right clicks lie beside the solutions; every test is judged apart."""
    group = Class.copy(tmp_path / "class", lang)
    for assignment in ASSIGNMENTS:
        group.run("generate_assignment", assignment)
        done = subprocess.run(
            [sys.executable, "-m", "dosclientes", "rehearse", assignment, "--root", str(group.folder)],
            env=environment(lang),
            cwd=group.folder,
            text=True,
            capture_output=True,
            check=False,
        )
        assert (done.returncode, len(done.stdout.splitlines())) == (0, 1), done.stdout + done.stderr
