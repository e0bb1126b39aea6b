"""How long a thread has stood ready and had no processor: time that counts against nobody."""

from __future__ import annotations

import contextlib
import os

__all__ = ["waited"]


def waited(who: str = "thread-self") -> float:
    """Seconds that a thread has waited for a processor since it began (proc(5), schedstat); 0 where nothing says so.

    Arguments:
        who: below /proc.
    """
    # read as it is: a hand-in's tests ask a hundred times, and Python's own files would take a tenth of all its time
    with contextlib.suppress(OSError, ValueError, IndexError):
        file = os.open(f"/proc/{who}/schedstat", os.O_RDONLY)
        try:
            return int(os.read(file, 128).split()[1]) / 1e9
        finally:
            os.close(file)
    return 0.0
