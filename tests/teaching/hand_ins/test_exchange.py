"""What is collected from the exchange: the last hand-in counts, and whose account it belongs to is said once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dosclientes.teaching.commands import Class
from dosclientes.teaching.hand_ins import owners

STUDENTS = ["ana", "eva", "luis", "noa"]


def hand_in(group: Class, student: str, hour: int, text: str = "{}") -> None:
    """Lay a hand-in into the exchange as nbgrader's *Submit* does."""
    inbound = group.folder / "exchange" / "dosclientes-es" / "inbound"
    moment = f"2026-11-29 {hour}:00:00.000000 UTC"
    folder = inbound / f"{student}+a1+{moment}"
    folder.mkdir(parents=True)
    (folder / "a1.ipynb").write_text(text)
    (folder / "timestamp.txt").write_text(moment)


@pytest.fixture
def group(tmp_path: Path) -> Class:
    """A class in whose exchange all have handed in, from this account."""
    group = Class.copy(tmp_path, "es")
    for student in STUDENTS:
        hand_in(group, student, 11)
    return group


def collected(group: Class) -> list[str]:
    return sorted(path.name for path in (group.folder / "submitted" / "es").iterdir())


def test_a_class_of_one_account_is_a_line_and_the_last_hand_in_counts(
    group: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owners, "_name", lambda _account: "teacher")  # whoever runs this may be called ana
    told = group.run("collect", "a1")
    assert "cheating" not in told
    assert "WARNING" not in told
    assert [line for line in told.splitlines() if "4 entregas" in line]
    assert collected(group) == STUDENTS
    hand_in(group, "ana", 12, '{"newer": true}')
    group.run("collect", "a1")
    texts = {
        name: (group.folder / "submitted" / "es" / name / "a1" / "a1.ipynb").read_text() for name in STUDENTS
    }
    assert texts == {**dict.fromkeys(STUDENTS, "{}"), "ana": '{"newer": true}'}


def test_a_hand_in_of_another_account_is_named(group: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    accounts = {"ana": 7777001, "eva": 7777002, "luis": 7777002, "noa": os.geteuid()}
    names = {7777001: "ana"}  # the other has no name, as in a container
    name = owners._name
    monkeypatch.setattr(owners, "_account", lambda path: accounts[path.name.split("+")[0]])
    monkeypatch.setattr(owners, "_name", lambda account: names.get(account) or name(account))
    told = group.run("collect", "a1")
    (warning,) = [line for line in told.splitlines() if "WARNING" in line]
    assert "7777002" in warning
    assert "eva, luis" in warning
    assert "1 entregas" in told
    assert collected(group) == STUDENTS
