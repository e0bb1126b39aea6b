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


_listeners: list[Callable[[Committed], str | None]] = []


def on_commit(listener: Callable[[Committed], str | None]) -> None:
    """Call `listener` with every answer committed from now on; what it returns is told to the learner."""
    if listener not in _listeners:
        _listeners.append(listener)


def publish(event: Committed) -> list[str]:
    """Tell every listener, and return what they have to say.

    One that fails is reported, and disturbs neither the others nor the learner.
    """
    said = []
    for listener in list(_listeners):
        try:
            told = listener(event)
        except Exception as error:
            warnings.warn(f"{listener!r}: {error}", RuntimeWarning, stacklevel=2)
        else:
            said += [told] if told else []
    return said
