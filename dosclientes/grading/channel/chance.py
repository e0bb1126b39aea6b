"""The state of the random generators, so that a test which sows them finds the student's code drawing from the same."""

from __future__ import annotations

import random
import sys
from typing import Any

__all__ = ["set_state", "state"]


def state() -> dict[str, Any]:
    """The state of `random` and, where it is loaded, of NumPy's global generator."""
    numpy: Any = sys.modules.get("numpy")
    return {"random": random.getstate(), "numpy": None if numpy is None else numpy.random.get_state()}


def set_state(found: Any) -> None:
    """Take over what `state` told. Raises: any exception for what it would not have told."""
    random.setstate(found["random"])
    numpy: Any = sys.modules.get("numpy")
    if numpy is not None and found["numpy"] is not None:
        numpy.random.set_state(found["numpy"])
