"""A class's feedback, made by several processes: nbgrader's own pages, byte for byte; a failure is one student's."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from dosclientes.grading import feedback
from tests.grading import course as courses
from tests.grading.course import answer


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The processes that are started; a machine with two processors makes pages in two as soon as there are two."""
    commands = []
    run = subprocess.run

    def noted(command: list[str], **options: object) -> object:
        if command[-1].endswith(".pages"):
            commands.append(command)
        return run(command, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(feedback.subprocess, "run", noted)
    monkeypatch.setattr(feedback.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(feedback, "FEW", 1)
    return commands


def pages(course: Path) -> dict[str, bytes]:
    folder = course / "feedback"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.sandbox
def test_the_pages_are_nbgraders_own(
    course: Path, started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with (course / "nbgrader_config.py").open("a") as config:
        config.write("\nfrom dosclientes.grading import configure\nconfigure(c)\n")
    courses.submit(course, "ana")
    courses.submit(course, "eva ñ", solution=False)
    courses.submit(course, "ida", answer("squares", "def squares(n):\n    return n / 0"))
    courses.grade(course, check=True)
    monkeypatch.chdir(course)
    monkeypatch.setenv("PYTHONPATH", str(courses.REPOSITORY))
    assert feedback.make_pages(course, "ps1") == {}
    assert len(started) == 2
    ours = pages(course)
    courses.nbgrader("generate_feedback", "ps1", "--force", cwd=course)
    assert len(ours) >= 6
    assert ours == pages(course)

    damaged = course / "autograded" / "ana" / "ps1" / "problem1.ipynb"
    damaged.chmod(0o644)
    damaged.write_text("{")
    (missing,) = feedback.make_pages(course, "ps1").items()
    assert missing[0] == "ana"
    assert "JSON" in missing[1]
    assert {name for name in ours if not name.startswith("ana")} == set(pages(course))
