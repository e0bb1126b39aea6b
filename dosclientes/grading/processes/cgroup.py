"""A submission's control group (cgroups(7), version 2): what the kernel itself refuses to all its processes together.

The warm server makes one for each fork, in the group of the run, see `delegation`; a fork enters it first of all.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping

__all__ = ["SERVERS", "Group", "join", "usable"]

FILES = (256 + 64) * 1024**2
"""Bytes of files in memory besides, see `Confinement.enter`."""

SERVERS = "servers"
"""The group of the servers: of the same scheduler's group as the submissions, so that who yields yields to them."""

_MOST = 2**22
"""Processes that a kernel can count."""


def join(above: int, name: str) -> None:
    """Have this process, and what it starts from now on, belong to a group.

    Arguments:
        above: a descriptor of the group it lies in.

    Raises: OSError where it may not.
    """
    _write(above, f"{name}/cgroup.procs", 0)


class Group:
    """A submission's own group.

    Arguments:
        above: a descriptor of the run's group.
        name: of no other in there.
        limits: `memory` (bytes, files in memory not included) and `processes` (threads included).

    Raises: OSError where it cannot be.
    """

    def __init__(self, above: int, name: str, limits: Mapping[str, int | float]) -> None:
        self.above, self.name = above, name
        os.mkdir(name, dir_fd=above)
        try:
            self.write("memory.max", int(limits["memory"]) + FILES)
            self.write("memory.oom.group", 1)  # all of it ends: half a submission is nobody's verdict
            self.write("pids.max", min(int(limits["processes"]), _MOST))
            with contextlib.suppress(OSError):  # no swap here
                self.write("memory.swap.max", 0)
        except OSError:
            self.remove()
            raise

    def join(self) -> None:
        """See `join`."""
        join(self.above, self.name)

    def spent(self) -> float:
        """Seconds of processor time of all that were ever in it."""
        return self.count("cpu.stat", "usage_usec") / 1e6

    def full(self) -> bool:
        """Whether the kernel has ended it for want of memory."""
        return self.count("memory.events", "oom_kill") > 0

    def remove(self) -> None:
        """Remove it, when its processes are gone."""
        with contextlib.suppress(OSError):
            os.rmdir(self.name, dir_fd=self.above)

    def write(self, file: str, value: int) -> None:
        """Set a limit."""
        _write(self.above, f"{self.name}/{file}", value)

    def count(self, file: str, name: str) -> int:
        """A number by its name in a file; 0 where there is none."""
        with contextlib.suppress(OSError):
            opened = os.open(f"{self.name}/{file}", os.O_RDONLY, dir_fd=self.above)
            with os.fdopen(opened, encoding="ascii") as lines:
                return next((int(line.split()[1]) for line in lines if line.split()[0] == name), 0)
        return 0


def usable(above: int, fork: Callable[[], int]) -> bool:
    """Whether a fork can be put into a group in there: one is.

    Arguments:
        fork: as for a submission.
    """
    try:
        group = Group(above, "trial", {"memory": FILES, "processes": 8})
    except OSError:
        return False
    if (pid := fork()) == 0:
        code = 1
        try:
            group.join()
            code = 0
        finally:
            os._exit(code)
    entered = os.waitpid(pid, 0)[1] == 0
    group.remove()
    return entered


def _write(above: int, path: str, value: int) -> None:
    opened = os.open(path, os.O_WRONLY, dir_fd=above)
    try:
        os.write(opened, b"%d" % value)
    finally:
        os.close(opened)
