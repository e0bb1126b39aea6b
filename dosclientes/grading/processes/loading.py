"""What a warm process imports ahead, for all that are forked from it."""

from __future__ import annotations

import contextlib
import importlib
import sys
import warnings

__all__ = ["preload"]


def preload(modules: list[str], path: list[str]) -> None:
    """Import what the instructor's notebooks import; what cannot be imported is left to them."""
    before = list(sys.path)
    # jsonschema builds this grammar in a second or two, for addresses beyond ASCII; it does without
    spared = sys.modules.setdefault("rfc3987_syntax", None) is None  # type: ignore[arg-type]
    sys.path[:0] = path  # as the forks have it: a copy of the course has checks of its own
    for name in modules:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with contextlib.suppress(Exception):
                _load(name)
    sys.path[:] = before
    if spared:
        del sys.modules["rfc3987_syntax"]


def _load(name: str) -> None:
    """Import a module, or what `from a import b` would: a package may load what it offers when it is asked for it."""
    package, _, offered = name.rpartition(".")
    if package and hasattr(importlib.import_module(package), offered):
        return
    importlib.import_module(name)
