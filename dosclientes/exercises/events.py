"""Each committed answer is an event to which others, such as the learner's record, listen."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass

from dosclientes.answers import Answer
from dosclientes.items import Item, Score


@dataclass(frozen=True)
class Committed:
    """An answer just committed; `score` is None for graded work, which is scored elsewhere."""

    item: Item
    answer: Answer
    score: Score | None


_listeners: list[Callable[[Committed], None]] = []


def on_commit(listener: Callable[[Committed], None]) -> None:
    """Call `listener` with every answer committed from now on."""
    if listener not in _listeners:
        _listeners.append(listener)


def publish(event: Committed) -> None:
    """Tell every listener. One that fails is reported, and disturbs neither the others nor the learner."""
    for listener in list(_listeners):
        try:
            listener(event)
        except Exception as error:
            warnings.warn(f"{listener!r}: {error}", RuntimeWarning, stacklevel=2)
