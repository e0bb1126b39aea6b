"""Which library a notebook needs next: a rehearsal has the warm servers load it, once for all, and begins anew."""

from __future__ import annotations

import builtins
import importlib.util
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

__all__ = ["SOON", "Scout"]

SOON = 1.0
"""Seconds of a run that are sooner begun anew than a library is loaded where nobody else has it."""


class Scout:
    """Stands in for `import`, and tells of the first statement that would load a library.

    Arguments:
        tell: told the statement's modules; whoever listens ends this run.
    """

    def __init__(self, tell: Callable[[list[str]], Any]) -> None:
        self.tell = tell
        self.plain = builtins.__import__
        self.until = time.monotonic() + SOON

    def __call__(
        self,
        name: str,
        globals: Mapping[str, object] | None = None,
        locals: Mapping[str, object] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> Any:
        """See `builtins.__import__`."""
        top = name.partition(".")[0]
        if level == 0 and top not in sys.modules and time.monotonic() < self.until and _is_library(top):
            self.tell([name, *(f"{name}.{part}" for part in fromlist or ())])
        return self.plain(name, globals, locals, fromlist or (), level)


def _is_library(name: str) -> bool:
    """Whether a module that is not loaded is an installed library's."""
    try:
        found = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        return False
    parts = Path(found.origin).parts if found is not None and found.origin else ()
    return not {"site-packages", "dist-packages"}.isdisjoint(parts)
