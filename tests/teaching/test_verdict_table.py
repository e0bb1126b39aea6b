"""The tables in docs/verdicts: what each stored submission loses, by real grading."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograde_tests import corpus
from dosclientes.assignments import names
from dosclientes.teaching import verdict_table
from dosclientes.teaching.verdict_table import Behaviour, Line, main, page

ASSIGNMENTS = [name for name in names("es") if corpus.names(name)]
BEHAVED = [Behaviour("click", 1, "Clicks (M1)."), Behaviour("own", 2, "Own data."), Behaviour("text", 4, "")]
FOUND = [
    Line(
        "m1-payer",
        "misconceived",
        "pays | is",
        ["M1"],
        {"click": ("failed", 0), "own": ("error", None), "text": ("manual", None)},
    ),
    Line(
        "solution",
        "right",
        "all right",
        (),
        {"click": ("passed", 1), "own": ("partial", 0.5), "text": ("manual", None)},
    ),
]


@pytest.mark.slow
@pytest.mark.sandbox
@pytest.mark.filterwarnings("ignore:Object of type")
def test_the_command_grades_and_finds_the_table_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    """The tables of all assignments are compared in `test_engine.py`, which has them graded."""
    assert main(["a6", "--check"]) == 0
    assert capsys.readouterr().out == "docs/verdicts/a6.md: fresh\n"


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_two_wrong_ideas_lose_each_behaviour(assignment: str) -> None:
    wrong = [name for name in corpus.names(assignment) if corpus.kind(name) == "misconceived"]
    assert wrong
    for grade_id, points in corpus.graded(assignment).items():
        lose = [name for name in wrong if corpus.submission(assignment, name).expect[grade_id] < points]
        assert len(lose) >= 2, grade_id


def test_a_table_shows_points_lost_and_what_is_left_to_a_person() -> None:
    text = page("a1", BEHAVED, FOUND)
    assert "| `m1-payer` | pays \\| is (M1) | **0** | **?** | ✎ | 0 |" in text
    assert "| `solution` | all right | · | **0.5** | ✎ | 1.5 |" in text
    assert "| 1 | `click` | 1 | Clicks (M1). | 1 |" in text
    assert "a customer is whoever pays" in text
    assert text.index("Correctas") < text.index("confusión, o casi")


def test_a_stale_table_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(verdict_table, "FOLDER", tmp_path)
    monkeypatch.setattr(verdict_table, "ROOT", tmp_path)
    monkeypatch.setattr(verdict_table, "behaviours", lambda _name: BEHAVED)
    monkeypatch.setattr(verdict_table, "lines", lambda _name: FOUND)
    assert main(["a1", "--check"]) == 1
    assert not list(tmp_path.iterdir())
    assert main(["a1"]) == 0
    assert main(["a1", "--check"]) == 0
    (tmp_path / "a1.md").write_text(
        (tmp_path / "a1.md").read_text("utf-8").replace("**?**", "**0**"), "utf-8"
    )
    assert main(["a1", "--check"]) == 1
    told = capsys.readouterr().out.split()
    assert told[1::2] == ["stale", "written", "fresh", "stale"]


def test_every_stored_submission_is_of_a_kind() -> None:
    assert corpus.kind("solution") == corpus.kind("right-by-loops") == "right"
    assert corpus.kind("m15-steps") == corpus.kind("copied-from-luis") == "misconceived"
    assert corpus.kind("bad-broken-notebook") == "broken"
    assert corpus.kind("hostile-fork-bomb") == corpus.kind("badly-named") == ""
