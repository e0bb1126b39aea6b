"""Due dates are read as they were meant or refused; extensions and penalties count at once, running nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc

from dosclientes.assignments.settings import settings
from dosclientes.cli import main
from dosclientes.grading.submissions.moments import read
from dosclientes.grading.submissions.opening import handed_in_at
from dosclientes.options import CannotRunError
from dosclientes.teaching.commands import Class, CommandError
from dosclientes.teaching.late.dates import misreading
from dosclientes.teaching.round import gradebook
from tests import databases

pytestmark = pytest.mark.filterwarnings("ignore:Object of type", "ignore:datetime.datetime.utc")
DUE = dt.datetime(2026, 11, 30, 22, 59)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-30 23:59 Europe/Madrid",
        "2026-11-30 23:59+01:00",
        "2026-11-30 23:59 +0100",
        "2026-11-30T22:59Z",
        "2026-11-30 22:59:00",
    ],
)
def test_a_date_is_read_as_it_was_meant(text: str) -> None:
    assert read(text) == DUE


@pytest.mark.parametrize(
    "text",
    ["30/11/2026 23:59", "2026-11-30", "2026-11-31 10:00", "2026-11-30 23:59 Europe/Madird", "mañana", ""],
)
def test_a_date_that_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(CannotRunError):
        read(text)


@given(st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2100, 1, 1)), st.integers(-12, 14))
def test_any_moment_and_offset(moment: dt.datetime, hours: int) -> None:
    moment = moment.replace(microsecond=0)
    zone = dt.timezone(dt.timedelta(hours=hours))
    text = moment.replace(tzinfo=dt.UTC).astimezone(zone).isoformat(sep=" ")
    assert read(text) == moment == parse_utc(text)
    assert misreading(text) is None  # nbgrader and we agree


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-10-25 02:30:00.000000 CEST", 0),  # the hour that comes twice
        ("2026-10-25 02:30:00.000000 CET", 1),
        ("2026-10-25 02:30:00 +01:00", 1),
        ("2026-10-25 02:30:00 +0200", 0),
        ("2026-10-25T02:30:00Z", 2),
        ("2026-10-25 02:30:00.0 gmt", 2),
    ],
)
def test_a_hand_ins_time_is_read_as_it_was_meant(tmp_path: Path, text: str, hour: int) -> None:
    (tmp_path / "timestamp.txt").write_text(text, "utf-8-sig")
    assert handed_in_at(tmp_path, ["Europe/Madrid"]) == (dt.datetime(2026, 10, 25, hour, 30), "")


@pytest.mark.parametrize(
    "text",
    [
        *("", "None", "10", "12:00", "friday", "2026-10-25", "11/12/2026 10:00", "0001-01-01 00:00 +01:00"),
        *("2026-10-25 02:30 Europe/Madird", "2026-10-25 02:30 XYZT", "2026-10-25 02:30 UTC+1", "\xff\x00"),
    ],
)
def test_a_time_that_may_be_another_is_none_and_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "timestamp.txt").write_bytes(f"{text}\r\n".encode("latin-1"))
    moment, wrong = handed_in_at(tmp_path, ["Nowhere/Nowhere"])
    assert moment is None
    assert "timestamp.txt" in wrong
    assert len(wrong.splitlines()) == 1


@given(st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2100, 1, 1)))
def test_what_nbgrader_writes_is_read_to_the_microsecond(moment: dt.datetime) -> None:
    assert read(f"{moment:%Y-%m-%d %H:%M:%S.%f} UTC") == moment


def test_what_nbgrader_would_misread_is_said() -> None:
    told = misreading("2026-11-30 23:59:00 +0100")
    assert told is not None
    assert f"{parse_utc('2026-11-30 23:59:00 +0100'):%Y-%m-%d %H:%M} UTC" in told
    assert "Europe/Madird" in (misreading("2026-11-30 23:59:00 Europe/Madird") or "")
    assert misreading("2026-11-30T23:59 Nowhere")
    for fine in (
        "2026-11-30 23:59:00 Europe/Madrid",
        "2026-11-30 23:59:00 +0000",
        "2026-11-30 23:59",
        "2026-11-30T23:59:00 +0100",
    ):
        assert misreading(fine) is None


@pytest.fixture(scope="module", params=databases.GRADEBOOKS)
def group(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Class:
    """A class in which late work is worth nothing: ana and luis were a day late, eva was not; noa has nothing yet."""
    group = Class.copy(tmp_path_factory.mktemp("tarde"), "es", database=databases.new(request.param))
    config = group.folder / "nbgrader_config.py"
    late = 'c.LateSubmissionPlugin.penalty_method = "zero"\n'
    config.write_text(config.read_text("utf-8") + late, "utf-8")
    group.run("db", "assignment", "add", "a1", "--duedate", "2026-11-30 23:59:00 Europe/Madrid")
    with gradebook(group) as book:
        book.add_notebook("a1", "a1")
        book.add_grade_cell("check", "a1", "a1", max_score=20, cell_type="code")
        for student, hours, points in (("ana", 24, 16), ("luis", 24, 12), ("eva", -1, 9)):
            book.add_student(student)
            book.add_submission("a1", student, timestamp=DUE + dt.timedelta(hours=hours))
            grade = book.find_grade("check", "a1", "a1", student)
            grade.auto_score, grade.needs_manual_grade = points, False
        book.add_student("noa")
        book.db.commit()
    return group


def scores(group: Class) -> dict[str, str]:
    target = group.folder / "out.csv"
    main(["grades", "--root", str(group.folder), "--format", "csv", "--to", str(target)])
    lines = [line.split(",") for line in target.read_text("utf-8").splitlines()[1:]]
    return {line[4]: line[10] for line in lines}


def extend(group: Class, *words: str) -> int:
    return main(["extend", "a1", *words, "--root", str(group.folder)])


def test_extensions_change_penalties_at_once(group: Class, capsys: pytest.CaptureFixture[str]) -> None:
    assert scores(group) == {"ana": "0", "luis": "0", "eva": "9", "noa": ""}
    assert extend(group, "ana", "--until", "2026-12-03 23:59 Europe/Madrid") == 0
    assert "2026-12-03 22:59 UTC" in capsys.readouterr().out
    assert scores(group)["ana"] == "16"
    assert extend(group, "noa", "--days", "2") == 0
    assert scores(group) == {"ana": "16", "luis": "0", "eva": "9", "noa": ""}  # noa's is no hand-in
    # points that came later are penalised too, without grading again
    with gradebook(group) as book:
        book.find_grade("check", "a1", "a1", "luis").manual_score = 18
        book.db.commit()
    assert scores(group)["luis"] == "0"
    assert extend(group, "--due", "2026-12-02 00:00 Europe/Madrid") == 0
    assert "luis" in capsys.readouterr().out
    assert scores(group) == {"ana": "16", "luis": "18", "eva": "9", "noa": ""}
    assert extend(group, "--due", "2026-11-30 23:59 Europe/Madrid") == 0
    assert extend(group, "ana", "--remove") == 0
    assert scores(group)["ana"] == "0"


@pytest.mark.parametrize(
    "words",
    [
        ["ana"],
        ["--days", "1"],
        ["ana", "--days", "-1"],
        ["nobody", "--days", "1"],
        ["ana", "--until", "soon"],
    ],
)
def test_what_cannot_be_is_refused(group: Class, words: list[str]) -> None:
    before = scores(group)
    assert extend(group, *words) == 2
    assert scores(group) == before


def test_nbgraders_own_command_refuses_what_it_would_misread(
    group: Class, capfd: pytest.CaptureFixture[str]
) -> None:
    for date in ("2026-11-30 23:59:00 +0100", "2026-11-30 23:59:00 Europe/Madird"):
        with pytest.raises(CommandError) as told:
            group.run("db", "assignment", "add", "a1", "--duedate", date)
        assert "nbgrader" in str(told.value)
    with gradebook(group) as book:
        assert book.find_assignment("a1").duedate == DUE


def test_one_time_that_nobody_understands_does_not_end_the_formgraders_list(
    group: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    group.run("db", "student", "list")  # reads the class's configuration
    place = group.folder / "submitted" / "es" / "eva" / "a1"
    place.mkdir(parents=True)
    with group.here():
        api = NbGraderAPI(CourseDirectory(config=settings("es", group.folder)))
        (place / "timestamp.txt").write_text("2026-11-30 23:58:00 +01:00", "utf-8")
        assert api.get_submitted_timestamp("a1", "eva") == dt.datetime(2026, 11, 30, 22, 58)
        (place / "timestamp.txt").write_text("yesterday evening", "utf-8")
        listed = {one["student"]: one["timestamp"] for one in api.get_submissions("a1")}
    assert listed["ana"]
    assert not listed["eva"]
    assert main(["status", "a1", "--root", str(group.folder)]) == 3
    assert "timestamp.txt" in capsys.readouterr().out
