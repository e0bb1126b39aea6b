"""Whether a test has sown the random generators: the answer then draws from the same, as it would in one kernel."""

from __future__ import annotations

import functools
import random
import sys
from collections.abc import Callable
from typing import Any

__all__ = ["Sowing"]


class Sowing:
    """Notes when a generator that all code shares is sown or set back, from now on in this process.

    Attributes:
        done: whether that was so since somebody last said no.
    """

    def __init__(self) -> None:
        self.done = False
        for name in ("seed", "setstate"):
            setattr(random, name, self.noted(getattr(random, name)))
        numpy: Any = sys.modules.get("numpy")
        for name in ("seed", "set_state") if numpy is not None else ():
            setattr(numpy.random, name, self.noted(getattr(numpy.random, name)))

    def noted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, whose calls are noted."""

        @functools.wraps(function)
        def noted(*args: Any, **options: Any) -> Any:
            self.done = True
            return function(*args, **options)

        return noted
