"""How long a thread has stood ready and had no processor: time that counts against nobody."""

from __future__ import annotations

import contextlib
from pathlib import Path

__all__ = ["waited"]


def waited(who: str = "thread-self") -> float:
    """Seconds that a thread has waited for a processor since it began (proc(5), schedstat); 0 where nothing says so.

    Arguments:
        who: below /proc.
    """
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path("/proc", who, "schedstat").read_text().split()[1]) / 1e9
    return 0.0
