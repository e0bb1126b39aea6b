"""What a command prints: every sign of it, in any terminal; no reader who goes and no full disk stops the work."""

from __future__ import annotations

import io
import sys
from typing import Any

__all__ = ["lost_output", "prepare_output"]


class _Outlet(io.FileIO):
    """A file descriptor whose reader may go, as in `dosclientes grade a1 | head -1`: what follows is thrown away.

    So it is on a full disk, which is told at the end, see `lost_output`.
    """

    problem: OSError | None = None

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data) or 0
        except BrokenPipeError:
            return len(data)
        except OSError as error:
            self.problem = error
            return len(data)


def prepare_output() -> None:
    """Have this process print to its own output and error output so."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is not None and stream is getattr(
            sys, f"__{name}__"
        ):  # and nobody has put another in its place
            stream.flush()
            outlet = io.BufferedWriter(_Outlet(stream.fileno(), "w", closefd=False))
            lines = stream.line_buffering or name == "stderr"  # errors are told at once
            # a Windows console or a C locale may not know every sign
            setattr(sys, name, io.TextIOWrapper(outlet, stream.encoding, "replace", line_buffering=lines))


def lost_output() -> OSError | None:
    """Why what this process has printed could not be written; None where it could."""
    outlet = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    if not isinstance(outlet, _Outlet):
        return None
    sys.stdout.flush()
    return outlet.problem
