"""Graded folders are replaced in one step, and what a failed run left is in nobody's way."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from dosclientes.grading.submissions.folders import Draft, is_complete
from dosclientes.grading.submissions.gradebook.recorder import Recorder
from tests.grading import course as courses


def drafted(final: Path, text: str) -> Draft:
    draft = Draft(final, 0o644, False)
    draft.write("a/b.txt", text.encode())
    return draft


def test_a_draft_takes_the_place_of_the_old(tmp_path: Path) -> None:
    final = tmp_path / "ana" / "a1"
    for text in ("old", "new"):
        draft = drafted(final, text)
        draft.set_aside()
        assert not final.exists()
        draft.publish()
        assert (final / "a" / "b.txt").read_text() == text
    assert [path.name for path in final.parent.iterdir()] == ["a1"]


def test_what_was_set_aside_comes_back(tmp_path: Path) -> None:
    final = tmp_path / "ana" / "a1"
    drafted(final, "old").publish()
    draft = drafted(final, "new")
    draft.set_aside()
    draft.discard()
    assert (final / "a" / "b.txt").read_text() == "old"
    assert [path.name for path in final.parent.iterdir()] == ["a1"]


def test_complete_means_every_file(tmp_path: Path) -> None:
    report = tmp_path / "grading.json"
    assert not is_complete(tmp_path, tmp_path)
    for broken in ("{", "[]", '{"files": 5}', "\0"):
        report.write_text(broken)
        assert not is_complete(tmp_path, tmp_path)
    report.write_text(json.dumps({"files": ["a.ipynb", "data/b.csv"]}))
    (tmp_path / "a.ipynb").touch()
    assert not is_complete(tmp_path, tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "b.csv").touch()
    assert is_complete(tmp_path, tmp_path)


def test_half_a_graded_folder_is_graded_again(course: Path) -> None:
    """As a kill during `--force`, or a tidy person, leaves it."""
    for student in ("ana", "bea"):
        courses.submit(course, student)
    courses.grade(course, check=True)
    folder = course / "autograded" / "ana" / "ps1"
    whole = {path.name: path.read_bytes() for path in folder.iterdir()}
    (folder / "problem1.ipynb").unlink()
    (folder.parent / ".ps1.partial").mkdir()
    shutil.copytree(folder, folder.parent / ".ps1.old")
    courses.grade(course, "--report", str(course / "report.json"), check=True)
    assert json.loads((course / "report.json").read_text())["skipped"] == ["bea"]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == whole
    assert [path.name for path in folder.parent.iterdir()] == ["ps1"]


@pytest.mark.sandbox
def test_a_failed_record_leaves_the_old_folder(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dosclientes.grading import command

    courses.submit(course, "ana")
    arguments = ["ps1", "--root", str(course), "--quiet", "--force", "--report", str(course / "report.json")]
    monkeypatch.chdir(course)
    assert command.main(arguments) == 0
    folder = course / "autograded" / "ana"
    before = sorted(folder.rglob("*"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Recorder, "record", full)
    assert command.main(arguments) == 3
    assert "No space left" in json.loads((course / "report.json").read_text())["broken"]["ana"]
    assert sorted(folder.rglob("*")) == before
