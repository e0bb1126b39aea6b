"""A course where nbgrader finds nothing is told so, in the language of the class; `--lang` says which class."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from dosclientes.cli import main
from dosclientes.language.translation import language
from dosclientes.options import class_of
from dosclientes.paths import ROOT
from dosclientes.teaching.commands import Class, CommandError
from tests.teaching.downloads import work


@pytest.mark.parametrize(("lang", "words"), [("es", "Cámbiale el nombre"), ("en", "Give it another name")])
def test_a_path_that_nbgrader_takes_for_a_pattern(tmp_path: Path, lang: str, words: str) -> None:
    group = Class.copy(tmp_path / "curso [2026]", lang)
    with pytest.raises(CommandError, match=words) as told:
        group.run("generate_assignment", "a1")
    assert "Traceback" not in str(told.value)
    assert not (group.folder / "assignments").exists()


def test_a_copy_never_writes_to_the_classs_own_gradebook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tmp_path / "real_{lang}.db"
    monkeypatch.setenv("DOSCLIENTES_DB", f"sqlite:///{real}")
    assert Class(ROOT, "en").db_url == f"sqlite:///{tmp_path}/real_en.db"
    group = Class.copy(tmp_path / "copy", "en")
    group.run("db", "student", "add", "ana")
    assert (group.folder / "gradebook-en.db").is_file()
    assert not (tmp_path / "real_en.db").exists()
    monkeypatch.setenv("DOSCLIENTES_DB", f"sqlite:///{tmp_path}/both.db")  # two classes in one
    with pytest.raises(SystemExit, match="lang"):
        print(Class(ROOT, "en").db_url)


@pytest.mark.parametrize("before", [None, "es"])
def test_the_class_of_a_language_is_left_again(before: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOSCLIENTES_LANG", raising=False)
    if before:
        monkeypatch.setenv("DOSCLIENTES_LANG", before)
    with class_of("en"):
        assert os.environ["DOSCLIENTES_LANG"] == "en"
        assert language() == "en"
    assert os.environ.get("DOSCLIENTES_LANG") == before
    with class_of(None):
        assert os.environ.get("DOSCLIENTES_LANG") == before
        assert language() == "es"


@pytest.mark.sandbox
def test_grading_and_rehearsing_know_which_class(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--lang en` beside an environment that says another: nothing is handed in, and the folder of English is named."""
    group = Class.copy(tmp_path / "curso", "en")
    group.run("generate_assignment", "a1")
    monkeypatch.setenv("DOSCLIENTES_LANG", "es")
    monkeypatch.chdir(tmp_path)
    assert main(["grade", "a1", "--lang", "en", "--root", str(group.folder)]) == 2
    assert "submitted/en/*/a1" in capsys.readouterr().err
    assert main(["rehearse", "a9", "--lang", "en", "--root", str(group.folder)]) == 2
    assert "a9" in capsys.readouterr().err
    assert os.environ["DOSCLIENTES_LANG"] == "es"


@pytest.mark.slow
@pytest.mark.sandbox
def test_nbgraders_own_command_gives_reasons_in_the_language_of_the_class(tmp_path: Path) -> None:
    """As `dosclientes grade` does, and as formgrader's button, which is the same."""
    group = replace(Class.copy(tmp_path / "curso", "en"), grading="engine")
    group.run("generate_assignment", "a1")
    folder = group.folder / "submitted" / "en" / "ana" / "a1"
    folder.mkdir(parents=True)
    (folder / "answers.json").write_bytes(work("solution")["answers.json"])
    report = group.folder / "autograded" / "en" / "ana" / "a1" / "grading.json"
    group.run("autograde", "a1")
    first = json.loads(report.read_text("utf-8"))
    assert "something was handed in" in json.dumps(first)
    assert main(["grade", "a1", "--lang", "en", "--force", "--root", str(group.folder)]) == 3
    assert json.loads(report.read_text("utf-8")) == first
