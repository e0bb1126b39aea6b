"""Whose a process is, while other tests run beside this one."""

from __future__ import annotations

import psutil

__all__ = ["new"]


def new(before: set[int]) -> list[psutil.Process]:
    """The processes that came since `before`, but for those of other programs that ran already, as other tests do."""
    above = {one.pid for one in (psutil.Process(), *psutil.Process().parents())}
    others = before - above
    found = []
    for one in psutil.process_iter(["cmdline"]):
        try:
            strange = others & {parent.pid for parent in one.parents()}
        except psutil.NoSuchProcess:
            continue
        if one.pid not in before and not strange:
            found.append(one)
    return found
