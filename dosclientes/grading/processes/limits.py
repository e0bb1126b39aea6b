"""What keeps a forked child in bounds: its descriptors, its process group, its resources."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Mapping
from pathlib import Path

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

DEFAULT: dict[str, int | float] = {
    "cpu": 600,
    "memory": 2 * 1024**3,
    "file": 100 * 1024**2,
    "files": 256,
    "processes": 128,
}
"""CPU seconds, bytes of address space beyond the warm process's, bytes a file, open files, processes."""


def isolate(fds: list[int]) -> list[int]:
    """Keep only standard streams and the given descriptors; lead a new process group.

    Returns: the descriptors as they are now.
    """
    os.setsid()
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1) if os.environ.get("GRADING_DEBUG") else (0, 1, 2):
        os.dup2(null, standard)
    kept = []
    for place, fd in enumerate(fds):
        os.dup2(fd, 100 + place)
    for place in range(len(fds)):
        kept.append(os.dup2(100 + place, 3 + place))
    os.closerange(3 + len(fds), 4096)
    return kept


def apply(limits: Mapping[str, int | float], alone: bool = True) -> None:
    """Set resource limits on this process and what it starts.

    Arguments:
        limits: those that are not `DEFAULT`; `jobs` is how many such processes there are at once.
        alone: whether nobody else is this user: the kernel counts processes by user.
    """
    if resource is None:
        return
    limits = {**DEFAULT, **limits}
    own = _address_space()
    wanted: list[tuple[int, int]] = [
        (resource.RLIMIT_CPU, int(limits["cpu"])),
        (resource.RLIMIT_AS, own + int(limits["memory"])),
        (resource.RLIMIT_FSIZE, int(limits["file"])),
        (resource.RLIMIT_NOFILE, int(limits["files"])),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, int(limits["processes"]) * (1 if alone else int(limits.get("jobs", 1)) + 2)),
    ]
    for which, value in wanted:
        _soft, hard = resource.getrlimit(which)
        ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(which, (ceiling, ceiling))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a full file is an OSError, not an end


def processor_time(seconds: int) -> None:
    """Have this process end when it takes more processor time than this from now on."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def _address_space() -> int:
    return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def kill_group(pid: int) -> None:
    """Kill a child and whatever stayed in its process group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
