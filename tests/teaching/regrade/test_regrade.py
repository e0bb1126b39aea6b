"""A changed check, key or maximum: shown first, applied with a log, taken back; what a person gave stays."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from dosclientes.cli import main
from dosclientes.teaching import graded
from dosclientes.teaching.commands import Class, CommandError
from dosclientes.teaching.regrade.changes import changes
from dosclientes.teaching.regrade.state import Mark
from dosclientes.teaching.round import grade_by_hand, gradebook, points
from tests import databases

pytestmark = pytest.mark.filterwarnings("ignore:Object of type")
NAMES = ("solution", "m4-who-affects-is-the-customer", "blank")
STRICTER = """

@check
def check_click_roles() -> Verdict:
    found = judge_click("a1-roles")
    return found if found.fraction == 1 else Verdict(0.0, "all or nothing now")
"""
WRONG = "\n\ndef check_click_payer():\n    raise AssertionError('the key has changed')\n"
M4 = NAMES[1]


@pytest.fixture(scope="module", params=databases.GRADEBOOKS)
def group(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Class:
    """Three students, graded; a person has graded one text and overruled one test; their feedback is there."""
    database = databases.new(request.param)
    group = graded.stored_class("a1", "es", tmp_path_factory.mktemp("otra vez"), NAMES, database)
    grade_by_hand(group, "a1", "solution", {"text-own-case": 3})
    grade_by_hand(group, "a1", "blank", {"click-payer": 0.5})
    group.run("generate_feedback", "a1")
    return group


@pytest.fixture
def checks(group: Class) -> Iterator[Path]:
    """The course's checks of A1, to be changed, and put back."""
    path = group.folder / "autograde_tests" / "a1.py"
    before = path.read_bytes()
    yield path
    path.write_bytes(before)


def everything(group: Class) -> dict[str, Any]:
    """All marks, and the bytes of all graded files."""
    marks = {name: points(group, "a1", name) for name in NAMES}
    folder = group.folder / "autograded"
    return {**marks, **{str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}}


def maxima(group: Class) -> dict[str, float]:
    """How many points each question gives."""
    with gradebook(group) as book:
        (notebook,) = book.find_assignment("a1").notebooks
        return {cell.name: cell.max_score for cell in (*notebook.grade_cells, *notebook.task_cells)}


def regrade(group: Class, *words: str) -> int:
    return main(["regrade", "a1", *words, "--root", str(group.folder)])


@pytest.mark.slow
def test_a_changed_check_is_shown_then_applied_then_taken_back(
    group: Class, checks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(group)
    checks.write_text(checks.read_text("utf-8") + STRICTER, "utf-8")
    assert regrade(group, "--dry-run") == 0
    told = capsys.readouterr().out
    assert f"{M4}  click-roles  0.75 → 0 / 1" in told
    assert "all or nothing now" in told
    assert everything(group) == before

    pages = group.folder / "feedback" / "es" / M4 / "a1" / "a1.html"
    old = pages.read_bytes()
    regrade(group)
    told = capsys.readouterr().out
    assert f"{M4}  click-roles  0.75 → 0 / 1" in told
    assert points(group, "a1", M4) == {**before[M4], "click-roles": 0}
    assert points(group, "a1", "solution") == before["solution"]
    with gradebook(group) as book:  # what a person gave stays, and is not asked for again
        text = book.find_grade("text-own-case", "a1", "a1", "solution")
        assert (text.manual_score, text.needs_manual_grade) == (3, False)
        assert book.find_grade("click-payer", "a1", "a1", "blank").manual_score == 0.5
    assert pages.read_bytes() != old  # feedback is renewed
    log = next((group.folder / "regrades" / "es" / "a1").glob("*/changes.csv"))
    rows = list(csv.DictReader(log.read_text("utf-8").splitlines()))
    mine = [row for row in rows if (row["student"], row["question"]) == (M4, "click-roles")]
    assert [(row["points_before"], row["points_after"]) for row in mine] == [("0.75", "0")]

    grade_by_hand(group, "a1", "solution", {"text-own-case": 4})  # given since
    assert regrade(group, "--undo") == 0
    assert points(group, "a1", "solution") == {**before["solution"], "text-own-case": 4}
    grade_by_hand(group, "a1", "solution", {"text-own-case": 3})
    assert everything(group) == before
    assert regrade(group, "--undo") == 2  # there is nothing more to take back


@pytest.mark.slow
def test_a_check_that_the_solution_fails_takes_no_points_from_anybody(
    group: Class, checks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    checks.write_text(checks.read_text("utf-8") + WRONG, "utf-8")
    assert regrade(group, "--dry-run") == 3
    told = capsys.readouterr().out
    assert "solution  click-payer  1 → – / 1" in told
    assert "the key has changed" in told


@pytest.mark.slow
def test_nothing_changed_changes_nothing(group: Class, capsys: pytest.CaptureFixture[str]) -> None:
    before = {name: points(group, "a1", name) for name in NAMES}
    assert regrade(group, "--dry-run") == 0
    assert "→" not in capsys.readouterr().out
    assert {name: points(group, "a1", name) for name in NAMES} == before


@pytest.mark.slow
def test_a_question_after_hand_ins_is_refused_before_anything_is_deleted(group: Class) -> None:
    source = group.folder / "source" / "es" / "a1" / "a1.ipynb"
    kept = source.read_bytes()
    released = {
        path: path.read_bytes() for path in (group.folder / "assignments").rglob("*") if path.is_file()
    }
    assert released
    nb: Any = nbformat.read(source, 4)
    cell = new_code_cell("assert True")
    cell.metadata["nbgrader"] = {
        "grade_id": "one-more", "grade": True, "solution": False, "locked": True, "task": False, "points": 1,
        "schema_version": 3,
    }  # fmt: skip
    nb.cells.append(cell)
    nbformat.write(nb, source)
    before = everything(group)
    try:
        with pytest.raises(CommandError) as told:
            group.run("generate_assignment", "a1")
        assert "one-more" in str(told.value)
        assert regrade(group) == 2
    finally:
        source.write_bytes(kept)
    assert {path: path.read_bytes() for path in released} == released
    assert everything(group) == before


@pytest.mark.slow
def test_a_changed_maximum_is_shown_and_a_manual_grade_above_it_is_looked_at_again(
    group: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    source = group.folder / "source" / "es" / "a1" / "a1.ipynb"
    kept = source.read_bytes()
    nb = json.loads(kept)
    for cell in nb["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "text-own-case":
            cell["metadata"]["nbgrader"]["points"] = 2
    source.write_text(json.dumps(nb), "utf-8")
    before = everything(group), maxima(group)
    try:
        assert regrade(group, "--dry-run") == 3
        told = capsys.readouterr().out
        assert "valía 4 y vale 2" in told
        assert "supera el máximo" in told
        assert (everything(group), maxima(group)) == before
        assert regrade(group) == 3
        assert maxima(group) == {**before[1], "text-own-case": 2}
    finally:
        source.write_bytes(kept)
    assert regrade(group, "--undo") == 0
    assert (everything(group), maxima(group)) == before


def test_changes_tell_gains_losses_and_why() -> None:
    before = {("a", "n", "q"): Mark(1, None, False, 1), ("b", "n", "q"): Mark(0, None, False, 1, "slip")}
    after = {
        ("a", "n", "q"): Mark(0, None, False, 1, "wrong"),
        ("b", "n", "q"): Mark(1, None, False, 1),
        ("c", "n", "q"): Mark(None, None, True, 1, "cannot be judged"),
    }
    found = changes(before, after)
    assert [(one.student, one.gain) for one in found] == [("a", -1), ("b", 1), ("c", 0)]
    assert "wrong" in found[0].why
    assert "slip" in found[1].why
    assert changes(after, after) == []
