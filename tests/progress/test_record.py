"""The record on real files: what is written, what is not, and what becomes of it when something is wrong."""

from __future__ import annotations

import errno
import fcntl
import json
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dosclientes import exercise
from dosclientes.items import load, revisions
from dosclientes.paths import ITEMS
from dosclientes.progress import place, record, recording, store
from dosclientes.progress.schedule import Given, replay

ITEM = "01-vaccine-all"
T0 = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    monkeypatch.chdir(tmp_path)


def answer(response: str = "maker", confidence: str = "sure") -> str:
    return str(exercise(ITEM).answer([response], confidence))


def given(name: str, at: datetime = T0, confidence: str = "fairly", fraction: float = 1.0) -> Given:
    return Given(name, ITEM, at, confidence, fraction)


def test_an_answer_is_recorded_with_what_it_reveals() -> None:
    answer()
    (one,) = record.all_answers()
    assert (one.item, one.confidence, one.fraction, one.misconceptions) == (ITEM, "sure", 0.0, ("M6",))
    assert abs(one.time - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize("where", ["course.json", "env", "path"])
def test_nothing_is_recorded_of_a_class(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: Path
) -> None:
    if where == "course.json":
        (tmp_path / "course.json").write_text(json.dumps({"language": "es", "assignment": "a1"}))
    elif where == "env":
        monkeypatch.setenv("NBGRADER_STUDENT_ID", "ana")
    else:
        (tmp_path / "autograded" / "ana" / "a1").mkdir(parents=True)
        monkeypatch.chdir(tmp_path / "autograded" / "ana" / "a1")
    assert "Todavía no" in answer()
    assert not data.exists()


def test_turned_off_nothing_is_written_and_what_there_was_stays(data: Path) -> None:
    answer()
    place.switch(False)
    answer("leo")
    assert record.cards() == {}
    assert len(record.all_answers()) == 1
    place.switch(True)
    answer("leo")
    assert len(record.all_answers()) == 2


def broken(data: Path, how: str) -> bytes:
    answer()
    store.release()  # it happens between two sessions
    path = data / store.FILE
    if how == "damaged":
        path.write_bytes(b"not a database, " * 999)
    elif how == "newer":
        with sqlite3.connect(path) as file:
            file.execute("PRAGMA user_version = 99")
        file.close()
    elif how == "foreign":
        path.unlink()
        with sqlite3.connect(path) as file:
            file.execute("CREATE TABLE other (x)")
        file.close()
    return path.read_bytes()


@pytest.mark.parametrize(
    ("how", "said"), [("damaged", "dañado"), ("foreign", "dañado"), ("newer", "versión más nueva")]
)
def test_a_record_that_is_not_ours_is_kept_and_the_lesson_goes_on(data: Path, how: str, said: str) -> None:
    before = broken(data, how)
    first, second = answer(), answer()
    assert said in first
    assert "Todavía no" in first
    assert said not in second, "told once"
    kept = data / (store.FILE if how == "newer" else "progress.damaged-1.sqlite3")
    assert kept.read_bytes() == before
    assert json.loads(Path("answers.json").read_text("utf-8"))["answers"][ITEM]["tries"] == 3
    if how != "newer":
        assert len(record.all_answers()) == 1, "a new record has begun"


def test_a_locked_record_is_left_alone(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer()
    monkeypatch.setattr(store, "_LOCK_SECONDS", 0.1)
    other = sqlite3.connect(data / store.FILE)
    other.execute("BEGIN EXCLUSIVE")
    assert "ocupado" in answer()
    other.execute("ROLLBACK")
    other.close()
    answer()
    assert len(record.all_answers()) == 2


def test_a_full_disk_loses_no_answer(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer()
    real = sqlite3.connect

    def small(*args: object, **options: object) -> sqlite3.Connection:
        connection = real(*args, **options)  # type: ignore[call-overload]
        connection.execute(
            "PRAGMA max_page_count = 1"
        )  # SQLite then reports a full disk, as the system would
        return connection  # type: ignore[no-any-return]

    monkeypatch.setattr(sqlite3, "connect", small)
    many = [given(f"x{number}") for number in range(2000)]
    with pytest.raises(store.RecordError, match="disco está lleno"):
        record.add(many)
    monkeypatch.undo()
    monkeypatch.setenv("DOSCLIENTES_DATA", str(data))
    assert len(record.all_answers()) == 1


def test_a_folder_that_cannot_be_made_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DOSCLIENTES_DATA", str(tmp_path / "file"))
    said = answer()
    assert "No se puede usar tu registro" in said
    assert "Todavía no" in said


def test_a_read_only_record_is_reported(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer()
    real = sqlite3.connect

    def read_only(path: Path, **options: object) -> sqlite3.Connection:  # root may write everywhere
        return real(f"{path.as_uri()}?mode=ro", uri=True, **options)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(sqlite3, "connect", read_only)
    assert "solo lectura" in answer()


def test_a_clock_set_back_is_told_once_and_hides_nothing() -> None:
    later = datetime.now(UTC) + timedelta(days=3000)
    record.add([given("future", later)], later)
    assert record.cards()[ITEM].is_due(datetime.now(UTC))
    assert "reloj" in answer()
    assert record.cards()[ITEM].last.fraction == 0.0, "the newest answer counts"
    assert "reloj" not in answer()


def test_an_older_record_is_brought_up_to_date(data: Path) -> None:
    data.mkdir(parents=True)
    old = sqlite3.connect(data / store.FILE)
    for statement in filter(str.strip, store._SCHEMA[0].split(";")):
        old.execute(statement)
    old.execute("INSERT INTO answers VALUES ('a', ?, ?, 'sure', 0.0, 'M1')", (ITEM, T0.isoformat()))
    old.execute("PRAGMA user_version = 1")
    old.commit()
    old.close()
    assert record.cards()[ITEM].last.misconceptions == ("M1",)
    assert record.add([given("a"), given("b")]) == 1


WRITER = """
import sys
from datetime import UTC, datetime
from dosclientes.progress.record import add
from dosclientes.progress.schedule import Given
for number in range(25):
    add([Given(f"{sys.argv[1]}-{number}", "01-bus", datetime.now(UTC), "sure", number % 2)])
"""


def test_several_notebooks_write_at_once(data: Path) -> None:
    """From nothing: they also meet while the file is made."""
    running = [subprocess.Popen([sys.executable, "-c", WRITER, str(number)]) for number in range(4)]
    assert [process.wait(60) for process in running] == [0, 0, 0, 0]
    answers = record.all_answers()
    assert len(answers) == 100
    expected = replay(answers, datetime.now(UTC))
    assert expected
    assert record.cards()["01-bus"].due == expected.due


def test_an_answer_to_a_question_since_replaced_counts_for_nothing(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exercise(ITEM).answer(["leo", "rosa", "ministry"], "sure")
    assert record.cards()[ITEM].last.correct
    monkeypatch.setattr(revisions, "_REVISIONS", {ITEM: 2})
    assert record.cards() == {}
    assert record.current_answers() == []
    assert len(record.all_answers()) == 1, "an export still has it"
    assert exercise(ITEM).last() is None, "nor is it shown as the answer to the new question"
    answer()
    assert not record.cards()[ITEM].last.correct
    assert exercise(ITEM).last() is not None


def test_revisions_are_of_items_that_there_are() -> None:
    known = {item.id for path in ITEMS.glob("*.yml") for item in load(path)}
    assert set(revisions._REVISIONS) <= known


def test_erase_leaves_no_trace(data: Path) -> None:
    broken(data, "damaged")
    answer()
    answer()
    assert record.erase() == 1
    assert not list(data.glob("*damaged*"))
    for path in data.glob("progress.sqlite3*"):
        assert ITEM.encode() not in path.read_bytes()


def test_importing_the_course_loads_neither_record_nor_scheduler() -> None:
    code = (
        "import sys, dosclientes; print([m for m in ('sqlite3', 'fsrs', 'platformdirs') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_was_told_is_not_told_again() -> None:
    assert recording.once("x") == "x"
    assert recording.once("x") is None


def test_a_damaged_record_is_laid_aside_on_a_file_system_without_locks(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = broken(data, "damaged")

    def flock(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", flock)
    assert "dañado" in answer()
    assert (data / "progress.damaged-1.sqlite3").read_bytes() == before
