"""A1 through nbgrader itself: the exchange, autograding, a grade by hand, feedback, export, an LMS download."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograde_tests import checking, corpus
from dosclientes.language.translation import use_language
from dosclientes.paths import ROOT
from dosclientes.teaching.commands import Class, CommandError
from dosclientes.teaching.round import collect_download, grade_by_hand, gradebook, play, points

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.filterwarnings("ignore:Object of type"),
]  # nbgrader's own use of its database
THREE = ("solution", "blank", "m4-who-affects-is-the-customer")
PROBLEMS = ("bad-no-answers-file",)


@pytest.fixture(scope="module")
def group(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """An English class that has gone the whole way, in a folder with spaces and accents."""
    group = Class.copy(tmp_path_factory.mktemp("mi clase ñandú"), "en")
    play(group, "a1", [*THREE, *PROBLEMS])
    return group


def page(group: Class, student: str) -> str:
    """The feedback as the student fetched it."""
    return next((group.home(student) / "a1" / "feedback").rglob("a1.html")).read_text("utf-8")


def foreseen(name: str) -> dict[str, float | None]:
    stored = corpus.submission("a1", name)
    return {**stored.expect, "text-own-case": stored.manual.get("text-own-case")}


@pytest.mark.parametrize("name", [*THREE, *PROBLEMS])
def test_the_gradebook_holds_exactly_the_foreseen_points(group: Class, name: str) -> None:
    assert points(group, "a1", name) == foreseen(name)


def test_the_export_says_the_same(group: Class) -> None:
    with (group.folder / f"grades-{group.course_id}.csv").open(encoding="utf-8") as file:
        exported = {line["student_id"]: (line["score"], line["status"]) for line in csv.DictReader(file)}
    expected = {
        name: (f"{corpus.submission('a1', name).total:g}", "graded")
        for name in (*THREE, *PROBLEMS)
        if name != "blank"
    }
    assert exported == {**expected, "blank": ("", "waiting")}  # nobody has graded its text
    assert exported["solution"][0] == "20"


def test_the_release_is_the_one_that_is_committed(group: Class) -> None:
    released = group.folder / "assignments" / "en" / "a1"
    committed = ROOT / "assignments" / "en" / "a1"
    assert {path.name: path.read_bytes() for path in released.iterdir()} == {
        path.name: path.read_bytes() for path in committed.iterdir()
    }


def test_a_fresh_copy_enters_its_committed_release_in_the_gradebook(tmp_path: Path) -> None:
    group = Class.copy(tmp_path, "es")
    shutil.copytree(ROOT / "assignments" / "es", group.folder / "assignments" / "es")
    group.run("generate_assignment", "a1")
    with gradebook(group) as book:
        assert book.find_assignment("a1").max_score == 20


def test_feedback_says_what_to_think_about_and_where_to_read_on(group: Class) -> None:
    told = page(group, THREE[2])
    assert "Your arrows point the wrong way." in told
    assert "lesson 02" in told
    assert "answers.json" in page(group, "bad-no-answers-file")


@pytest.mark.parametrize("name", [*THREE, *PROBLEMS])
def test_feedback_holds_no_hidden_source_no_key_and_no_traceback_into_a_test(group: Class, name: str) -> None:
    told = page(group, name)
    for secret in ("autograde_tests", "HIDDEN TESTS", "import check_", "checking.py"):
        assert secret not in told
    assert "Traceback (most recent" not in told  # blanks do not stop a cell
    with use_language("en"):
        keys = [why for item in checking._loaded("a1") for why in checking._telling(checking.item(item))]
    assert keys
    assert [why for why in keys if why in told] == []


def test_stock_feedback_without_our_preprocessor_would_show_hidden_tests(group: Class) -> None:
    stock = ["nbgrader.preprocessors.GetGrades", "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor"]
    config = group.folder / "nbgrader_config.py"
    before = config.read_text("utf-8")
    config.write_text(before + f"\nc.GenerateFeedback.preprocessors = {stock!r}\n", "utf-8")
    try:
        group.run("generate_feedback", "a1", "--student", "blank", "--force")
        told = (group.folder / "feedback/en/blank/a1/a1.html").read_text("utf-8")
    finally:
        config.write_text(before, "utf-8")
    assert 'import</span> <span class="n">check_' in told or "HIDDEN TESTS" in told


def test_the_student_finds_the_rubric_and_the_own_clicks_in_the_feedback(group: Class) -> None:
    told = page(group, "solution")
    assert "Grading criteria (4 points)" in told
    assert "MARK SCHEME" not in told
    assert "The tourist, although she pays nothing." in told


def test_clicks_survive_a_platform_download(tmp_path: Path) -> None:
    group = Class.copy(tmp_path, "en")
    group.run("generate_assignment", "a1")
    collect_download(group, "a1", ["solution", "right-by-a-loop"])  # one as files, one as a zip
    for name in ("solution", "right-by-a-loop"):
        handed = group.folder / "submitted" / "en" / name / "a1"
        assert {path.name for path in handed.iterdir()} >= {"a1.ipynb", "answers.json"}
    group.run("autograde", "a1", "--student", "solution")
    assert points(group, "a1", "solution") == {**foreseen("solution"), "text-own-case": None}


@pytest.mark.slow
def test_every_stored_submission_earns_its_points_in_nbgrader(tmp_path: Path) -> None:
    """The other assignments: `test_engine.py`; each language of all of them, too, by the engine."""
    group = Class.copy(tmp_path, "es")
    names = [name for name in corpus.names("a1") if corpus.submission("a1", name).gradable]
    found = play(group, "a1", names)
    assert [row for row in found if not row.right] == []


@pytest.mark.slow
def test_the_command_lines_do_the_same(tmp_path: Path) -> None:
    group = Class.copy(tmp_path, "es", as_commands=True)
    assert [row for row in play(group, "a1", THREE) if not row.right] == []


@pytest.mark.slow
def test_a_submission_nbgrader_cannot_grade_leaves_the_others_alone(tmp_path: Path) -> None:
    group = Class.copy(tmp_path, "es")
    group.run("generate_assignment", "a1")
    refused = [name for name in corpus.names("a1") if not corpus.submission("a1", name).gradable]
    assert refused
    for name in ("solution", *refused):
        corpus.write(corpus.submission("a1", name), "es", group.folder / "submitted" / "es" / name / "a1")
    with pytest.raises(CommandError):
        group.run("autograde", "a1")
    assert points(group, "a1", "solution") == {**foreseen("solution"), "text-own-case": None}
    graded = {
        path.name for path in (group.folder / "autograded" / "es").iterdir() if any(path.glob("a1/*.ipynb"))
    }
    assert graded == {"solution"}


@pytest.mark.slow
def test_a_late_hand_in_costs_what_the_guide_says(tmp_path: Path) -> None:
    group = Class.copy(tmp_path, "es")
    config = group.folder / "nbgrader_config.py"
    config.write_text(
        config.read_text("utf-8") + '\nc.LateSubmissionPlugin.penalty_method = "zero"\n', "utf-8"
    )
    group.run("generate_assignment", "a1")
    group.run("db", "assignment", "add", "a1", "--duedate", "2026-01-01 12:00:00")
    handed = group.folder / "submitted" / "es" / "solution" / "a1"
    corpus.write(corpus.submission("a1", "solution"), "es", handed)
    (handed / "timestamp.txt").write_text("2026-01-02 12:00:00 UTC\n")
    group.run("autograde", "a1")
    grade_by_hand(group, "a1", "solution", {"text-own-case": 4})
    group.run("autograde", "a1", "--force")  # the penalty is reckoned here, now with the text's points
    group.run("export")
    with (group.folder / f"grades-{group.course_id}.csv").open(encoding="utf-8") as file:
        line = next(csv.DictReader(file))
    assert (float(line["raw_score"]), float(line["score"])) == (20, 0)


@pytest.mark.slow
def test_a_default_configuration_grades_the_same(tmp_path: Path) -> None:
    """Only the sources of a language, the hidden checks, and the root on PYTHONPATH."""
    root = tmp_path.resolve()
    leave = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "source" / "en", root / "source", ignore=leave)
    shutil.copytree(ROOT / "autograde_tests", root / "autograde_tests", ignore=leave)
    (root / "nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "any"\n')
    for name in THREE:
        corpus.write(corpus.submission("a1", name), "en", root / "submitted" / name / "a1")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    variables = {**os.environ, "PYTHONPATH": str(root), "PATH": path}
    for step in ("generate_assignment", "autograde", "generate_feedback"):
        subprocess.run([sys.executable, "-m", "nbgrader", step, "a1"], cwd=root, env=variables, check=True)
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{root.as_posix()}/gradebook.db") as book:
        earned = {name: book.find_submission("a1", name).score for name in THREE}
    assert earned == {name: sum(corpus.submission("a1", name).expect.values()) for name in THREE}
    told = (root / "feedback" / THREE[2] / "a1" / "a1.html").read_text("utf-8")
    assert (
        "Traceback (most recent" not in told
    )  # a check's error shows its message alone, even in stock feedback


@pytest.mark.slow
def test_a_fresh_clone_repeats_the_round(tmp_path: Path) -> None:
    clone = tmp_path / "un clon"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
    variables = {**os.environ, "PYTHONPATH": str(clone)}
    options = [word for name in THREE for word in ("--submission", name)]
    command = [sys.executable, "-m", "dosclientes.teaching.round", "a1", "--lang", "es", *options]
    done = subprocess.run(command, cwd=clone, env=variables, text=True, capture_output=True, check=True)
    assert "NO" not in done.stdout
