"""Who goes first where processors are short: a submission that wants too many goes behind everybody else.

A thread's policy (`SCHED_IDLE`) counts among those it shares a group of the scheduler with. Linux may make such a group
of each session (autogroup, sched(7)), and every fork leads one of its own: then the session has to yield, too.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

__all__ = ["as_everybody", "threads", "yield_to_others"]

LOOKED_AT = 64
"""Threads of a process that are looked at."""

BEHIND, LAST = 10, 19
"""Nice values of sessions that yield: a tenth of another's weight, for that in which honest cells may follow; the least
there is, for those that a submission has begun itself."""


def yield_to_others(pids: Sequence[int]) -> None:
    """Have processes, and what they start, run when nobody else wants the processor.

    Arguments:
        pids: the fork's first.
    """
    _schedule(pids, os.SCHED_IDLE, BEHIND, LAST)


def as_everybody(pids: Sequence[int]) -> None:
    """Have these processes run like all others again, as far as one may."""
    _schedule(pids, os.SCHED_OTHER, 0, 0)


def _schedule(pids: Sequence[int], policy: int, own: int, others: int) -> None:
    """Arguments: own, others: the nice value of the first process's session, and of all others."""
    for pid in pids:
        for thread in threads(pid):
            with contextlib.suppress(OSError):
                os.sched_setscheduler(int(thread), policy, os.sched_param(0))
        # An ordinary user may do this ten times a second: the next look goes on where this one had to stop.
        with contextlib.suppress(OSError, ValueError):
            nice = own if os.getsid(pid) == pids[0] else others
            session = Path(f"/proc/{pid}/autogroup")
            if int(session.read_text().rpartition(" ")[2]) != nice:
                session.write_text(str(nice))


def threads(pid: int) -> list[str]:
    """The threads of a process, by number, as far as they are looked at."""
    with contextlib.suppress(OSError):
        return [path.name for path in Path(f"/proc/{pid}/task").iterdir()][:LOOKED_AT]
    return []
