"""Every kind of test met in public courses: a right answer keeps its points, a blank one gets what stock gives it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from dosclientes.grading.rehearsal.findings import Findings
from tests.grading import course as courses
from tests.grading.rehearsal.kinds import KINDS, Kind
from tests.grading.rehearsal.variants import EVERY, TOPICS

CONFIG = "c = get_config()\nc.CourseDirectory.course_id = 'kinds'\n"
EMPTY = {"empty-test": 1.0, "test-of-comments": 1.0, "test-of-a-string": 1.0}
"""What stock gives to a blank hand-in, for a test that asks nothing."""


def notebook(kind: Kind) -> Any:
    """The source notebook of an assignment."""
    cells = []
    for n, (what, source) in enumerate(kind.cells):
        cell = new_code_cell(source, id=f"{what}{n}")
        label = {"grade_id": f"{what}{n}", "grade": what == "test", "solution": what == "answer"}
        label |= {"locked": what != "answer", "task": False, "schema_version": 3}
        cell.metadata["nbgrader"] = label | ({"points": 1} if what == "test" else {})
        cells.append(cell)
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": spec})


def make(folder: Path, kinds: dict[str, Kind]) -> None:
    """A course of one assignment with a notebook of each kind; solution and blank release handed in."""
    import nbformat

    (folder / "source" / "a").mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(CONFIG)
    for name, kind in kinds.items():
        nbformat.write(notebook(kind), folder / "source" / "a" / f"{name}.ipynb")
        for file, content in kind.files.items():
            (folder / "source" / "a" / file).write_text(content)
    courses.nbgrader("generate_assignment", "a", cwd=folder)
    shutil.copytree(folder / "source" / "a", folder / "submitted" / "solution" / "a")
    shutil.copytree(folder / "release" / "a", folder / "submitted" / "blank" / "a")


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kinds") / "course"
    make(folder, EVERY)
    done = courses.grade(folder, "--report", "report.json", assignment="a")
    assert done.returncode in (0, 3), done.stderr + done.stdout
    return folder


def verdicts(folder: Path, student: str, name: str) -> list[dict[str, Any]]:
    report = json.loads((folder / "autograded" / student / "a" / "grading.json").read_text("utf-8"))
    found: list[dict[str, Any]] = report["verdicts"][name]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_a_right_answer_keeps_its_points(graded: Path, name: str) -> None:
    found = verdicts(graded, "solution", name)
    assert [v["verdict"] for v in found] == ["passed"] * len(found), found


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_a_blank_hand_in_earns_nothing(graded: Path, name: str) -> None:
    found = verdicts(graded, "blank", name)
    assert sum(v["score"] or 0 for v in found) == EMPTY.get(name, 0.0), found


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_what_can_be_protected_is(graded: Path, name: str) -> None:
    free = [v["name"] for v in verdicts(graded, "solution", name) if "unprotected" in v]
    assert len(free) == EVERY[name].free, verdicts(graded, "solution", name)


@pytest.mark.slow
def test_most_tests_are_protected(graded: Path) -> None:
    """Of the kinds as they are met; our own variants look for the edges, and are protected less often."""
    found = [v for name in KINDS for v in verdicts(graded, "solution", name)]
    assert sum("unprotected" not in v for v in found) >= 0.85 * len(found)


@pytest.mark.slow
def test_nothing_is_rehearsed_twice(graded: Path) -> None:
    (kept,) = (graded / ".grading-rehearsals").glob("a-*.json")
    before, written = kept.read_text("utf-8"), kept.stat().st_mtime_ns
    assert Findings.load(before).dump() == before
    courses.grade(graded, "--force", assignment="a")
    assert kept.stat().st_mtime_ns == written


def test_every_kind_has_three_variants() -> None:
    assert [topic for topic, names in TOPICS.items() if len(names) < 3] == []
    assert {name for names in TOPICS.values() for name in names} == set(EVERY)
