"""What a submission takes as a whole: its whole tree of processes, watched by the warm server that forked it.

Limits of the kernel hold for each process; a submission may have many. The tree is that of a process namespace, which
nothing leaves: orphans become children of the fork. Figures come from /proc (proc(5)); processor time of children that
lived between two looks, and that nobody waited for, is missed, so that it is a lower bound, unless there is a control
group, which counts it.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

from dosclientes.grading.channel.waiting import waited
from dosclientes.grading.processes.audit import Audit, resident
from dosclientes.grading.processes.cgroup import Group
from dosclientes.grading.processes.priority import as_everybody, threads, yield_to_others

__all__ = ["TICK", "Process", "Watch", "processes"]

TICK = 0.1
"""Seconds between two looks."""

EAGER = 1.5
"""Processors: whose tree has or waits for more, and more than its share, for a second, is given what others leave."""

_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_PROCESSORS = os.cpu_count() or 1
_SAMPLES = 40_000  # looks that are remembered


@dataclass
class Process:
    """One line of /proc: processor times in seconds, threads."""

    parent: int
    own: float
    children: float
    threads: int
    started: str


def _beginning() -> deque[tuple[float, float, float, float]]:
    return deque([(time.monotonic(), 0.0, 0.0, 0.0)], maxlen=_SAMPLES)


@dataclass
class Watch:
    """One fork and all that it starts.

    Attributes:
        pid: the fork's, in the server's namespace.
        limits: `memory` (bytes), `processes` (threads included), `seconds` and `share`: more processors than `share`,
            for as long as a cell may take, are more than its own.
        tree: whether its whole tree is watched, not the fork alone.
        group: its control group, if it has one.
    """

    pid: int
    limits: dict[str, int | float]
    tree: bool = True
    group: Group | None = None
    why: str = ""
    cpu: float = 0.0
    waited: float = 0.0
    wanted: float = 0.0
    eager: bool = False
    seen: dict[tuple[int, str], float] = field(default_factory=dict)
    waits: dict[str, float] = field(default_factory=dict)
    history: deque[tuple[float, float, float, float]] = field(default_factory=_beginning)
    audit: Audit | None = None

    def look(self, table: dict[int, Process]) -> str:
        """Take a sample; what there is too much of: "memory", "processes", "processor", or ""."""
        mine = self.family(table)
        spent = {}
        for pid in mine:
            key, own = (pid, table[pid].started), table[pid].own
            spent[pid] = own - self.seen.get(key, 0.0)
            self.seen[key] = own
        living = sum(table[pid].own + table[pid].children for pid in mine)
        known = self.group.spent() if self.group else 0.0
        before, self.cpu = self.cpu, max(self.cpu, living, sum(self.seen.values()), known)
        self.waited += self.longest_wait(spent, self.cpu - before)
        self.wanted += self.cpu - before
        self.history.append((time.monotonic(), self.cpu, self.waited, self.wanted))
        if self.tree and (self.eager or self.wants_much()):
            self.eager = True
            yield_to_others(mine)
        return self.refused() or self.excess(mine, table) if self.tree else ""

    def refused(self) -> str:
        """What the kernel has ended it for; "" where it has not, or nobody asked it to."""
        return "memory" if self.group and self.group.full() else ""

    def hurry(self, table: dict[int, Process]) -> None:
        """After it was killed: have what yields to others go at once, where one may; dying takes a processor, too."""
        if self.eager:
            as_everybody(self.family(table))

    def excess(self, mine: list[int], table: dict[int, Process]) -> str:
        """What is more than the submission's own."""
        seconds, share = self.limits.get("seconds", 0), self.limits.get("share", 0)
        if sum(table[pid].threads for pid in mine) > self.limits["processes"]:
            return "processes"
        if seconds and share and self.since(seconds)[0] > seconds * share:
            return "processor"
        return "memory" if self.takes([resident(pid) for pid in mine], mine) > self.limits["memory"] else ""

    def takes(self, each: list[int], mine: list[int]) -> int:
        """Bytes of memory that are known to be taken; what forks share with each other counts once.

        Arguments:
            each: what each of its processes has, shared or not.
        """
        limit, most = self.limits["memory"], sum(each)
        if most <= limit or max(each) > limit:
            return most
        if self.audit is None:
            self.audit = Audit(mine, most)
        taken = self.audit.taken()
        if taken is not None:
            self.audit = None
        return taken or 0

    def close(self) -> None:
        """It is watched no longer."""
        if self.audit is not None:
            self.audit.close()
            self.audit = None

    def wants_much(self) -> bool:
        """Whether, in the last second, its threads together had or stood waiting for more than is their share."""
        now, share = time.monotonic(), max(EAGER, self.limits.get("share", 0))
        for moment, _used, _stood, wanted in reversed(self.history):
            if moment <= now - 1:  # longer ago where looks are late
                return self.wanted - wanted > share * (now - moment)
        return False

    def family(self, table: dict[int, Process]) -> list[int]:
        """The fork and its descendants, as far as they are there."""
        if self.pid not in table:
            return []
        found = [self.pid]
        if self.tree:
            children: dict[int, list[int]] = {}
            for pid, process in table.items():
                children.setdefault(process.parent, []).append(pid)
            for pid in found:
                found += children.get(pid, [])
        return found

    def longest_wait(self, spent: dict[int, float], used: float) -> float:
        """How long, since the last look, one of its threads at most has waited for a processor that others had.

        Arguments:
            spent: processor time since then of each of its processes.
            used: of all; what a process waited for the others among them is its submission's own affair.
        """
        before, self.waits = self.waits, {}
        longest = 0.0
        for pid, own in spent.items():
            stood = [0.0]
            for thread in threads(pid):
                self.waits[thread] = waited(f"{pid}/task/{thread}")
                stood.append(self.waits[thread] - before.get(thread, 0.0))
            self.wanted += sum(stood)
            longest = max(longest, max(stood) - (used - own) / _PROCESSORS)
        return longest

    def since(self, seconds: float) -> tuple[float, float]:
        """Processor time and waiting for it, in the last so many seconds."""
        start = time.monotonic() - seconds
        cpu, wait = 0.0, 0.0
        for moment, used, stood, _wanted in reversed(self.history):
            if moment <= start:
                cpu, wait = used, stood
                break
        return self.cpu - cpu, self.waited - wait


def processes(only: list[int] | None = None) -> dict[int, Process]:
    """The processes of this namespace by number; `only` these, where most are none of ours."""
    names = (
        map(str, only)
        if only is not None
        else (path.name for path in Path("/proc").iterdir() if path.name.isdigit())
    )
    found = {}
    for name in names:
        with contextlib.suppress(OSError, ValueError, IndexError):
            # behind the name, which may hold anything: state, parent, …
            part = Path("/proc", name, "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            own, children = (sum(map(int, part[at : at + 2])) / _TICKS for at in (11, 13))
            found[int(name)] = Process(int(part[1]), own, children, int(part[17]), part[19])
    return found
