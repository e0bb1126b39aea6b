"""Servers and examiners that are gone are started anew: a formgrader, which lives long, grades on."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import pytest

from dosclientes.grading.processes import workers
from tests.grading import tasks

pytestmark = pytest.mark.sandbox
CELLS = [("student", "x = 1"), ("test", "assert x == 1")]


@pytest.fixture(autouse=True)
def servers() -> Iterator[None]:
    workers.shut()
    workers.configure(True, {})
    yield
    workers.shut()


def graded() -> list[str]:
    workers.preload(["decimal"], [])
    return tasks.states(CELLS)


@pytest.mark.parametrize("role", ["kernels", "examiners"])
def test_killed(role: str) -> None:
    assert graded() == ["ran"]
    process = getattr(workers.workers(), role).process
    process.kill()
    process.wait()
    assert graded() == ["ran"]


@contextmanager
def killed(times: int) -> Iterator[list[int]]:
    """Meanwhile the first examiners are killed, as a machine without memory would; yields those that were."""
    server = psutil.Process(workers.workers().examiners.process.pid)  # type: ignore[union-attr]
    before = {child.pid for child in server.children()}
    over, dead = threading.Event(), list[int]()

    def kill() -> None:
        while len(dead) < times and not over.is_set():
            for child in server.children():
                if child.pid not in {*before, *dead}:
                    dead.append(child.pid)
                    child.kill()
            time.sleep(0.05)

    thread = threading.Thread(target=kill)
    thread.start()
    yield dead
    over.set()
    thread.join()


@pytest.mark.parametrize(("times", "state"), [(1, "ran"), (2, "error")])
def test_an_examiner_that_is_killed_is_replaced_once(times: int, state: str) -> None:
    assert graded() == ["ran"]
    with killed(times) as dead:
        assert tasks.states([("student", "import time\nx = 1\ntime.sleep(1)"), *CELLS[1:]]) == [state]
    assert len(dead) == times
    assert graded() == ["ran"]
