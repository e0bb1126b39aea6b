"""A course with something wrong in it: a sentence that says what, where and what to do, in one's language; exit 2."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dosclientes.cli import main
from tests.grading import course as courses

pytestmark = pytest.mark.sandbox
SOURCE = Path("source", "ps1", "problem1.ipynb")
COMMANDS = ("grade", "rehearse", "parity")


def cut(course: Path) -> None:
    notebook = course / SOURCE
    notebook.write_text(notebook.read_text("utf-8")[:200])


def configure(text: str) -> Callable[[Path], None]:
    def change(course: Path) -> None:
        (course / "nbgrader_config.py").write_text(text)

    return change


def unknown(course: Path) -> None:
    (course / "gradebook.db").unlink()


def no_folder(course: Path) -> None:
    shutil.rmtree(course)


def no_solution(course: Path) -> None:
    shutil.rmtree(course / "source" / "ps1")


TROUBLE: dict[str, tuple[Callable[[Path], None], tuple[str, ...], list[str], list[str]]] = {
    "no folder": (no_folder, COMMANDS, ["no existe la carpeta"], ["there is no folder"]),
    "not generated": (
        unknown,
        ("grade", "rehearse"),
        ["no está en el libro de notas", "nbgrader generate_assignment ps1"],
        ["is not in the gradebook", "nbgrader generate_assignment ps1"],
    ),
    "broken source": (
        cut,
        ("grade", "rehearse"),
        [str(SOURCE), "no se puede leer", "Arréglalo"],
        [str(SOURCE), "cannot be read", "Mend it"],
    ),
    "configuration that is no Python": (
        configure("c = get_config()\nc.Execute.timeout = (\n"),
        COMMANDS,
        ["nbgrader_config.py, línea 2, no se puede leer", "SyntaxError", "corrígela"],
        ["nbgrader_config.py, line 2, cannot be read", "SyntaxError", "mend it"],
    ),
    "configuration that raises": (
        configure("c = get_config()\n\nc.Execute.timeout = 1 / 0\n"),
        COMMANDS,
        ["nbgrader_config.py, línea 3, no se puede leer", "ZeroDivisionError", "corrígela"],
        ["nbgrader_config.py, line 3, cannot be read", "ZeroDivisionError", "mend it"],
    ),
    "limit that there is not": (
        configure("c = get_config()\nc.Examine.limits = {'memmory': 2**30}\n"),
        COMMANDS,
        ["c.Examine.limits['memmory'] no dice nada a nadie", "memory, processes"],
        ["c.Examine.limits['memmory'] means nothing to anyone", "memory, processes"],
    ),
    "limit that is no number": (
        configure("c = get_config()\nc.Examine.limits = {'memory': '1 GB'}\n"),
        COMMANDS,
        ["c.Examine.limits['memory'] es un número desde 1, y no '1 GB'"],
        ["c.Examine.limits['memory'] is a number from 1 upwards, and not '1 GB'"],
    ),
    "limit that is endless": (
        configure("c = get_config()\nc.Examine.limits = {'share': 0.5, 'memory': float('inf')}\n"),
        COMMANDS,
        ["c.Examine.limits['memory'] es un número desde 1, y no inf"],
        ["c.Examine.limits['memory'] is a number from 1 upwards, and not inf"],
    ),
    "setting that there is not": (
        configure("c = get_config()\nc.Examine.stric = True\n"),
        COMMANDS,
        ["c.Examine.stric no dice nada a nadie", "strict"],
        ["c.Examine.stric means nothing to anyone", "strict"],
    ),
    "text in the place of a list": (
        configure("c = get_config()\nc.Examine.unprotected = 'ps1'\n"),
        COMMANDS,
        ["c.Examine.unprotected es una lista de textos, y no 'ps1'"],
        ["c.Examine.unprotected is a list of texts, and not 'ps1'"],
    ),
    "no solution": (
        no_solution,
        ("rehearse",),
        ["no hay solución que ensayar", str(SOURCE)],
        ["there is no solution to rehearse with", str(SOURCE)],
    ),
}
RUNS = [(trouble, words) for trouble, (_, commands, *_) in TROUBLE.items() for words in commands]


def run(monkeypatch: pytest.MonkeyPatch, language: str, *words: str) -> int:
    """The command as it is typed, in a language."""
    monkeypatch.setenv("LC_ALL", f"{language}_{language.upper()}.UTF-8")
    monkeypatch.chdir(os.sep)
    return main(list(words))


@pytest.mark.parametrize(("trouble", "command"), RUNS)
def test_it_is_said_what_is_wrong_and_what_to_do(
    course: Path,
    trouble: str,
    command: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    courses.submit(course, "ana")
    change, _, spanish, english = TROUBLE[trouble]
    change(course)
    for language, words in (("es", spanish), ("en", english)):
        assert run(monkeypatch, language, command, "ps1", "--root", str(course)) == 2
        told = " ".join(capfd.readouterr().err.split())
        assert [word for word in words if word not in told] == [], told
        assert "Traceback" not in told
    assert not (course / "autograded").exists()


def test_nbgraders_own_command_refuses_a_setting_that_nobody_reads(course: Path) -> None:
    courses.submit(course, "ana")
    with (course / "nbgrader_config.py").open("a") as config:
        config.write(
            "\nfrom dosclientes.grading import configure\nconfigure(c)\nc.Examine.limits = {'memmory': 1}\n"
        )
    told = courses.nbgrader("autograde", "ps1", cwd=course, check=False)
    assert told.returncode != 0
    assert "c.Examine.limits['memmory']" in told.stderr
    assert not (course / "autograded").exists()


def test_a_file_is_no_course(
    course: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    file = course / "nbgrader_config.py"
    assert [run(monkeypatch, "es", command, "ps1", "--root", str(file)) for command in COMMANDS] == [2, 2, 2]
    assert capfd.readouterr().err.count(f"no existe la carpeta {file}") == 3


def test_a_class_without_a_source_is_graded(
    course: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    courses.submit(course, "ana")
    no_solution(course)
    assert run(monkeypatch, "es", "grade", "ps1", "--root", str(course), "--quiet") == 0
    assert (course / "autograded" / "ana" / "ps1" / "grading.json").is_file()
    told = capfd.readouterr().err
    assert "no hay solución que ensayar" in told
    assert str(SOURCE) in told


KEPT = {
    "broken JSON": lambda kept: "{",
    "a list": lambda kept: "[]",
    "another version's": lambda kept: json.dumps({**kept, "more": 1}),
    "a way that is none": lambda kept: json.dumps(kept).replace('"examined"', '"guessed"'),
    "wrong types": lambda kept: json.dumps({**kept, "loaded": 5, "problems": None}),
    "another assignment's": lambda kept: json.dumps({**kept, "parts": {"other": {"ways": {}}}}),
}


def test_a_kept_rehearsal_that_cannot_be_used_is_made_again(
    course: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "en", "rehearse", "ps1", "--root", str(course)) in (0, 3)
    first = capfd.readouterr().out
    (kept,) = (course / ".grading-rehearsals").glob("ps1-*.json")
    whole = json.loads(kept.read_text("utf-8"))
    for name, spoil in KEPT.items():
        kept.write_text(spoil(whole))
        assert run(monkeypatch, "en", "rehearse", "ps1", "--root", str(course)) in (0, 3), name
        assert capfd.readouterr().out == first, name
        again = json.loads(kept.read_text("utf-8"))
        assert again["parts"] == whole["parts"], name
    shutil.rmtree(kept.parent)
    kept.parent.write_text("no folder")
    assert run(monkeypatch, "en", "rehearse", "ps1", "--root", str(course)) in (0, 3)
    assert capfd.readouterr().out == first
