"""Who goes first where processors are short: a submission that wants too many goes behind everybody else.

A thread's policy (`SCHED_IDLE`) counts among those it shares a group of the scheduler with. Linux may make such a group
of each session (autogroup, sched(7)), and every fork leads one of its own: then the session has to yield, too.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

__all__ = ["as_everybody", "threads", "yield_to_others"]

LOOKED_AT = 64
"""Threads of a process that are looked at."""

LAST = 19
"""The nice value of a session that yields: the least weight there is."""


def yield_to_others(pids: Iterable[int]) -> None:
    """Have these processes, and what they start, run when nobody else wants the processor."""
    _schedule(pids, os.SCHED_IDLE, LAST)


def as_everybody(pids: Iterable[int]) -> None:
    """Have these processes run like all others again, as far as one may."""
    _schedule(pids, os.SCHED_OTHER, 0)


def _schedule(pids: Iterable[int], policy: int, nice: int) -> None:
    for pid in pids:
        for thread in threads(pid):
            with contextlib.suppress(OSError):
                os.sched_setscheduler(int(thread), policy, os.sched_param(0))
        # An ordinary user may do this ten times a second: the next look goes on where this one had to stop.
        with contextlib.suppress(OSError, ValueError):
            session = Path(f"/proc/{pid}/autogroup")
            if int(session.read_text().rpartition(" ")[2]) != nice:
                session.write_text(str(nice))


def threads(pid: int) -> list[str]:
    """The threads of a process, by number, as far as they are looked at."""
    with contextlib.suppress(OSError):
        return [path.name for path in Path(f"/proc/{pid}/task").iterdir()][:LOOKED_AT]
    return []
