"""Places in which tasks run at once, and who takes long lends its own on.

A place stands for a processor that work needs. What sleeps until its time is up, or is scheduled behind everybody else,
needs none; the class would wait for it all the same.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median

__all__ = ["Places"]

LONG = 1.5
"""How many times as long as the others, at the median, a task keeps its place."""

LEAST = 1.0
"""Seconds for which it keeps it at least."""

_RECENT = 50
"""Tasks by which the others' time is known."""


class Places:
    """Runs as many tasks at once as there are places, not counting those that have lent theirs on.

    Arguments:
        count: places; who calls `run` from more threads than this decides how many may be lent on.
        function: what runs a task.
    """

    def __init__(self, count: int, function: Callable[[bytes], bytes]) -> None:
        self.function = function
        self.free = _Free(count)
        self.took: deque[float] = deque(maxlen=_RECENT)

    def run(self, task: bytes) -> bytes:
        """Run a task as soon as there is a place."""
        with self.place():
            return self.function(task)

    @contextmanager
    def place(self) -> Iterator[None]:
        """Wait for a place and hold it to the end, or until that takes long."""
        self.free.take()
        held = threading.Lock()

        def give() -> None:
            if held.acquire(blocking=False):  # once
                self.free.give()

        lending = threading.Timer(self.patience(), give)
        lending.daemon = True
        began = time.monotonic()
        lending.start()
        try:
            yield
        finally:
            self.took.append(time.monotonic() - began)
            lending.cancel()
            give()

    def patience(self) -> float:
        """Seconds after which the next task lends its place on."""
        return max(LEAST, LONG * median(self.took or [0.0]))


class _Free:
    """Free places, each given to whoever has waited longest: in a semaphore who comes last can go first, and what
    takes long begins when all others have ended.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self.lock = threading.Lock()
        self.line: deque[threading.Event] = deque()

    def take(self) -> None:
        with self.lock:
            if self.count:
                self.count -= 1
                return
            turn = threading.Event()
            self.line.append(turn)
        turn.wait()

    def give(self) -> None:
        with self.lock:
            if self.line:
                self.line.popleft().set()
            else:
                self.count += 1
