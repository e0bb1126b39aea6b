"""Warm servers that are gone are started anew: a formgrader, which lives long, grades on."""

from __future__ import annotations

from collections.abc import Iterator

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
