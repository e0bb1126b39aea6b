"""How much of this machine one submission may take, so that as many as are graded at once leave room for the rest."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import psutil

from dosclientes.grading.processes.delegation import groups

__all__ = ["limits", "places"]

MOST, LEAST = 2 * 1024**3, 256 * 1024**2
"""Bytes of memory for one submission."""

PART = 0.6
"""What part of the machine's memory all submissions together may fill."""

ENOUGH = 1024**3
"""Bytes that each has at least where more are graded at once than there are places."""

PROCESSES = 128
"""Processes and threads of one submission."""

SHARE = 1.5
"""Processors that one submission may use all the time a cell may take, where there are not more for each."""


def places(asked: int = 0) -> tuple[int, int]:
    """How many submissions are graded at once, and how many more where some of them take long.

    Arguments:
        asked: exactly so many; 0: as the machine has processors, and memory for those besides.
    """
    jobs = asked or (os.cpu_count() or 1) + 1
    room = int(PART * memory() / ENOUGH) - jobs
    return jobs, 0 if asked else max(0, min(jobs, room))


def limits(jobs: int, seconds: float, spare: int = 0) -> dict[str, int | float]:
    """The limits of a submission as a whole, and of each of its processes.

    Arguments:
        jobs, spare: see `places`.
        seconds: what a cell may take.
    """
    processors = os.cpu_count() or 1
    return {
        "memory": int(min(MOST, max(LEAST, PART * memory() / (jobs + spare)))),
        "processes": PROCESSES + 2 * processors,
        "seconds": seconds,
        "share": max(SHARE, processors / jobs),
        "jobs": jobs + spare,
    }


def memory() -> int:
    """Bytes of memory that this process and its children may fill: the machine's, or its container's."""
    found = [psutil.virtual_memory().total]
    files = [group / "memory.max" for group in groups()]
    for file in (*files, Path("/sys/fs/cgroup/memory/memory.limit_in_bytes")):
        with contextlib.suppress(OSError, ValueError):
            found.append(int(file.read_text()))
    return min(found)
