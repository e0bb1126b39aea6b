"""An item and the answers given to it: scored, kept, and told to whoever wants to hear of them."""

from __future__ import annotations

from typing import Any

from dosclientes.answers import Answer, AnswerBook
from dosclientes.exercises.events import Committed, publish
from dosclientes.items import Item, ResponseError, Score, check_response, score
from dosclientes.items.revisions import answer_name

__all__ = ["Answering"]


class Answering:
    """Answers to `item`, kept in `book`."""

    def __init__(self, item: Item, book: AnswerBook) -> None:
        self.item = item
        self.book = book
        self._notices: list[str] = []

    def commit(self, response: Any, confidence: str) -> Committed:
        """Score, record and publish a response. Raises ResponseError for a malformed one."""
        checked = check_response(self.item, response)
        answer = self.book.put(answer_name(self.item.id), checked, confidence)
        event = Committed(self.item, answer, self._score(answer))
        self._notices = publish(event)
        return event

    @property
    def problem(self) -> str | None:
        """What the learner should hear about where answers are kept, or None."""
        return "\n".join([*([self.book.problem] if self.book.problem else []), *self._notices]) or None

    def last(self) -> tuple[Answer, Score | None] | None:
        """The last committed answer and its score, or None; an answer the item no longer has is none."""
        answer = self.book.get(answer_name(self.item.id))
        if answer is None:
            return None
        try:
            check_response(self.item, answer.response)
        except ResponseError:
            return None
        return answer, self._score(answer)

    def _score(self, answer: Answer) -> Score | None:
        return score(self.item, answer.response) if self.item.has_key else None
