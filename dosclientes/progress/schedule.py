"""When an item is due again: FSRS, rated by correctness and confidence.

The algorithm and its parameters are those of the library `fsrs` (Free Spaced Repetition Scheduler, version 6).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

__all__ = ["AHEAD", "Card", "Given", "replay"]

_AGAIN = {True: timedelta(0), False: timedelta(minutes=10)}  # sure and wrong comes back soonest
AHEAD = timedelta(hours=1)
"""An answer that much ahead of the clock means that the clock was set back."""


@dataclass(frozen=True)
class Given:
    """An answer as it is recorded; `time` is UTC, `fraction` from 0 to 1."""

    id: str
    item: str
    time: datetime
    confidence: str
    fraction: float
    misconceptions: tuple[str, ...] = ()

    @property
    def correct(self) -> bool:
        return self.fraction == 1.0

    @property
    def surprised(self) -> bool:
        """Wrong, and sure."""
        return not self.correct and self.confidence == "sure"


@dataclass(frozen=True)
class Card:
    """Where an item stands: its last answer and when it is due."""

    last: Given
    due: datetime

    @property
    def item(self) -> str:
        return self.last.item

    @property
    def shaky(self) -> bool:
        """Wrong the last time, or right by guessing."""
        return not self.last.correct or self.last.confidence == "guess"

    def is_due(self, now: datetime) -> bool:
        """Due, or last answered in what is the future: a clock set back must not hide an item for years."""
        return self.due <= now or self.last.time > now + AHEAD


def replay(answers: Iterable[Given], now: datetime) -> Card | None:
    """The card that the answers to one item lead to, in whatever order they are given; None without any.

    An answer from what is now the future counts as given now.
    """
    ordered = sorted(answers, key=lambda one: (min(one.time, now), one.time <= now, one.id))
    if not ordered:
        return None
    import fsrs

    card = fsrs.Card(card_id=1)
    for one in ordered:
        card, _log = _scheduler(one.surprised).review_card(card, _rating(one), min(one.time, now))
    return Card(ordered[-1], card.due.astimezone(UTC))


def _rating(one: Given) -> Any:
    from fsrs import Rating

    if not one.correct:
        return Rating.Again
    return {"sure": Rating.Easy, "guess": Rating.Hard}.get(one.confidence, Rating.Good)


@cache
def _scheduler(surprised: bool) -> Any:
    import fsrs

    steps = (_AGAIN[surprised],)
    # no fuzz: the same answers must lead to the same card on every computer
    return fsrs.Scheduler(learning_steps=steps, relearning_steps=steps, enable_fuzzing=False)
