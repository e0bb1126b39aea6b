"""A student's own set-up where there is no exchange; JupyterLab itself is in tests/browser/test_a1.py."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from dosclientes.lab import panels as labs
from dosclientes.lab import student
from dosclientes.options import CannotRunError


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were to be served, instead of a server."""
    calls: list[Path] = []
    monkeypatch.setattr(labs, "serve", lambda folder, *_rest: calls.append(folder))
    return calls


def start(tmp_path: Path, *words: str) -> Path:
    parser = argparse.ArgumentParser()
    student.add_arguments(parser)
    place = ["--folder", str(tmp_path / "student"), "--exchange", str(tmp_path / "exchange")]
    assert student.run(parser.parse_args(["--lang", "en", *place, *words])) == 0
    return tmp_path / "student" / "en"


def test_without_an_exchange_assignments_are_there_and_work_is_kept(
    tmp_path: Path, served: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = start(tmp_path)
    assert served == [folder]
    assert {path.name for path in (folder / "a1").iterdir()} == {"a1.ipynb", "items.json", "course.json"}
    assert str(folder) in capsys.readouterr().out
    (folder / "a1" / "a1.ipynb").write_text("mine")
    (folder / "a2" / "items.json").unlink()
    start(tmp_path)
    assert (folder / "a1" / "a1.ipynb").read_text() == "mine"
    assert not (folder / "a2" / "items.json").exists()


def test_with_an_exchange_nothing_is_laid_out(
    tmp_path: Path, served: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "exchange").mkdir()
    folder = start(tmp_path)
    assert not any(folder.iterdir())
    assert "release_assignment" in capsys.readouterr().out
    (tmp_path / "exchange" / "dosclientes-en" / "outbound").mkdir(parents=True)
    start(tmp_path)
    assert not any(folder.iterdir())
    told = capsys.readouterr().out
    assert str(tmp_path / "exchange") in told
    assert "--platform" in told


def test_a_class_by_platform_beside_an_exchange(
    tmp_path: Path, served: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Another class of the same folder releases there; this one hands in through a platform all the same."""
    (tmp_path / "exchange" / "dosclientes-en" / "outbound").mkdir(parents=True)
    folder = start(tmp_path, "--platform")
    assert (folder / "a1" / "a1.ipynb").is_file()
    told = capsys.readouterr().out
    assert "answers.json" in told
    assert "Assignment List" not in told


def test_an_account_without_a_name_says_under_which_it_hands_in(
    tmp_path: Path, served: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    pwd = pytest.importorskip("pwd")

    def nobody(_number: int) -> None:
        raise KeyError("uid not found")

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    start(tmp_path)  # through a platform nbgrader is not asked
    (tmp_path / "exchange").mkdir()
    with pytest.raises(CannotRunError, match="--student"):
        start(tmp_path)
    start(tmp_path, "--student", "ana")
    assert len(served) == 2
