"""What the solution loads while it runs is found once, and known after an edit of the source."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dosclientes.cli import main
from dosclientes.grading.rehearsal import kept

pytestmark = pytest.mark.sandbox


def rehearsed(course: Path, *words: str) -> set[str]:
    """Modules that the latest rehearsal says are loaded."""
    assert main(["rehearse", "ps1", "--root", str(course), *words]) in (0, 3)
    return set(json.loads(kept.paths(course, "ps1")[0].read_text("utf-8"))["loaded"])


def solve_with(course: Path, statement: str) -> None:
    """Have the solution do something more, where no text says so at the top of a cell."""
    path = course / "source" / "ps1" / "problem1.ipynb"
    text = path.read_text("utf-8")
    assert "### BEGIN SOLUTION" in text
    path.write_text(text.replace("### BEGIN SOLUTION", f"### BEGIN SOLUTION\\n    __import__('{statement}')"))


def test_an_edit_forgets_nothing_but_again_does(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(course)
    source = course / "source" / "ps1" / "problem1.ipynb"
    plain = source.read_text("utf-8")
    solve_with(course, "wave")
    assert "wave" in rehearsed(course)
    source.write_text(plain)
    (course / "source" / "ps1" / "note.txt").write_text("edited")
    assert "wave" in rehearsed(course), "found before the edit, and loaded before anybody looked"
    assert len(kept.paths(course, "ps1")) == 2, "rehearsed anew"
    solve_with(course, "sched")
    assert {"wave", "sched"} <= rehearsed(course), "what is new is found besides"
    source.write_text(plain)
    assert not {"wave", "sched"} & rehearsed(course, "--again")
