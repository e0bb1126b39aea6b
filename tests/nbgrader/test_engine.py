"""The course's own assignments on the fast engine: every stored submission gets its exact verdicts.

They are those of stock nbgrader, but for the deliberate differences in `DIFFERENT`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from autograde_tests import corpus
from dosclientes.classroom.commands import Class
from dosclientes.classroom.round import points
from dosclientes.paths import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:Object of type")]
ASSIGNMENTS = sorted(
    path.name for path in (ROOT / "source" / "es").iterdir() if path.is_dir() and corpus.names(path.name)
)

CLICKS = "click-"
RECORDED = ("own-dpmo", "own-rty", "own-hidden", "own-p90", "own-urgent", "own-rate", "own-counts")
DIFFERENT: dict[str, tuple[str | tuple[str, ...], float | None, str]] = {
    # whose clicks these are, a person decides; stock gives 0
    "bad-foreign-student": (CLICKS, None, "error"),
    "bad-foreign-assignment": (CLICKS, None, "error"),
    # whose data the numbers are about, too
    "bad-another-id": (("my-biggest", "my-sides"), None, "error"),
    "bad-recorded-another-id": (RECORDED, None, "error"),
    # stock refuses these three; the third, with copied cells, is graded as its base and needs no entry
    "bad-broken-notebook": ("", None, "error"),
    "bad-renamed-notebook": ("", 0.0, "failed"),
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
    environment = {**os.environ, "DOSCLIENTES_LANG": lang, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode in (0, 3), done.stdout + done.stderr
    return group


def report(group: Class, assignment: str, name: str) -> dict[str, Any]:
    """The verdicts beside the graded notebook, by grade id."""
    path = group.folder / "autograded" / group.lang / name / assignment / "grading.json"
    found = json.loads(path.read_text(encoding="utf-8"))["verdicts"]
    return {one["name"]: one for notebook in found.values() for one in notebook}


def foreseen(assignment: str, name: str) -> tuple[dict[str, float | None], dict[str, str]]:
    """The points in the gradebook, and verdicts that do not follow from them."""
    stored = corpus.submission(assignment, name)
    start, given, verdict = DIFFERENT.get(name, ("?", None, ""))
    changed = [key for key in stored.expect if key.startswith(start)]
    return {**stored.expect, **dict.fromkeys(changed, given)}, dict.fromkeys(changed, verdict)


def kind(earned: float | None, full: float) -> str:
    """The verdict that goes with points."""
    if earned is None:
        return "manual"
    return "passed" if earned == full else "partial" if earned else "failed"


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_stored_submission_gets_its_exact_verdicts(tmp_path: Path, assignment: str, lang: str) -> None:
    group = grade(assignment, lang, tmp_path)
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
