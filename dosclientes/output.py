"""What a command prints: every sign of it, in any terminal; neither a reader who goes nor a full disk stops the work."""

from __future__ import annotations

import io
import sys
from typing import Any

from dosclientes.language.translation import gettext as _

__all__ = ["LOST", "finish_output", "prepare_output"]

LOST = 1
"""Exit code: the work is done, and what there was to print is lost."""


class _Outlet(io.FileIO):
    """A file descriptor whose reader may go, as in `dosclientes grade a1 | head -1`: what follows is thrown away.

    So it is on a full disk, which is told at the end, see `finish_output`.
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
            lines = stream.line_buffering
            # a Windows console or a C locale may not know every sign
            setattr(sys, name, io.TextIOWrapper(outlet, stream.encoding, "replace", line_buffering=lines))


def finish_output(code: int) -> int:
    """Say if what was printed could not be written, once the work is done.

    Arguments:
        code: the command's exit code.

    Returns: the same, or LOST in place of 0.
    """
    outlet = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    if not isinstance(outlet, _Outlet):
        return code
    sys.stdout.flush()
    if outlet.problem is None:
        return code
    problem = outlet.problem.strerror or str(outlet.problem)
    words = _("La orden ha terminado, pero lo que muestra no se ha podido escribir: {problem}", problem=problem)
    print(words, file=sys.stderr)
    return code or LOST
