"""Without forking: the same verdicts from freshly started processes; and tasks on other executors."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import psutil
import pytest

from dosclientes.grading import command
from dosclientes.grading.processes import workers
from dosclientes.grading.processes.pool import Executed
from tests.grading import course as courses
from tests.grading import tasks
from tests.grading.course import answer

CELLS = [
    ("student", "def double(x):\n    print('called')\n    return 2 * x"),
    ("student", "def slow():\n    while True:\n        pass"),
    ("student", "def ends():\n    import os\n    os._exit(1)"),
    ("test", "assert double(2) == 4"),
    ("test", "assert double(2) == 5"),
    ("test", "slow()"),
    ("test", "assert double([1]) == [1, 1]"),
    ("test", "ends()"),
    ("test", "assert double(3) == 6"),
]


@pytest.fixture
def fresh() -> Iterator[None]:
    workers.shut()
    workers.configure(sandbox=False, visible={}, fresh=True)
    yield
    workers.shut()
    workers.configure(sandbox=True, visible={})


def test_fresh_processes_give_the_same_verdicts(fresh: None) -> None:
    before = psutil.Process().children(recursive=True)
    found = tasks.states(CELLS, timeout=3)
    assert found[2] in ("failed", "error")  # a machine so busy that the cell hardly ran leaves it to a person
    assert [*found[:2], *found[3:]] == ["ran", "failed", "ran", "error", "ran"]
    left = set(psutil.Process().children(recursive=True)) - set(before)
    assert [child for child in left if child.status() != psutil.STATUS_ZOMBIE] == []


def test_fresh_processes_want_to_be_asked_for(course: Path) -> None:
    courses.submit(course, "ana")
    done = courses.grade(course, "--fresh")
    assert done.returncode == 2
    assert "--unsandboxed" in done.stderr


@pytest.mark.slow
def test_any_executor(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks are plain functions: here they run in a pool of processes that know nothing but what a task says."""
    courses.submit(course, "right")
    courses.submit(course, "wrong", answer("squares", "def squares(n): return 1"))
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as executor:
        assert courses.grade_here(course, monkeypatch, pool=Executed(executor, 1)) == command.GRADED
    assert courses.scores(course, "right")["correct_squares"] == 1
    assert courses.scores(course, "wrong")["correct_squares"] == 0
