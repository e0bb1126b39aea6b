"""An item and the answers given to it: scored, kept, and told to whoever wants to hear of them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from dosclientes.answers import Answer, AnswerBook
from dosclientes.exercises.events import Committed, publish
from dosclientes.exercises.words import rungs
from dosclientes.items import Item, ResponseError, Score, check_response, score
from dosclientes.items.revisions import answer_name
from dosclientes.items.variants import at_attempt, redrawn

__all__ = ["Answering"]

_opened: Counter[tuple[Path, str, str]] = Counter()
"""Hints looked at in this session, by attempt: the form and the code of an exercise are one."""


class Answering:
    """Answers to an item, kept in `book`.

    `item` is the item as it is asked now: as it was when last answered, until `draw` gives it anew.
    """

    def __init__(self, item: Item, book: AnswerBook) -> None:
        self.book = book
        self._written, self._name = item, answer_name(item.id)
        self._notices: list[str] = []
        last = self.last()
        self.item = self.as_answered(last[0]) if last else self.draw()

    def draw(self) -> Item:
        """Ask it anew: the same again for the same attempt of the same occasion, and another one for the next."""
        before = self.book.get(self._name)
        self.item = at_attempt(self._written, 1 + (before.tries if before else 0), self.book.occasion)
        return self.item

    def as_answered(self, answer: Answer) -> Item:
        """Ask it as it was asked when `answer` was given."""
        self.item = self._asked(answer) or self.draw()
        return self.item

    @property
    def hints(self) -> int:
        """How many hints have been looked at, at this attempt."""
        return _opened[self._attempt()]

    def open_hint(self) -> None:
        """Look at the next hint, if there is one more."""
        _opened[self._attempt()] = min(self.hints + 1, len(rungs(self.item)))

    def _attempt(self) -> tuple[Path, str, str]:
        return self.book.path.absolute(), self._name, self.item.seed

    def commit(self, response: Any, confidence: str) -> Committed:
        """Score, record and publish a response. Raises ResponseError for a malformed one."""
        checked = check_response(self.item, response)
        if self.hints and confidence == "sure":
            confidence = "fairly"  # what it costs to look at a hint
        answer = self.book.put(self._name, checked, confidence, self.item.seed, self.hints, self.item.drew)
        event = Committed(self.item, answer, _scored(self.item, answer.response))
        self._notices = publish(event)
        return event

    @property
    def problem(self) -> str | None:
        """What the learner should hear about where answers are kept, or None."""
        return "\n".join([*([self.book.problem] if self.book.problem else []), *self._notices]) or None

    def last(self) -> tuple[Answer, Score | None] | None:
        """The last committed answer and its score, or None; an answer the item no longer has is none."""
        answer = self.book.get(self._name)
        if answer is None:
            return None
        asked = self._asked(answer)
        return (answer, _scored(asked, answer.response)) if asked else None

    def _asked(self, answer: Answer) -> Item | None:
        """The item as it was asked; None if the course no longer has it, or somebody edited the answer."""
        asked = redrawn(self._written, answer.seed, answer.drew, answer.response)
        try:
            return asked if asked and check_response(asked, answer.response) is not None else None
        except ResponseError:
            return None


def _scored(item: Item, response: Any) -> Score | None:
    return score(item, response) if item.has_key else None
