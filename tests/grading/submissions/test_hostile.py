"""No submission can cheat, spy, or harm the class: the hostile corpus beside honest students, in one run."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograde_tests import checking, corpus
from tests.grading import hostile
from tests.grading.hostile import CANARY, HONEST, NAMES, Graded

pytestmark = [pytest.mark.slow, pytest.mark.sandbox]
FULL = corpus.submission("a3", "solution").expect
USER = pytest.param("user", marks=pytest.mark.user)


@pytest.fixture(scope="module", params=["root", USER] if os.geteuid() == 0 else [USER])
def graded(request: pytest.FixtureRequest) -> Iterator[Graded]:
    """The class, graded by root and by somebody with no rights."""
    as_user = request.param == "user" and os.geteuid() == 0
    with tempfile.TemporaryDirectory(
        prefix="tmp-hostile-", dir="/var/tmp", ignore_cleanup_errors=True
    ) as folder:
        yield hostile.grade(Path(folder), as_user)


def honest(name: str) -> dict[str, float]:
    """What the honest work in a submission is worth."""
    return FULL if corpus.submission("hostile", name).edits.get("honest", True) else dict.fromkeys(FULL, 0.0)


def test_the_corpus_is_large() -> None:
    assert len(corpus.names("hostile")) >= 75


def test_everybody_is_graded(graded: Graded) -> None:
    assert graded.code == 3, graded.told
    report = json.loads((graded.folder / "report.json").read_text("utf-8"))
    assert report["broken"] == {}
    assert set(report["results"]) == {*NAMES, *HONEST}


@pytest.mark.parametrize("student", HONEST)
def test_the_honest_keep_every_point(graded: Graded, student: str) -> None:
    verdicts = graded.report(student)
    assert {key: verdicts[key]["score"] for key in FULL} == FULL


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_submission_gets_its_verdict(graded: Graded, name: str) -> None:
    """Its exact points; where a clock decides, 0 or left for a person, and never a point that was not earned."""
    stored, verdicts = corpus.submission("hostile", name), graded.report(name)
    edits = stored.edits
    free = {*edits.get("lost", ()), *edits.get("either", ())}
    earned = {key: verdicts[key]["score"] for key in FULL}
    # without the file of the clicks, a person is asked where they are
    waiting = {key for key in FULL if key.startswith("click-") and not edits["answers"]}
    assert {key: earned[key] for key in FULL if key not in free} == {
        key: None if key in waiting else value for key, value in stored.expect.items() if key not in free
    }, {key: found["reason"] for key, found in verdicts.items() if found["score"] is None}
    assert [key for key in edits.get("lost", ()) if earned[key]] == []
    worth = honest(name)
    assert [key for key in FULL if (earned[key] or 0) > worth[key]] == []


def test_no_process_is_left(graded: Graded) -> None:
    assert graded.left == []


def test_no_file_is_changed(graded: Graded) -> None:
    assert graded.changed == []


def test_nobody_called(graded: Graded) -> None:
    assert graded.called == []


def test_nothing_secret_is_told(graded: Graded) -> None:
    """Neither in outputs, nor in reports, nor on the pages that students get."""
    keys = [why for item in checking._loaded("a3").values() for why in checking._telling(item)]
    secret = [CANARY, *map(re.escape, keys)]
    seen = [
        *secret,
        "FOUND /",
        "READ b",
        "CONNECTED",
        "WROTE",
        "ROOT\n",
    ]  # what the spies print when they succeed
    told, found = {}, {}
    for path in (graded.folder / "autograded").rglob("*.ipynb"):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        outputs = [output for cell in cells for output in cell.get("outputs", ())]
        text = "\n".join(text for output in outputs for text in _texts(output))
        found[str(path)] = re.findall("|".join(seen), text)
    for path in (
        *(graded.folder / "autograded").rglob("grading.json"),
        *(graded.folder / "feedback").rglob("*.html"),
    ):
        told[str(path)] = path.read_text("utf-8")
        found[str(path)] = re.findall("|".join(secret), told[str(path)])
    assert {name: hits[:3] for name, hits in found.items() if hits} == {}
    assert len([name for name in told if name.endswith(".html")]) >= 2
    shown = "".join(text for name, text in told.items() if name.endswith(".html"))
    assert "HIDDEN TESTS" not in shown


def test_what_is_shown_is_text(graded: Graded) -> None:
    """Neither the terminal nor a page does what a submission says; `ACTED` is what its outputs would write."""
    assert "\x1b" not in graded.told
    assert "\u202e" not in graded.told
    pages = list((graded.folder / "feedback").rglob("cheat-shows-a-page/**/*.html"))
    assert pages or "cheat-shows-a-page" not in NAMES  # there may be a piece of the corpus alone
    for page in pages:
        active = re.findall(
            r"<script[^>]*>[^<]*ACTED|\bon\w+\s*=\s*[\"'][^\"']*ACTED", page.read_text("utf-8")
        )
        assert active == []


def test_what_does_not_count_is_not_copied(graded: Graded) -> None:
    files = (graded.folder / "autograded" / "es" / "harm-a-file-too-large").rglob("*")
    assert sum(path.stat().st_size for path in files if path.is_file()) < 2**20


def _texts(output: dict[str, object]) -> Iterator[str]:
    for key in ("text", "evalue", "traceback"):
        value = output.get(key, "")
        yield "".join(value) if isinstance(value, list) else str(value)
    yield str(output.get("data", ""))
