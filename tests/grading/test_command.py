"""The command as a person meets it, and nbgrader's own commands with the engine behind them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from filelock import FileLock

from tests.grading import course as courses
from tests.grading.course import answer, cell

SECRET = "SECRET_EXPECTED_VALUE"
HIDDEN = f"""assert squares(1) == [1]
### BEGIN HIDDEN TESTS
expected = [1, 4, 9] + [] * len("{SECRET}")
print("{SECRET}")
assert squares(3) == expected, "your list has a wrong length"
### END HIDDEN TESTS"""


@pytest.fixture(scope="module")
def hidden(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with a hidden test."""
    course = courses.ungenerated(pristine, tmp_path_factory.mktemp("hidden") / "course")
    path = course / "source" / "ps1" / "problem1.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell(notebook, "correct_squares").source = HIDDEN
    nbformat.write(notebook, path)
    courses.nbgrader("generate_assignment", "ps1", cwd=course)
    courses.submit(course, "good")
    courses.submit(course, "bad", answer("squares", "def squares(n):\n    return [1] * n"))
    return course


def test_exit_codes(anywhere: Path) -> None:
    assert courses.grade(anywhere).returncode == 2  # nothing handed in
    courses.submit(anywhere, "good")
    assert courses.grade(anywhere).returncode == 0
    (courses.submit(anywhere, "broken") / "problem1.ipynb").write_text("{")
    assert courses.grade(anywhere).returncode == 3
    with FileLock(anywhere / ".grading.lock"):
        done = courses.grade(anywhere)
    assert done.returncode == 2
    assert "otra ejecución" in done.stderr


@pytest.mark.sandbox
def test_who_stops_reading_does_not_stop_the_grading(course: Path) -> None:
    courses.submit(course, "good")
    words = [sys.executable, "-m", "dosclientes", "grade", "ps1", "--root", str(course)]
    process = subprocess.Popen(
        words, env=courses.ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.wait(300) == 0
    assert courses.scores(course, "good")["correct_squares"] == 1


@pytest.mark.sandbox
def test_a_report_lies_where_the_command_was_given(course: Path, tmp_path: Path) -> None:
    courses.submit(course, "good")
    here = tmp_path / "here"
    here.mkdir()
    grade = [sys.executable, "-m", "dosclientes", "grade", "ps1", "--root", str(course), "--report"]
    done = courses.run(*grade, "nowhere/r.json", cwd=here, check=False)
    assert done.returncode == 2
    assert "nowhere" in done.stderr
    assert not (course / "autograded").exists()  # said before the work
    courses.run(*grade, "r.json", cwd=here)
    assert json.loads((here / "r.json").read_text())["results"]["good"]
    assert not (course / "r.json").exists()


def test_unknown_assignment(course: Path) -> None:
    (course / "gradebook.db").unlink()
    done = courses.grade(course)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["/etc/ps1", "../ps1", "", "**", "ps1/problem1.ipynb"])
def test_what_is_no_name_of_an_assignment(course: Path, name: str) -> None:
    done = courses.grade(course, assignment=name)
    assert done.returncode == 2
    assert "no está en el libro de notas" in done.stderr
    assert "Traceback" not in done.stderr


def test_manual_grades_stay_and_only_new_work_is_graded(anywhere: Path) -> None:
    courses.submit(anywhere, "good")
    courses.grade(anywhere, check=True)
    with courses.book(anywhere) as run:
        run("update grade set manual_score = 0.25, needs_manual_grade = false")
    before = courses.rows(anywhere)
    courses.submit(anywhere, "late")
    done = courses.grade(anywhere, "--report", "report.json", check=True)
    assert done.returncode == 0
    report = json.loads((anywhere / "report.json").read_text())
    assert report["skipped"] == ["good"]
    assert [row for row in courses.rows(anywhere) if row[0] == "good"] == before
    courses.grade(anywhere, "--force", check=True)
    after = [row for row in courses.rows(anywhere) if row[0] == "good"]
    assert {row[4] for row in after} == {0.25}


def test_newer_submission_is_graded_again(anywhere: Path) -> None:
    folder = courses.submit(anywhere, "ana", solution=False)
    courses.grade(anywhere, check=True)
    assert courses.scores(anywhere, "ana")["correct_squares"] == 0
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder = courses.submit(anywhere, "ana")
    (folder / "timestamp.txt").write_text("2015-02-03 15:58:23.948203 UTC")
    courses.grade(anywhere, check=True)
    assert courses.scores(anywhere, "ana")["correct_squares"] == 1


def test_feedback_leaks_nothing(hidden: Path, tmp_path: Path) -> None:
    course = courses.copy(hidden, tmp_path / "course")
    (course / "submitted").symlink_to(hidden / "submitted")
    courses.grade(course, "--feedback", check=True)
    assert courses.scores(course, "bad")["correct_squares"] == 0
    assert courses.scores(course, "good")["correct_squares"] == 1
    pages = {
        path: path.read_text()
        for path in (course / "feedback").rglob("*")
        if path.suffix in (".html", ".json")
    }
    assert len(pages) == 4  # the engine's report is not among them
    for text in pages.values():
        assert SECRET not in text
        assert "HIDDEN TESTS" not in text
    assert "your list has a wrong length" in pages[course / "feedback" / "bad" / "ps1" / "problem1.html"]


@pytest.mark.sandbox
def test_a_page_that_cannot_be_made_costs_its_student_alone(course: Path) -> None:
    for student in ("ana", "eva"):
        courses.submit(course, student)
    courses.grade(course, check=True)
    damaged = course / "autograded" / "ana" / "ps1" / "problem1.ipynb"
    whole = damaged.read_bytes()
    damaged.chmod(0o644)  # nbgrader's own copies are read-only
    damaged.write_text("{")
    done = courses.grade(course, "--feedback", "--report", "report.json")
    assert (done.returncode, "Traceback" in done.stderr) == (3, False), done.stderr
    report = json.loads((course / "report.json").read_text("utf-8"))
    assert report["skipped"] == ["ana", "eva"]
    assert list(report["no_page"]) == ["ana"]
    assert "JSON" in report["no_page"]["ana"]
    assert {path.parent.parent.name for path in (course / "feedback").rglob("problem1.html")} == {"eva"}
    damaged.write_bytes(whole)
    assert courses.grade(course, "--feedback").returncode == 0
    assert (course / "feedback" / "ana" / "ps1" / "problem1.html").is_file()


@pytest.mark.slow
def test_nbgraders_own_command_gives_the_same(hidden: Path, tmp_path: Path) -> None:
    paths = [courses.copy(hidden, tmp_path / name) for name in ("engine", "hook")]
    for course in paths:
        (course / "submitted").symlink_to(hidden / "submitted")
    engine, hook = paths
    with (hook / "nbgrader_config.py").open("a") as config:
        config.write("\nfrom dosclientes.grading import configure\nconfigure(c)\n")
    courses.grade(engine, check=True)
    for step in ("autograde", "generate_feedback"):
        told = courses.nbgrader(step, "ps1", cwd=hook).stderr
        assert "INFO" in told
        assert not re.search("checksum|display_data_priority", told)  # nothing that nobody can act on
    for query in (courses.GRADES, courses.COMMENTS, courses.SUBMISSIONS):
        assert courses.rows(hook, query) == courses.rows(engine, query)
    for path in (engine / "autograded").rglob("*"):
        if path.is_file():
            assert (
                hook / "autograded" / path.relative_to(engine / "autograded")
            ).read_bytes() == path.read_bytes()
    assert not [p for p in (hook / "feedback").rglob("*.html") if SECRET in p.read_text()]


@pytest.mark.slow
def test_checks_and_answers_of_the_course(pristine: Path, tmp_path: Path) -> None:
    """Hidden tests call a module of the course, about answers that lie in a file, for the student nbgrader knows."""
    course = courses.ungenerated(pristine, tmp_path / "course")
    checks = course / "my_checks" / "__init__.py"
    checks.parent.mkdir()
    checks.write_text(
        "import json, os\ndef credit(value):\n    right = json.load(open('answers.json'))['a'] == 1\n"
        "    assert value == [1], 'look at the first square'\n"
        "    return 0.5 if right and os.environ['NBGRADER_STUDENT_ID'] == 'good' else 0.25\n"
    )
    config = "\nimport os\nfrom pathlib import Path\nos.environ['PYTHONPATH'] = str(Path(__file__).parent)\n"
    with (course / "nbgrader_config.py").open("a") as file:
        file.write(config)
    path = course / "source" / "ps1" / "problem1.ipynb"
    notebook = nbformat.read(path, as_version=4)
    source = "### BEGIN HIDDEN TESTS\nfrom my_checks import credit\n### END HIDDEN TESTS\n"
    cell(notebook, "correct_squares").source = source + "credit(squares(1))"
    nbformat.write(notebook, path)
    courses.nbgrader("generate_assignment", "ps1", cwd=course)
    spy = "try:\n    import my_checks\n    found = [1]\nexcept ImportError:\n    found = [1, 2]\n"
    cheat = "import json\njson.dump({'a': 1}, open('answers.json', 'w'))\ndef squares(n): return [1]"
    for student, answers, edit in (
        ("good", 1, None),
        ("other", 1, None),
        ("wrong", 2, None),
        ("late-answers", 2, answer("squares", cheat)),
        ("spy", 1, answer("squares", spy + "def squares(n): return found")),
    ):
        folder = courses.submit(course, student, edit)
        (folder / "answers.json").write_text(json.dumps({"a": answers}))
    courses.grade(course, check=True)
    found = {
        student: courses.scores(course, student)["correct_squares"] for student in ("good", "other", "wrong")
    }
    assert found == {"good": 0.5, "other": 0.25, "wrong": 0.25}
    assert courses.scores(course, "late-answers")["correct_squares"] == 0.25
    assert courses.scores(course, "spy")["correct_squares"] == 0
