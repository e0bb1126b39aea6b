"""A gradebook that can be read and not written: each command says so, ends with 2, and leaves all as it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from autograde_tests import corpus
from dosclientes.cli import main
from dosclientes.grading.lock import LOCK
from dosclientes.teaching.commands import Class
from dosclientes.teaching.round import gradebook

pytestmark = pytest.mark.filterwarnings("ignore:Object of type", "ignore:datetime.datetime.utc")
DUE = dt.datetime(2026, 11, 30, 22, 59)


@pytest.fixture(scope="module")
def group(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """A class in which late work is worth nothing. Ana was late, which no penalty says yet; Luis left a text blank."""
    group = Class.copy(tmp_path_factory.mktemp("solo lectura"), "es")
    config = group.folder / "nbgrader_config.py"
    late = 'c.LateSubmissionPlugin.penalty_method = "zero"\n'
    config.write_text(config.read_text("utf-8") + late, "utf-8")
    group.run("generate_assignment", "a1")
    for student in ("ana", "luis"):
        for step in ("submitted", "autograded"):
            corpus.write(corpus.submission("a1", "blank"), "es", group.folder / step / "es" / student / "a1")
    (group.folder / "lista.csv").write_text("id,nombre\neva,Eva\nomar,Omar\n")
    with gradebook(group) as book:
        book.update_or_create_assignment("a1", duedate=DUE)
        for student, hours in (("ana", 24), ("luis", -1)):
            book.add_student(student)
            book.add_submission("a1", student, timestamp=DUE + dt.timedelta(hours=hours))
            for notebook in book.find_submission("a1", student).notebooks:
                for grade in notebook.grades:
                    grade.auto_score, grade.needs_manual_grade = 1, True
        book.db.commit()
    return group


@pytest.fixture
def read_only() -> Iterator[None]:
    """SQLite refuses to write, in its own words, whoever runs the test: root may write anywhere."""

    def shut(connection: Any, _record: Any) -> None:
        connection.execute("pragma query_only = on")

    event.listen(Engine, "connect", shut)
    yield
    event.remove(Engine, "connect", shut)


def files(folder: Path) -> dict[Path, bytes]:
    """Everything there is but for Python's caches and the file that says who grades."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != LOCK)
    return {path: path.read_bytes() for path in found if "__pycache__" not in path.parts}


@pytest.mark.usefixtures("read_only")
@pytest.mark.parametrize(
    "words",
    [
        ["extend", "a1", "--due", "2026-12-05 10:00"],
        ["extend", "a1", "ana", "luis", "--days", "3"],
        ["extend", "a1", "ana", "--remove"],
        ["roster", "lista.csv"],
        ["blank", "a1", "luis", "--zero"],
        ["grades", "a1", "--format", "csv", "--to", "notas.csv"],  # which reckons penalties anew
        pytest.param(["grade", "a1"], marks=pytest.mark.sandbox),
        pytest.param(["regrade", "a1"], marks=pytest.mark.sandbox),
    ],
    ids=" ".join,
)
def test_it_is_said_and_nothing_is_written(
    group: Class,
    words: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.chdir(group.folder)
    monkeypatch.delenv("DOSCLIENTES_LANG", raising=False)
    before = files(group.folder)
    code = main([*words, "--root", str(group.folder)])
    told = capfd.readouterr()
    assert code == 2, told
    (sentence,) = told.err.strip().splitlines()[-1:]
    assert "readonly database" in sentence
    assert "Traceback" not in told.out + told.err + caplog.text
    assert files(group.folder) == before
