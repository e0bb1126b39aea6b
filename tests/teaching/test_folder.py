"""A course where nbgrader finds nothing is told so, in the language of the class; `--lang` says which class."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dosclientes.cli import main
from dosclientes.language.translation import language
from dosclientes.options import class_of
from dosclientes.teaching.commands import Class, CommandError


@pytest.mark.parametrize(("lang", "words"), [("es", "Cámbiale el nombre"), ("en", "Give it another name")])
def test_a_path_that_nbgrader_takes_for_a_pattern(tmp_path: Path, lang: str, words: str) -> None:
    group = Class.copy(tmp_path / "curso [2026]", lang)
    with pytest.raises(CommandError, match=words) as told:
        group.run("generate_assignment", "a1")
    assert "Traceback" not in str(told.value)
    assert not (group.folder / "assignments").exists()


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
