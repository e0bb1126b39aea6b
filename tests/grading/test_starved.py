"""Who gets no processor among others is graded once more, alone: a busy machine costs nobody a point."""

from __future__ import annotations

import json
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from dosclientes.grading import command
from dosclientes.grading.examiner.line import BUSY
from dosclientes.grading.processes.pool import Executed
from tests.grading import course as courses
from tests.grading.course import answer

pytestmark = pytest.mark.sandbox
STUDENT = "beside-many"


class Starving(Executed):
    """A pool in which one student's hand-in gets no processor, so and so often."""

    def __init__(self, executor: ThreadPoolExecutor, times: int) -> None:
        super().__init__(executor, 2)
        self.times = times
        self.running: list[Future[bytes]] = []
        self.beside: list[int] = []
        """How many others ran, each time that this hand-in came."""

    def submit(self, task: bytes) -> Future[bytes]:
        future = super().submit(task)
        if STUDENT.encode() in task:
            self.beside.append(sum(not one.done() for one in self.running))
            if len(self.beside) <= self.times:
                outcomes = json.loads(future.result())
                for cell in (cell for cells in outcomes for cell in cells):
                    cell |= {
                        "state": "error",
                        "reason": f"the kernel ended in a cell ({BUSY}); then NameError",
                    }
                future = Future()
                future.set_result(json.dumps(outcomes).encode())
        self.running.append(future)
        return future


def graded(course: Path, monkeypatch: pytest.MonkeyPatch, times: int) -> tuple[int, Starving]:
    for name in ("a", STUDENT, "c", "d"):
        courses.submit(course, name, answer("squares", f"def squares(n): return '{name}' and list(range(n))"))
    with ThreadPoolExecutor(2) as executor:
        pool = Starving(executor, times)
        return courses.grade_here(course, monkeypatch, pool=pool), pool


def verdicts(course: Path, student: str) -> list[tuple[str, object, str]]:
    report = json.loads((course / "autograded" / student / "ps1" / "grading.json").read_text("utf-8"))
    found = [one for notebook in report["verdicts"].values() for one in notebook]
    return [(one["name"], one["score"], one["reason"]) for one in found]


def test_graded_alone_at_the_end(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, pool = graded(course, monkeypatch, 1)
    assert code == command.GRADED
    assert len(pool.beside) == 2
    assert pool.beside[1] == 0
    assert verdicts(course, STUDENT) == verdicts(course, "d")
    assert courses.scores(course, STUDENT) == courses.scores(course, "d")


def test_left_to_a_person_when_that_does_not_help(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, pool = graded(course, monkeypatch, 9)
    assert code == command.PERSON
    assert len(pool.beside) == 2
    tests = [one for one in verdicts(course, STUDENT) if one[0].startswith("correct")]
    assert tests
    assert all(score is None and "demasiado ocupado" in reason for _name, score, reason in tests)
    assert courses.scores(course, "d")
