"""The learner's copies follow the course, and no work is ever lost."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dosclientes.lab.delivery import course_languages, fill, lesson_to_open

FIRST, SECOND = "00-bienvenida.ipynb", "01-dos-clientes.ipynb"
Write = Callable[[str, str], Path]


@pytest.fixture(params=["curso", "Mi curso ñandú"])
def root(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A small course of two lessons, an assignment, and things that must not be delivered."""
    root = tmp_path / str(request.param)
    files = {
        f"course/es/{FIRST}": "hola",
        f"course/es/{SECOND}": "v1",
        "course/es/course.json": '{"language": "es"}',
        "course/es/img/plano.svg": "<svg/>",
        "course/es/.ipynb_checkpoints/x.ipynb": "no",
        "course/es/answers.json": "no",
        "course/en/course.json": '{"language": "en"}',
        f"course/en/{SECOND}": "v1 en",
        "course/items/01.yaml": "no",
        "assignments/es/a1/clientes.ipynb": "tarea",
        "assignments/es/a1/datos/turnos.csv": "a,b",
        "assignments/es/a1/answers.json": "no",
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


@pytest.fixture
def target(root: Path) -> Path:
    return root / "learning" / "es"


@pytest.fixture
def publish(root: Path) -> Write:
    """Change a lesson of the Spanish course."""

    def write(name: str, text: str) -> Path:
        path = root / "course" / "es" / name
        path.write_text(text, "utf-8")
        return path

    return write


def contents(folder: Path) -> dict[str, str]:
    """Every file but the manifest, by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".delivered.json"
    }


def test_first_delivery_has_lessons_and_assignments_and_nothing_else(root: Path, target: Path) -> None:
    report = fill("es", target, root)
    assert contents(target) == {
        FIRST: "hola",
        SECOND: "v1",
        "course.json": '{"language": "es"}',
        "img/plano.svg": "<svg/>",
        "a1/clientes.ipynb": "tarea",
        "a1/datos/turnos.csv": "a,b",
    }
    assert (report.laid_beside, report.failed, report.manifest_lost) == ([], [], False)


def test_unchanged_copy_follows_the_course(root: Path, target: Path, publish: Write) -> None:
    fill("es", target, root)
    publish(SECOND, "v2")
    assert fill("es", target, root).laid_beside == []
    assert contents(target)[SECOND] == "v2"


def test_second_delivery_writes_nothing(root: Path, target: Path) -> None:
    fill("es", target, root)
    before = {path: path.stat().st_mtime_ns for path in target.rglob("*")}
    fill("es", target, root)
    assert {path: path.stat().st_mtime_ns for path in target.rglob("*")} == before


def test_changed_copy_of_an_unchanged_lesson_is_left_alone(root: Path, target: Path) -> None:
    fill("es", target, root)
    (target / SECOND).write_text("mío", "utf-8")
    assert fill("es", target, root).laid_beside == []
    assert contents(target)[SECOND] == "mío"
    assert len(list(target.glob("01-*"))) == 1


def test_changed_copy_stays_and_the_new_version_lies_beside_it(
    root: Path, target: Path, publish: Write
) -> None:
    fill("es", target, root)
    (target / SECOND).write_text("mío", "utf-8")
    publish(SECOND, "v2")
    beside = "01-dos-clientes.nuevo.ipynb"
    assert fill("es", target, root).laid_beside == [(SECOND, beside)]
    assert (contents(target)[SECOND], contents(target)[beside]) == ("mío", "v2")
    assert fill("es", target, root).laid_beside == [], "said once"


def notebook(source: str | list[str], **metadata: object) -> str:
    """A notebook of two code cells, not run; the second is `source`."""
    cell = {"cell_type": "code", "execution_count": None, "id": "a", "metadata": {}, "outputs": []}
    cells = [{**cell, "source": "import x"}, {**cell, "source": source}]
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4})


def test_notebook_that_was_only_opened_follows_the_course(root: Path, target: Path, publish: Write) -> None:
    publish(SECOND, notebook(["x = 1\n", "x"], kernelspec={"name": "python3"}))
    fill("es", target, root)
    saved = json.loads(
        notebook("x = 1\nx", language_info={"version": "3.13"}, kernelspec={"name": "python3"})
    )
    saved["cells"][0] |= {"execution_count": 1, "outputs": [1]}  # by opening it
    (target / SECOND).write_text(json.dumps(saved, indent=1), "utf-8")
    assert lesson_to_open(target) == FIRST
    publish(SECOND, notebook("x = 2"))
    assert fill("es", target, root).laid_beside == []
    assert contents(target)[SECOND] == notebook("x = 2")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"source": "x"', '"source": "y"'),
        ("null", "1"),
        ('"outputs": []', '"outputs": [1]'),
        ("{}", '{"a": 1}'),
    ],
    ids=["source", "run", "output", "metadata"],
)
def test_notebook_with_work_in_it_is_kept(
    root: Path, target: Path, publish: Write, old: str, new: str
) -> None:
    publish(SECOND, notebook("x"))
    fill("es", target, root)
    before, _, after = notebook("x").rpartition(old)
    mine = before + new + after
    assert mine != notebook("x")
    (target / SECOND).write_text(mine, "utf-8")
    publish(SECOND, notebook("z"))
    assert len(fill("es", target, root).laid_beside) == 1
    assert contents(target)[SECOND] == mine


def test_new_version_beside_is_replaced_only_if_unchanged(root: Path, target: Path, publish: Write) -> None:
    fill("es", target, root)
    (target / SECOND).write_text("mío", "utf-8")
    beside, numbered = "01-dos-clientes.nuevo.ipynb", "01-dos-clientes.nuevo-2.ipynb"
    for version in ("v2", "v3"):
        publish(SECOND, version)
        assert fill("es", target, root).laid_beside == [(SECOND, beside)]
        assert contents(target)[beside] == version
    (target / beside).write_text("mío también", "utf-8")
    publish(SECOND, "v4")
    assert fill("es", target, root).laid_beside == [(SECOND, numbered)]
    found = contents(target)
    assert (found[SECOND], found[beside], found[numbered]) == ("mío", "mío también", "v4")


def test_version_beside_is_named_in_the_language(root: Path) -> None:
    target = root / "learning" / "en"
    fill("en", target, root)
    (target / SECOND).write_text("mine", "utf-8")
    (root / "course" / "en" / SECOND).write_text("v2", "utf-8")
    assert fill("en", target, root).laid_beside == [(SECOND, "01-dos-clientes.new.ipynb")]


def test_changed_assignment_is_kept_in_its_folder(root: Path, target: Path) -> None:
    fill("es", target, root)
    (target / "a1" / "clientes.ipynb").write_text("resuelta", "utf-8")
    (root / "assignments" / "es" / "a1" / "clientes.ipynb").write_text("tarea 2", "utf-8")
    beside = "a1/clientes.nuevo.ipynb"
    assert fill("es", target, root).laid_beside == [("a1/clientes.ipynb", beside)]
    assert (contents(target)["a1/clientes.ipynb"], contents(target)[beside]) == ("resuelta", "tarea 2")


def test_deleted_files_come_back_and_answers_stay(root: Path, target: Path) -> None:
    fill("es", target, root)
    (target / SECOND).unlink()
    (target / "answers.json").write_text("mis respuestas", "utf-8")
    fill("es", target, root)
    assert contents(target)[SECOND] == "v1"
    assert contents(target)["answers.json"] == "mis respuestas"


@pytest.mark.parametrize(
    "manifest", ["", "{", "[]", '{"files": 3}', '{"files": null}', "\x00", "[" * 100_000], ids=range(7)
)
def test_with_a_broken_manifest_every_copy_counts_as_changed(
    root: Path, target: Path, publish: Write, manifest: str
) -> None:
    fill("es", target, root)
    (target / ".delivered.json").write_text(manifest, "utf-8")
    publish(SECOND, "v2")
    report = fill("es", target, root)
    assert report.manifest_lost
    assert report.laid_beside == [(SECOND, "01-dos-clientes.nuevo.ipynb")]
    assert contents(target)[SECOND] == "v1"
    assert not fill("es", target, root).manifest_lost, "mended"


def test_copies_without_a_manifest_are_not_replaced(root: Path, target: Path) -> None:
    target.mkdir(parents=True)
    (target / SECOND).write_text("de otra parte", "utf-8")
    fill("es", target, root)
    assert contents(target)[SECOND] == "de otra parte"


def test_one_file_that_cannot_be_written_stops_no_other(root: Path, target: Path, publish: Write) -> None:
    (target / FIRST).mkdir(parents=True)
    report = fill("es", target, root)
    assert [name for name, _ in report.failed] == [FIRST]
    assert contents(target)[SECOND] == "v1"
    (target / FIRST).rmdir()
    assert fill("es", target, root).failed == []
    assert contents(target)[FIRST] == "hola"


def test_interrupted_write_leaves_the_old_file(
    root: Path, target: Path, publish: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill("es", target, root)
    publish(SECOND, "v2")

    def full_disk(self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(Path, "replace", full_disk)
        assert [name for name, _ in fill("es", target, root).failed] == [SECOND]
    assert contents(target)[SECOND] == "v1"
    assert not list(target.glob(".*.part"))
    fill("es", target, root)
    assert contents(target)[SECOND] == "v2", "tried again"


def test_languages_are_the_folders_with_lessons(root: Path, tmp_path: Path) -> None:
    assert course_languages(root) == ("es", "en")
    assert course_languages(tmp_path / "nada") == ()


def test_opens_the_first_lesson_for_a_beginner(root: Path, target: Path) -> None:
    fill("es", target, root)
    assert lesson_to_open(target) == FIRST
    assert lesson_to_open(root / "vacía") == ""


def test_opens_the_lesson_last_changed(root: Path, target: Path) -> None:
    for number in range(2, 5):
        (root / "course" / "es" / f"{number:02}-x.ipynb").write_text("v1", "utf-8")
    fill("es", target, root)
    for name, when in (("02-x.ipynb", 2_000), ("03-x.ipynb", 3_000), (FIRST, 1_000)):
        (target / name).write_text("mío", "utf-8")
        os.utime(target / name, (when, when))
    assert lesson_to_open(target) == "03-x.ipynb", "not 04, which is newer but untouched"


@pytest.mark.parametrize("time", ["2100-01-01T10:00:00+00:00", "2100-01-01T10:00:00Z", "2100-01-01T10:00:00"])
def test_opens_the_lesson_last_answered(root: Path, target: Path, time: str) -> None:
    fill("es", target, root)
    for name in (FIRST, SECOND):
        (target / name).write_text("mío", "utf-8")
    os.utime(target / SECOND, (1, 1))
    answers = {
        "01-vacuna": {"time": time},
        "00-mapa": {"time": "2000-01-01T00:00:00Z"},
        "01-otra": {"time": "1999-01-01T00:00:00Z"},
        "77-no-hay": {"time": "2200-01-01T00:00:00Z"},
        "01-rota": {"time": 3},
        "01-sin": [],
        "raro": None,
    }
    (target / "answers.json").write_text(json.dumps({"version": 1, "answers": answers}), "utf-8")
    assert lesson_to_open(target) == SECOND


@pytest.mark.parametrize("text", ["", "{", "[]", '{"answers": []}', '{"answers": {"x": 1}}', "\xff"])
def test_broken_answers_are_passed_over(root: Path, target: Path, text: str) -> None:
    fill("es", target, root)
    (target / "answers.json").write_bytes(text.encode("latin-1"))
    assert lesson_to_open(target) == FIRST


def test_a_version_laid_beside_is_never_the_lesson_to_open(root: Path, target: Path, publish: Write) -> None:
    fill("es", target, root)
    (target / SECOND).write_text("mío", "utf-8")
    publish(SECOND, "v2")
    fill("es", target, root)
    (target / "01-dos-clientes.nuevo.ipynb").write_text("mío", "utf-8")
    os.utime(target / SECOND, (1, 1))
    assert lesson_to_open(target) == SECOND
