"""Where a run may make control groups (cgroups(7), version 2), and the one it makes for itself.

No process that is not the run's own is moved, and no group of others changed: a group serves whose limits are handed
on already, as systemd does for what it delegates to a user, or the topmost one of the machine, for root.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from dosclientes.grading.processes.cgroup import SERVERS

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

__all__ = ["SWITCH", "Delegation", "delegation", "groups"]

SWITCH = "DOSCLIENTES_CGROUPS"
"""Set to "no" in the environment: none are made."""

PREFIX = "dosclientes-"
_WANTED = {"memory", "pids"}
_PATIENCE = 5.0
"""Seconds for which the last processes of a run are waited for."""


def groups(proc: Path = Path("/proc/self")) -> Iterator[Path]:
    """This process's group and those above it, as far as they can be seen; none without version 2."""
    with contextlib.suppress(OSError):
        lines = (proc / "cgroup").read_text().splitlines()
        own = next((Path(line[3:]) for line in lines if line.startswith("0::")), None)
        for line in (proc / "mountinfo").read_text().splitlines() if own else ():
            mount, _, kind = line.partition(" - ")
            root, place = map(Path, mount.split()[3:5])
            if kind.split()[0] == "cgroup2" and own and own.is_relative_to(root):
                found = place / own.relative_to(root)
                yield from (found, *(above for above in found.parents if above.is_relative_to(place)))
                return


class Delegation:
    """A run's own group: its servers' and submissions' lie in it. Closed, it is gone.

    Arguments:
        above: the group in which it is made.

    Raises: OSError where it cannot be.
    """

    def __init__(self, above: Path) -> None:
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=above))
        self.descriptor = _claimed(self.path)
        try:
            (self.path / "cgroup.subtree_control").write_text(_handed_on(_WANTED))
            (self.path / SERVERS).mkdir()
        except OSError:
            self.close()
            raise

    def close(self) -> None:
        """Remove it and all in it, as soon as the last process is gone; what cannot be, a later run removes."""
        until = time.monotonic() + _PATIENCE
        while not _remove(self.path) and time.monotonic() < until:
            time.sleep(0.02)
        os.close(self.descriptor)


def delegation() -> Delegation | None:
    """A group for this run, where it may have one."""
    if os.environ.get(SWITCH) == "no":
        return None
    for above in groups():
        with contextlib.suppress(OSError):
            if _hands_on(above):
                _sweep(above)
                return Delegation(above)
    return None


def _hands_on(group: Path) -> bool:
    """Whether groups made in there can have limits, and this process may make some."""
    if not all(os.access(path, os.W_OK) for path in (group, group / "cgroup.procs")):
        return False
    if not _words(group / "cgroup.controllers") >= _WANTED:
        return False
    control = group / "cgroup.subtree_control"
    if not (group / "cgroup.type").exists():  # the topmost: the only one that may have processes as well
        control.write_text(_handed_on(_WANTED))
    return _words(control) >= _WANTED


def _sweep(above: Path) -> None:
    """Remove what runs that were killed have left."""
    for path in above.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            descriptor = _claimed(path)
            _remove(path)
            os.close(descriptor)


def _claimed(path: Path) -> int:
    """A descriptor with a lock that lasts as long as one process of the run. Raises: OSError where another has it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _remove(path: Path) -> bool:
    """Remove a group with those in it; whether it is gone."""
    with contextlib.suppress(OSError):
        for inside in (one for one in path.iterdir() if one.is_dir()):
            with contextlib.suppress(OSError):
                inside.rmdir()
    with contextlib.suppress(OSError):
        path.rmdir()
    return not path.exists()


def _handed_on(controllers: set[str]) -> str:
    return " ".join(f"+{name}" for name in sorted(controllers))


def _words(path: Path) -> set[str]:
    return set(path.read_text().split())
