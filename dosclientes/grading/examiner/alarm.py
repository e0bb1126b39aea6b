"""Ends a test that loops without asking the student for anything."""

from __future__ import annotations

import signal
import time

from dosclientes.grading.channel.waiting import waited
from dosclientes.grading.examiner.line import PATIENCE, Line


class TestTimeout(BaseException):
    """A test that loops without asking the student for anything."""


class Alarm:
    """Ends a test that takes too long; what it had to wait for processors, here and over there, does not count."""

    running: Alarm

    def __init__(self, seconds: float, session: Line) -> None:
        self.seconds = seconds
        self.session = session
        self.began = time.monotonic()
        self.waited = waited()
        session.extra = 0.0
        Alarm.running = self

    def left(self) -> float:
        """Seconds it still has."""
        extra = min(waited() - self.waited + self.session.extra, self.seconds * 2 * PATIENCE)
        return self.began + self.seconds + extra - time.monotonic()

    @classmethod
    def set(cls) -> None:
        if hasattr(signal, "setitimer"):  # not on Windows
            signal.signal(signal.SIGALRM, cls.ring)

    def __enter__(self) -> None:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, self.seconds)

    def __exit__(self, *_: object) -> None:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)

    @staticmethod
    def ring(*_: object) -> None:
        left = Alarm.running.left()
        if left > 0:
            signal.setitimer(signal.ITIMER_REAL, left)
        else:
            raise TestTimeout("the time limit was reached")
