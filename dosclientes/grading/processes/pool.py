"""Where tasks go: whatever runs them, on this machine or on others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Protocol

from dosclientes.grading.processes import room, workers
from dosclientes.grading.processes.places import Places

__all__ = ["Executed", "Pool", "PoolLost", "TaskKills", "threads"]


class Pool(Protocol):
    """Runs tasks, functions from bytes to bytes that need nothing else, see `submission.task_bytes`."""

    @property
    def window(self) -> int:
        """How many tasks may be on their way at once, so that nothing stands idle."""

    def begin(self, checks: list[str], options: dict[str, Any]) -> None:
        """Told once of a run, before its first task.

        Arguments:
            checks: modules that only tests import.
            options: see `submission.Desk`.
        """

    def submit(self, task: bytes) -> Future[bytes]:
        """Have a task run; its outcomes as JSON will be the result, see `workers.run`.

        The result may raise TaskKills, which concerns this task, and PoolLost, which concerns the run.
        """


class PoolLost(Exception):  # noqa: N818
    """Nothing is left that runs tasks; the message says why, to people. What was recorded stays."""


class TaskKills(PoolLost):
    """Whatever ran this task has ended, again and again."""


class Executed:
    """A pool made of an executor, such as threads that wait for this process's warm servers.

    Arguments:
        executor: runs plain functions, of this process or of others on this machine.
        jobs: how many at once.
        run: what runs a task.
    """

    def __init__(self, executor: Executor, jobs: int, run: Callable[[bytes], bytes] = workers.run) -> None:
        self.executor = executor
        self.run = run
        self.window = jobs + 2

    def begin(self, checks: list[str], options: dict[str, Any]) -> None:
        """See `Pool.begin`: here a task holds all that is needed."""

    def submit(self, task: bytes) -> Future[bytes]:
        """See `Pool.submit`."""
        return self.executor.submit(self.run, task)


@contextmanager
def threads(asked: int = 0) -> Iterator[Pool]:
    """Threads that wait for this process's warm servers, some of them for those that take long.

    Arguments:
        asked: how many at once, see `room.places`.
    """
    jobs, spare = room.places(asked)
    with ThreadPoolExecutor(jobs + spare) as executor:
        yield Executed(executor, jobs + spare, Places(jobs, workers.run).run)
