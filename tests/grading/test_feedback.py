"""A class's feedback: nbgrader's own pages, byte for byte, by several processes, only where something changed."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import chdir, closing
from pathlib import Path

import nbgrader
import pytest
from nbgrader.apps.api import NbGraderAPI
from nbgrader.converters import GenerateFeedback

from dosclientes.grading.course import make_app
from dosclientes.grading.feedback import class_pages, make_pages
from dosclientes.grading.feedback.pages import Pages
from tests.grading import course as courses
from tests.grading.course import answer

STUDENTS = ["ana", "eva ñ", "ida", "leo", "mia", "noa"]
NOTEBOOKS = "select n.id from submitted_notebook n join submitted_assignment s on s.id = n.assignment_id"


@pytest.fixture(scope="module")
def graded(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class that the engine has graded and is configured for, with a question that waits for a person."""
    course = courses.copy(pristine, tmp_path_factory.mktemp("feedback") / "course")
    with (course / "nbgrader_config.py").open("a") as config:
        config.write("\nfrom dosclientes.grading import configure\nconfigure(c)\n")
    for number, student in enumerate(STUDENTS):
        wrong = answer("squares", f"def squares(n):\n    return n / {number % 2}  # {student} & co <b>")
        courses.submit(course, student, wrong if number > 1 else None, solution=number != 1)
    (course / "submitted" / "leo" / "ps1" / "notes.txt").write_text("mine")
    courses.grade(course, check=True)
    return course


@pytest.fixture
def place(graded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it; a machine has two processors, whatever this one has."""
    course = tmp_path / "class"
    shutil.copytree(graded, course)
    monkeypatch.chdir(course)
    monkeypatch.setenv("PYTHONPATH", str(courses.REPOSITORY))
    monkeypatch.setattr(class_pages.os, "cpu_count", lambda: 2)
    return course


def pages(course: Path) -> dict[str, bytes]:
    folder = course / "feedback"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def moments(course: Path) -> dict[str, int]:
    return {path.parts[-3]: path.stat().st_mtime_ns for path in course.glob("feedback/*/ps1/problem1.html")}


def stock(course: Path) -> dict[str, bytes]:
    """nbgrader's own pages of a class, with the same steps, in a copy."""
    copy = course.with_name("stock")
    shutil.copytree(course, copy, ignore=shutil.ignore_patterns("feedback", ".feedback"))
    with chdir(copy):
        app = make_app("generate_feedback", copy, "ps1", "*", force=False)
        app.config.GenerateFeedback.exporter_class = "nbconvert.exporters.HTMLExporter"
        GenerateFeedback(coursedir=app.coursedir, parent=app).start()
    return pages(copy)


@pytest.fixture
def book(place: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(place / "gradebook.db", isolation_level=None)) as connection:
        yield connection


@pytest.mark.sandbox
def test_the_pages_are_nbgraders_own(place: Path, book: sqlite3.Connection) -> None:
    book.execute("update submitted_notebook set late_submission_penalty = 0.35 where rowid % 3 = 1")
    book.execute("update comment set manual_comment = 'See *this* & <b>that</b>' where rowid % 5 = 2")
    book.execute("update grade set manual_score = 1.125, extra_credit = 0.5 where rowid % 7 = 3")
    made = make_pages(place, "ps1")
    assert (sorted(made.new), made.kept, made.missing) == (STUDENTS, [], {})
    ours = pages(place)
    assert len(ours) > 2 * len(STUDENTS)
    assert ours == stock(place)


@pytest.mark.slow
@pytest.mark.sandbox
def test_nbgraders_command_makes_the_same_and_only_where_something_changed(
    place: Path, book: sqlite3.Connection
) -> None:
    told = courses.nbgrader("generate_feedback", "ps1", cwd=place)
    assert told.stderr.count("comentarios: ") == len(STUDENTS)
    ours, before = pages(place), moments(place)
    assert ours == stock(place)
    mine = f"{NOTEBOOKS} where s.student_id"
    book.execute(f"update comment set manual_comment = 'Look again' where notebook_id in ({mine} = 'ida')")
    told = courses.nbgrader("generate_feedback", "ps1", cwd=place)
    assert f"nada ha cambiado: {len(STUDENTS) - 1}" in told.stderr
    assert {name for name, moment in moments(place).items() if moment != before[name]} == {"ida"}
    assert b"Look again" in pages(place)["ida/ps1/problem1.html"]

    courses.nbgrader("generate_feedback", "ps1", "--force", cwd=place)
    assert all(moment != before[name] for name, moment in moments(place).items())


@pytest.mark.sandbox
@pytest.mark.parametrize(
    "change",
    [
        "update grade set manual_score = 0.25, needs_manual_grade = 0 where notebook_id in ({})",
        "update comment set auto_comment = 'No answer' where notebook_id in ({})",
        "update submitted_notebook set late_submission_penalty = 1 where id in ({})",
        "page",
        "no page",
        "beside",
        "notebook",
    ],
)
def test_what_a_page_shows_decides(place: Path, book: sqlite3.Connection, change: str) -> None:
    make_pages(place, "ps1")
    shown, before = pages(place), moments(place)
    page = place / "feedback" / "leo" / "ps1" / "problem1.html"
    graded = place / "autograded" / "leo" / "ps1" / "problem1.ipynb"
    if change == "page":
        page.write_text("<p>half a pa")
    elif change == "no page":
        page.unlink()
    elif change == "beside":
        page.with_name("notes.txt").write_text("another's")
    elif change == "notebook":
        graded.chmod(0o644)
        graded.write_text(graded.read_text().replace("leo &amp; co", "leo").replace("leo & co", "leo"))
    else:
        book.execute(change.format(f"{NOTEBOOKS} where s.student_id = 'leo'"))
    made = make_pages(place, "ps1")
    assert (made.new, sorted(made.kept)) == (["leo"], sorted({*STUDENTS} - {"leo"}))
    assert {name for name, moment in moments(place).items() if moment != before[name]} == {"leo"}
    restored = change in ("page", "no page", "beside")
    assert (pages(place) == shown) is restored
    assert pages(place) == stock(place)
    assert make_pages(place, "ps1").new == []


@pytest.mark.sandbox
def test_what_makes_pages_decides_too(place: Path) -> None:
    make_pages(place, "ps1")
    with (place / "nbgrader_config.py").open("a") as config:
        config.write("\nc.HTMLExporter.exclude_input_prompt = True\n")
    assert sorted(make_pages(place, "ps1").new) == STUDENTS
    assert make_pages(place, "ps1").new == []
    own = place / "templates"
    templates = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"
    shutil.copytree(templates, own)
    with (place / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.HTMLExporter.extra_template_basedirs = [{str(own)!r}]\n")
    assert sorted(make_pages(place, "ps1").new) == STUDENTS
    template = own / "feedback" / "index.html.j2"
    template.write_text(template.read_text().replace("Written response", "Own text"))
    assert sorted(make_pages(place, "ps1").new) == STUDENTS
    assert pages(place) == stock(place)


@pytest.mark.sandbox
def test_a_record_that_a_student_hands_in_is_not_asked(place: Path) -> None:
    make_pages(place, "ps1", student="ana")
    (record,) = (place / ".feedback").glob("ps1-*.json")
    forged = place / "autograded" / "eva ñ" / "ps1" / ".feedback" / record.name
    forged.parent.mkdir()
    forged.write_text(json.dumps({"eva ñ": json.loads(record.read_text())["ana"]}))
    made = make_pages(place, "ps1")
    assert made.kept == ["ana"]
    assert "eva ñ" in made.new
    for damage in ("{", "[]", '{"ana": "yes"}'):
        record.write_text(damage)
        assert sorted(make_pages(place, "ps1").new) == STUDENTS


@pytest.mark.sandbox
def test_a_failure_is_one_students(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_pages(place, "ps1")
    ours = pages(place)
    damaged = place / "autograded" / "mia" / "ps1" / "problem1.ipynb"
    damaged.chmod(0o644)
    damaged.write_text("{")
    made = make_pages(place, "ps1", force=True)
    assert "JSON" in made.missing.pop("mia")
    assert made.missing == {}
    assert {name for name in ours if not name.startswith("mia")} == set(pages(place))
    told = courses.nbgrader("generate_feedback", "ps1", cwd=place, check=False)
    assert told.returncode == 1
    assert "sin página de comentarios: mia: " in told.stderr

    make = Pages.make

    def dies(self: Pages, folder: Path, marks: object) -> str:
        if folder.parent.name == "leo":
            os._exit(9)
        return make(self, folder, marks)  # type: ignore[arg-type]

    monkeypatch.setattr(Pages, "make", dies)
    made = make_pages(place, "ps1", force=True)
    assert "terminated abruptly" in made.missing["leo"]
    monkeypatch.undo()
    monkeypatch.chdir(place)
    assert set(make_pages(place, "ps1").missing) == {"mia"}
    assert set(pages(place)) == {name for name in ours if not name.startswith("mia")}


@pytest.mark.sandbox
def test_formgraders_button_makes_them_apart(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app("generate_feedback", place, "ps1", "*", force=False)
    api = NbGraderAPI(config=app.config)
    result = api.generate_feedback("ps1")
    assert result["success"], result
    before, ours = moments(place), pages(place)
    assert ours == stock(place)
    assert api.generate_feedback("ps1", "ana")["success"]
    assert moments(place) == before
