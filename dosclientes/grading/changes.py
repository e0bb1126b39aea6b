"""Arguments that a student's function changed: the test's own objects are changed in the same way."""

from __future__ import annotations

from typing import Any

from . import codec


def update(old: Any, new: Any) -> None:
    """Change a test's own object in place as the student's code changed its copy.

    Raises: CrossingError where types do not match.
    """
    if type(old) is not type(new):
        raise codec.CrossingError("an argument changed its type")
    if isinstance(old, (list, bytearray)):
        old[:] = new
    elif isinstance(old, (dict, set)):
        old.clear()
        old.update(new)
    elif type(old).__name__ == "deque":
        old.clear()
        old.extend(new)
    elif type(old).__name__ == "ndarray" and old.shape == new.shape and old.dtype == new.dtype:
        old[...] = new
    elif type(old).__name__ in ("DataFrame", "Series"):
        old._update_inplace(new)
    elif isinstance(old, tuple):
        for mine, theirs in zip(old, new, strict=True):
            if type(mine) in (list, dict, set):
                update(mine, theirs)
    else:
        raise codec.CrossingError(f"a changed argument of type {type(old).__name__}")
