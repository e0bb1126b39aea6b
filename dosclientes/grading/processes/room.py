"""How much of this machine one submission may take, so that as many as are graded at once leave room for the rest."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import psutil

__all__ = ["limits"]

MOST, LEAST = 2 * 1024**3, 256 * 1024**2
"""Bytes of memory for one submission."""

PART = 0.6
"""What part of the machine's memory all submissions together may fill."""

PROCESSES = 128
"""Processes and threads of one submission."""

SHARE = 1.5
"""Processors that one submission may use all the time a cell may take, where there are not more for each."""


def limits(jobs: int, seconds: float) -> dict[str, int | float]:
    """The limits of a submission as a whole, and of each of its processes.

    Arguments:
        jobs: how many submissions are graded at once.
        seconds: what a cell may take.
    """
    processors = os.cpu_count() or 1
    return {
        "memory": int(min(MOST, max(LEAST, PART * memory() / jobs))),
        "processes": PROCESSES + 2 * processors,
        "seconds": seconds,
        "share": max(SHARE, processors / jobs),
        "jobs": jobs,
    }


def memory() -> int:
    """Bytes of memory that this process and its children may fill: the machine's, or its container's."""
    found = [psutil.virtual_memory().total]
    for place in ("memory.max", "memory/memory.limit_in_bytes"):
        with contextlib.suppress(OSError, ValueError):
            found.append(int(Path("/sys/fs/cgroup", place).read_text()))
    return min(found)
