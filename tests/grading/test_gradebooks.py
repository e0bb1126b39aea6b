"""A gradebook on a PostgreSQL server: what it holds is what a file would, and others work in it meanwhile."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dosclientes.cli import main
from dosclientes.grading import command
from tests import databases
from tests.grading import course as courses
from tests.grading.course import answer

pytestmark = [pytest.mark.postgresql, pytest.mark.sandbox]

QUERIES = (courses.GRADES, courses.COMMENTS, courses.SUBMISSIONS)
POINTS = "select auto_score, manual_score, needs_manual_grade from grade where manual_score = 1.5"
WAITS = "wait_event_type = 'Lock'"

SPY = """
import socket
def squares(n):
    with socket.socket(socket.AF_UNIX) as found:
        found.connect("{}/.s.PGSQL.5432")
    return [number**2 for number in range(1, n + 1)]
"""


@pytest.fixture
def course(pristine: Path, on_server: str, tmp_path: Path) -> Path:
    return courses.copy(pristine, tmp_path / "course", databases.new(like=on_server))


def graded(course: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.chdir(course)
    return command.main(["ps1", "--root", str(course), "--quiet", *words])


def held(course: Path) -> list[list[tuple[Any, ...]]]:
    """All that a gradebook holds; moments as text, as SQLite has them."""
    return [
        [
            tuple(f"{value:%F %T.%f}" if isinstance(value, dt.datetime) else value for value in row)
            for row in courses.rows(course, query)
        ]
        for query in QUERIES
    ]


@contextmanager
def another(course: Path) -> Iterator[Any]:
    """Somebody else's transaction in the course's gradebook."""
    import psycopg

    with psycopg.connect(courses.db_url(course)) as connection:
        yield connection


def test_the_same_as_in_a_file(course: Path, pristine: Path, tmp_path: Path) -> None:
    in_file = courses.copy(pristine, tmp_path / "file" / "course")
    for place in (course, in_file):
        courses.submit(place, "ñandú", solution=False)
        courses.submit(place, "right")
        courses.submit(place, "wrong", answer("squares", "def squares(n): return ['\\x00', 1.5]"))
        courses.submit(place, "spy", answer("squares", SPY.format(databases.server())))
        (courses.submit(place, "broken") / "problem1.ipynb").write_text("{")
        assert courses.grade(place).returncode == 3
    assert held(course) == held(in_file)
    found = {student: courses.scores(course, student)["correct_squares"] for student in ("right", "spy")}
    assert found == {"right": 1, "spy": 0}, "students' code reaches no server"
    assert len(held(course)[0]) > 20


def test_who_corrects_by_hand_meanwhile_loses_nothing(course: Path) -> None:
    """The run waits for the person's transaction, and sees what it left."""
    courses.submit(course, "ana")
    courses.grade(course, check=True)
    words = [sys.executable, "-m", "dosclientes.grading", "ps1", "--root", str(course), "--quiet", "--force"]
    with another(course) as person:
        given = person.execute(
            "update grade set manual_score = 1.5, needs_manual_grade = false where auto_score is null"
        )
        assert given.rowcount > 0
        run = subprocess.Popen(words, env=courses.ENVIRONMENT, cwd=course)
        with another(course) as watching:
            watching.autocommit = True
            waiting = f"select count(*) from pg_stat_activity where {WAITS} and datname = current_database()"
            while run.poll() is None and not watching.execute(waiting).fetchone()[0]:
                time.sleep(0.02)
        assert run.poll() is None
    assert run.wait(300) == 0
    assert courses.rows(course, POINTS) == [(None, 1.5, False)] * given.rowcount


def test_a_run_elsewhere_comes_first(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two folders, perhaps on two machines, and one gradebook: a lock file in either would see nothing."""
    from nbgrader.api import Gradebook

    from dosclientes.grading.submissions.gradebook.hold import Hold

    courses.submit(course, "ana")
    with Gradebook(courses.db_url(course), "course") as gradebook:
        hold = Hold(gradebook.engine)
        assert graded(course, monkeypatch) == 2
        assert "otra ejecución" in capsys.readouterr().err
        assert not (course / "autograded").exists()
        hold.close()
    assert graded(course, monkeypatch) == 0
    assert graded(course, monkeypatch, "--force") == 0, "it lets go when it is done"


def test_a_busy_server(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    courses.submit(course, "ana")
    with another(course) as other:
        other.execute("lock table comment in exclusive mode")
        assert graded(course, monkeypatch) == 2
    said(capsys, "lock timeout")
    assert not (course / "autograded").exists()
    assert graded(course, monkeypatch) == 0, "as soon as it is free"


@pytest.mark.slow
def test_one_row_in_use_costs_one_student(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for student in ("ana", "eva"):
        courses.submit(course, student)
    assert graded(course, monkeypatch, "--student", "ana") == 0
    with another(course) as other:
        other.execute("select * from grade for update")  # ana's, there are no others yet
        assert graded(course, monkeypatch, "--force") == 3
    assert {row[0] for row in courses.rows(course)} == {"ana", "eva"}
    assert (course / "autograded" / "ana" / "ps1" / "problem1.ipynb").is_file()


def said(capsys: pytest.CaptureFixture[str], word: str) -> None:
    """One sentence that names the problem, and no traceback."""
    told = capsys.readouterr().err
    assert word in told
    assert "docs/escala.md" in told
    assert "Traceback" not in told
    assert len(told.strip().splitlines()) == 1


def test_a_gradebook_that_can_only_be_read(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    courses.submit(course, "ana")
    with another(course) as owner:
        name = owner.info.dbname
        owner.execute(f"alter database {name} set default_transaction_read_only = on")
    assert graded(course, monkeypatch) == 2
    said(capsys, "read-only transaction")
    assert not (course / "autograded").exists()


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("postgresql://tests:s3cret@/none?host={}", '"none" does not exist'),
        ("postgresql://tests:s3cret@/none?host={}/nowhere", "No such file"),
        ("postgres://tests:s3cret@/none?host={}", "sqlalchemy.dialects:postgres"),
    ],
)
def test_where_nobody_answers(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], url: str, word: str
) -> None:
    with (course / "nbgrader_config.py").open("a") as config:
        config.write(f"c.CourseDirectory.db_url = {url.format(databases.server())!r}\n")
    courses.submit(course, "ana")
    assert graded(course, monkeypatch) == 2
    told = capsys.readouterr()
    assert word in told.err
    assert "s3cret" not in told.err + told.out
    assert "Traceback" not in told.err


@pytest.mark.slow
def test_killed_in_the_middle_and_resumed(
    course: Path, pristine: Path, on_server: str, tmp_path: Path
) -> None:
    calm = courses.copy(pristine, tmp_path / "calm" / "course", databases.new(like=on_server))
    for place in (course, calm):
        for number in range(12):
            courses.submit(place, f"s{number}", answer("squares", f"def squares(n): return [{number}]"))
    words = [sys.executable, "-m", "dosclientes.grading", "ps1", "--root", str(course), "--quiet"]
    for done in (1, 4, 8):
        run = subprocess.Popen(words, env=courses.ENVIRONMENT, cwd=course)
        while len(list(course.glob("autograded/*/ps1"))) < done and run.poll() is None:
            time.sleep(0.01)
        run.kill()
        run.wait()
    courses.grade(course, check=True)
    courses.grade(calm, check=True)
    assert held(course) == held(calm)


def test_insight_asks_in_the_order_of_the_notebook(course: Path) -> None:
    """A server's table has no order: a row that is changed comes last. The instructor's notebooks may be elsewhere."""
    courses.submit(course, "ana")
    courses.grade(course, check=True)
    with another(course) as person:
        person.execute("update base_cell set name = name where name = 'correct_squares'")
    shutil.rmtree(course / "source")
    assert main(["insight", "ps1", "--lang", "en", "--root", str(course)]) == 0
    told = json.loads((course / "insight" / "en" / "ps1.json").read_text("utf-8"))
    asked = [one["question"] for one in told["questions"]]
    assert asked[0] == "problem1/correct_squares"
    assert sorted({one.split("/")[0] for one in asked}) == list(
        dict.fromkeys(one.split("/")[0] for one in asked)
    )
