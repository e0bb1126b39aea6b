"""`dosclientes check` and `check_mine()`: what they are told, what they say, and where they do nothing."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from dosclientes import cli
from dosclientes.paths import ROOT
from dosclientes.selfcheck import check_mine
from dosclientes.selfcheck.button import CheckMine, _until_saved
from dosclientes.selfcheck.judge.result import Result
from dosclientes.selfcheck.keep.attempt import Attempt
from dosclientes.selfcheck.read.where import CannotCheckError, find_work
from dosclientes.selfcheck.show.terminal import ask_assessment
from tests.selfcheck.conftest import Desk

START = Callable[..., Desk]


def run(*words: str) -> int:
    return cli.main(["check", *words])


@pytest.fixture(autouse=True)
def spanish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dosclientes.language.translation._chosen", "es")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "es_ES.UTF-8")


def test_the_command_tells_points_reasons_and_pages(desk: START, capsys: pytest.CaptureFixture[str]) -> None:
    mine = desk()
    mine.lay("m1-customer-is-payer")
    assert run("a1", "--folder", str(mine.base), "--own", "4.1=2,5") == 0
    told = capsys.readouterr().out
    assert "A1 · intento 1" in told
    assert "Llevas 15,5 de 20 puntos." in told
    assert "Paga, y pagar no decide." in told
    assert str(mine.folder / "attempts" / "1" / "feedback.html") in told
    assert str(mine.folder / "attempts" / "1" / "solution.html") in told


def test_the_terminal_asks_for_ones_own_points_until_they_make_sense(monkeypatch: pytest.MonkeyPatch) -> None:
    text = Result("text-own-case", "4.1", 4, None, "own", rubric="**Criterios**\n\n| 4 | Todo |")
    attempt = Attempt(1, "a1", "2026-01-12T09:00:00+00:00", "", True, (text,))
    replies = iter(["mucho", "5", "-1", "2,5"])
    monkeypatch.setattr("builtins.input", lambda *_words: next(replies))
    console = Console(file=io.StringIO(), width=80)
    assert ask_assessment(console, attempt) == {"text-own-case": 2.5}
    assert "Criterios" in console.file.getvalue()  # type: ignore[attr-defined]
    monkeypatch.setattr("builtins.input", lambda *_words: "")
    assert ask_assessment(console, attempt) == {}


def test_what_cannot_be_judged_is_told_apart_by_the_exit_code(
    desk: START, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = desk()
    mine.lay("solution")
    (mine.folder / "answers.json").write_text('{"answers": ', "utf-8")
    assert run(str(mine.notebook), "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["attempt"], told["score"], told["points"]) == (1, 11, 20)
    report = json.loads(Path(told["folder"], "report.json").read_text("utf-8"))
    assert [one["id"] for one in report["results"] if one["state"] == "unjudged"] == [
        "click-payer", "click-instruments", "click-roles", "click-criteria", "click-loan",
    ]  # fmt: skip
    assert "answers.json está dañado" in report["notices"][0]


def test_answers_of_another_assignment_are_not_judged(
    desk: START, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = desk()
    mine.lay("solution")
    content = json.loads((mine.folder / "answers.json").read_text("utf-8"))
    (mine.folder / "answers.json").write_text(json.dumps(content | {"assignment": "a2"}), "utf-8")
    assert run(str(mine.folder)) == 1
    assert "answers.json es de la entrega «a2»" in capsys.readouterr().out


BROKEN = {
    "truncated": (lambda text: text[: len(text) // 2], "a1.ipynb está dañado: la línea"),
    "merge": (lambda text: text.replace('"cells"', '<<<<<<< HEAD\n "cells"', 1), "la línea 2"),
    "other": (
        lambda _text: (ROOT / "assignments/es/a2/a2.ipynb").read_text("utf-8"),
        "no es el cuaderno de A1",
    ),
    "no notebook": (lambda _text: "[1, 2]", "no es un cuaderno de Jupyter"),
    "no cells": (lambda _text: '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}', "no es un cuaderno"),
    "empty": (lambda _text: "", "la línea 1"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_notebook_that_cannot_be_checked_is_named_and_left_alone(
    desk: START, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil, told = BROKEN[what]
    mine = desk()
    mine.notebook.write_text(spoil(mine.notebook.read_text("utf-8")), "utf-8")
    before = mine.notebook.read_bytes()
    assert run("a1", "--folder", str(mine.base)) == 2
    caught = capsys.readouterr()
    assert told in caught.err
    assert "Traceback" not in caught.err
    assert mine.notebook.read_bytes() == before
    assert not (mine.folder / "attempts").exists()


def test_another_encoding_is_named(desk: START, capsys: pytest.CaptureFixture[str]) -> None:
    mine = desk()
    mine.notebook.write_bytes(mine.notebook.read_text("utf-8").encode("latin-1", "replace"))
    assert run("a1", "--folder", str(mine.base)) == 2
    assert "no es un cuaderno de Jupyter" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["a1"], "No hay ningún a1.ipynb"),
        (["A1 "], "No hay ningún a1.ipynb"),
        (["b1"], "No hay «b1»"),
        ([], "¿Qué quieres comprobar?"),
        (["nowhere/a1.ipynb"], "No existe"),
        (["./"], "no hay ninguna entrega"),
        ([str(ROOT / "source/es/a1")], "es parte del curso"),
        ([str(ROOT / "assignments/es/a1/a1.ipynb")], "es parte del curso"),
        (["a1", "--lang", "xx"], "No hay lecciones en «xx»"),
        (["a1", "--own", "text"], "se esperaba algo como"),
    ],
)
def test_what_is_not_there_is_said(
    words: list[str],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*words, "--folder", str(tmp_path / "learning")) == 2
    caught = capsys.readouterr()
    assert told in caught.err
    assert caught.out == ""


def test_work_is_found_here_in_the_learners_folder_and_in_another_language(
    desk: START, tmp_path: Path
) -> None:
    mine = desk("a2", "en")
    by_name = find_work("a2", mine.base, "es", here=tmp_path)
    assert (by_name.folder, by_name.lang, by_name.assignment) == (mine.folder, "en", "a2")
    assert find_work(None, tmp_path, "es", here=mine.folder) == by_name
    assert find_work("a2", tmp_path, "es", here=mine.folder) == by_name
    beside = mine.folder / "a2.new.ipynb"
    beside.write_bytes(mine.notebook.read_bytes())
    assert find_work(str(beside), tmp_path, "es").notebook == beside


def test_a_folder_that_cannot_be_written_is_named(desk: START, capsys: pytest.CaptureFixture[str]) -> None:
    mine = desk()
    mine.lay("half-done")
    (mine.folder / "attempts").write_text("a file", "utf-8")
    assert run("a1", "--folder", str(mine.base)) == 2
    assert "No se puede guardar el intento" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["NBGRADER_EXECUTION", "NBGRADER_STUDENT_ID"])
def test_in_grading_the_button_is_nothing(name: str, desk: START) -> None:
    mine = desk()
    before = sorted(mine.folder.rglob("*"))
    code = (
        "import sys; from dosclientes.selfcheck import check_mine; assert check_mine() is None\n"
        "assert not {'ipywidgets', 'nbgrader', 'nbformat'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=mine.folder, env={**os.environ, name: "x"}, check=True)
    assert sorted(mine.folder.rglob("*")) == before


def test_where_stock_nbgrader_runs_a_notebook_the_button_is_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "autograded" / "ana" / "a1"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    assert check_mine() is None


def test_in_a_class_the_button_says_what_to_use(desk: START, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk().folder)
    monkeypatch.setenv("DOSCLIENTES_STUDENT", "ana")
    assert "Validate" in repr(check_mine())
    assert "Validate" in check_mine().widget.children[1].value


def test_without_solutions_command_and_button_say_what_to_use(
    desk: START, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(desk().folder)
    for module in ("command", "button"):
        monkeypatch.setattr(f"dosclientes.selfcheck.{module}.has_solutions", lambda: False)
    assert run("a1") == 2
    assert "Validate" in capsys.readouterr().err
    assert "Validate" in repr(check_mine())


def test_the_button_checks_in_the_background_and_shows_the_table(
    desk: START, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = desk()
    mine.lay("half-done")
    monkeypatch.chdir(mine.folder)
    shown = check_mine()
    assert isinstance(shown, CheckMine)
    assert "dosclientes check a1" in repr(shown)
    shown.widget  # noqa: B018 - built when it is shown
    shown._button.click()
    assert shown._button.disabled
    shown.wait()
    assert not shown._button.disabled
    assert "Comprobado lo guardado a las" in shown._status.value
    assert "Llevas 5 de 20 puntos." in shown._told.value
    assert 'href="attempts/1/solution.html"' in str(shown._links.outputs)
    way_on = re.findall(r'href="([^"]+/00-[^"]+)"', str(shown._links.outputs))
    assert [(mine.folder / place).is_file() for place in way_on] == [True]

    mine.notebook.write_text("{", "utf-8")
    shown._button.click()
    assert "dc-stale" in shown._told._dom_classes, "the old result is dimmed meanwhile"
    shown.wait()
    assert "dc-stale" not in shown._told._dom_classes
    assert "a1.ipynb está dañado" in shown._status.value
    assert "Llevas 5 de 20 puntos." in shown._told.value

    later = check_mine()
    later.widget  # noqa: B018
    assert "A1 · intento 1" in later._told.value


def test_the_copy_that_is_checked_is_the_one_in_use(desk: START) -> None:
    mine, other = desk("a1", "es"), desk("a1", "en")
    assert find_work("a1", mine.base, "es", in_use=True).notebook == mine.notebook
    other.lay("half-done")
    assert find_work("a1", mine.base, "es", in_use=True).notebook == other.notebook
    assert find_work("a1", mine.base, "es").notebook == mine.notebook
    renamed = mine.notebook.rename(mine.folder / "mi a1.ipynb")
    assert find_work("a1", mine.base, "es").notebook == renamed
    (mine.folder / "otro.ipynb").write_bytes(renamed.read_bytes())
    with pytest.raises(CannotCheckError, match=r"mi a1\.ipynb, otro\.ipynb"):
        find_work("a1", mine.base, "es")


def test_the_button_waits_until_the_notebook_is_saved(tmp_path: Path) -> None:
    """A page saves when the button is pressed, and the press may be heard before that is done."""
    notebook, begun = tmp_path / "a1.ipynb", tmp_path / ".~a1.ipynb"
    notebook.write_text("before")
    asked = notebook.stat().st_mtime + 1000
    waiting = threading.Thread(target=_until_saved, args=(notebook, asked, 600))
    waiting.start()
    waiting.join(0.3)
    assert waiting.is_alive(), "what is there was saved before"
    begun.write_text("before")
    notebook.write_text("aft")
    os.utime(notebook, (asked + 1, asked + 1))
    waiting.join(0.3)
    assert waiting.is_alive(), "half of it is written"
    notebook.write_text("after")
    os.utime(notebook, (asked + 1, asked + 1))
    begun.unlink()
    waiting.join(60)
    assert not waiting.is_alive()

    _until_saved(notebook, 0)  # where nobody listens to the key
    _until_saved(notebook, asked + 1000, patience=0.1)  # where clocks differ
