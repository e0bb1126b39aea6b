"""The commands of a class speak one language: the system's, unless a class is named, here or by the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from dosclientes.cli import main

COMMANDS = [
    ["status", "a1"],
    ["extend", "a1"],
    ["regrade", "a1", "--dry-run"],
    ["roster", "--withdraw", "ana"],
    ["blank", "a1"],
    ["grades", "a1", "--format", "csv"],
    ["insight", "a1"],
    ["collect", "a1", "a1.zip"],
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(
    ("system", "environment", "asked", "said"),
    [
        ("en", "", [], "there is no"),
        ("es", "", [], "no hay"),
        ("en", "", ["--lang", "es"], "no hay"),
        ("es", "", ["--lang", "en"], "there is no"),
        ("es", "en", [], "there is no"),
        ("en", "en", ["--lang", "es"], "no hay"),
    ],
)
def test_what_has_no_class_is_told_in_the_language_of_all_other_commands(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    system: str,
    environment: str,
    asked: list[str],
    said: str,
) -> None:
    monkeypatch.setenv("LC_ALL", f"{system}_{system.upper()}.UTF-8")
    monkeypatch.setenv("DOSCLIENTES_LANG", environment)
    assert main([*words, *asked, "--root", str(tmp_path)]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_class_of_no_language_of_the_course_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.setenv("DOSCLIENTES_LANG", "fr")
    assert main([*words, "--root", str(tmp_path)]) == 2
    assert "fr" in capsys.readouterr().err
