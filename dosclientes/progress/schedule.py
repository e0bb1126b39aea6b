"""When an item is due again: FSRS, rated by correctness and confidence, one step a day at most.

The algorithm and its parameters are those of the library `fsrs` (Free Spaced Repetition Scheduler, version 6). A day is
a calendar day where the learner is: what is answered again on the same day was just read, and says nothing of memory.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

__all__ = ["AHEAD", "CODE", "SELF", "UNCARDED", "Card", "Given", "counted", "replay"]

SELF = "self"
"""The confidence of a text's answers: the learner has valued it, `fraction` is the share of criteria ticked."""
CODE = "code"
"""The confidence of a filled-in cell, of which nobody is asked how sure they are; `fraction` is 1 if it was right."""
UNCARDED = (SELF, CODE)
"""Answers with these are no sign of what is remembered: they put nothing off and make nothing due."""
PROVEN_DAYS = 2
"""On so many days in a row an item is known before it counts as mastered: once may be an echo of the explanation."""
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

    @property
    def known(self) -> bool:
        """Right, and not by guessing."""
        return self.correct and self.confidence != "guess"


@dataclass(frozen=True)
class Card:
    """Where an item stands: the answer that counts of the last day, when it is due, on how many days it was known.

    `due` is the beginning of a day; `days` counts back from the last day to the last on which it was not known.
    """

    last: Given
    due: datetime
    days: int = 0

    @property
    def item(self) -> str:
        return self.last.item

    @property
    def shaky(self) -> bool:
        """Wrong the last time, or right by guessing."""
        return not self.last.known

    @property
    def proven(self) -> bool:
        """Known on more than one day."""
        return self.days >= PROVEN_DAYS

    def is_due(self, now: datetime) -> bool:
        """Due, or last answered in what is the future: a clock set back must not hide an item for years."""
        return self.due <= now or self.last.time > now + AHEAD


def counted(answers: Iterable[Given], now: datetime) -> dict[date, Given]:
    """The first answer of each day to one item, by the learner's calendar, oldest day first.

    An answer from what is now the future counts as given today, and only if there is no other.
    """
    first: dict[date, Given] = {}
    for one in sorted(answers, key=lambda one: (one.time > now, one.time, one.id)):
        first.setdefault(min(one.time, now).astimezone().date(), one)
    return dict(sorted(first.items()))


def replay(answers: Iterable[Given], now: datetime) -> Card | None:
    """The card that the answers to one item lead to, in whatever order they are given; None without any."""
    import fsrs

    card, days, day, last = fsrs.Card(card_id=1), 0, now.date(), None
    for day, last in counted(answers, now).items():
        # noon of the day, so that the library counts days of the calendar and not times 24 hours
        card, _log = _scheduler().review_card(card, _rating(last), datetime.combine(day, time(12), UTC))
        days = days + 1 if last.known else 0
    if last is None:
        return None
    # what was wrong comes back the next day, however well it was known before
    due = card.due.date() if last.correct else day + timedelta(days=1)
    return Card(last, datetime.combine(due, time()).astimezone(UTC), days)


def _rating(one: Given) -> Any:
    from fsrs import Rating

    if not one.correct:
        return Rating.Again
    return {"sure": Rating.Easy, "guess": Rating.Hard}.get(one.confidence, Rating.Good)


@cache
def _scheduler() -> Any:
    import fsrs

    # no steps within a day; no fuzz: the same answers must lead to the same card on every computer
    return fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
