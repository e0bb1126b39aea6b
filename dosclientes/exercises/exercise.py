"""One exercise: an item with its answers, in its two forms (widget and text)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from dosclientes.answers import CONFIDENCES, AnswerBook
from dosclientes.exercises import plain
from dosclientes.exercises.answering import Answering
from dosclientes.exercises.shown import Shown
from dosclientes.exercises.writing import Writing
from dosclientes.items import Item, ResponseError, find
from dosclientes.language.translation import gettext as _

if TYPE_CHECKING:
    from ipywidgets import Widget

    from dosclientes.exercises.frame import Frame


def exercise(item_id: str) -> Exercise | Writing:
    """The exercise with this id, to be shown as the last line of a cell; a text to write is a `Writing`.

    Raises UnknownItemError, which suggests the nearest id.
    """
    folder = Path.cwd()
    item = find(item_id, folder)
    return (Writing if item.kind == "write" else Exercise)(item, AnswerBook(folder))


class Exercise(Answering, Shown):
    """An item with the answers given to it.

    Shown in a notebook it is a form; where widgets cannot be shown it is a text that says how to call
    `answer`. The last answer is read from `answers.json`, so that it outlives the kernel.
    """

    def __init__(self, item: Item, book: AnswerBook) -> None:
        super().__init__(item, book)
        self._frame: Frame | None = None

    def answer(self, response: Any, confidence: str = "fairly") -> plain.Reply:
        """Commit a response from code and return the explanation.

        `response` has the form that the exercise's text shows; `confidence` is "sure", "fairly" or
        "guess". A malformed response is explained and nothing is recorded.
        """
        if confidence not in CONFIDENCES:
            known = ", ".join(CONFIDENCES)
            return plain.Reply(_("La confianza debe ser una de: {known}.", known=known))
        try:
            committed = self.commit(response, confidence)
        except ResponseError as problem:
            return plain.Reply(str(problem))
        if self._frame is not None:
            self._frame.show_answer(committed.answer, committed.score)
        return plain.Reply(plain.explanation(self.item, committed.answer, committed.score, self.problem))

    def hint(self) -> plain.Reply:
        """The next hint: where to look, what rule, the first step. It costs confidence, not points."""
        self.open_hint()
        if self._frame is not None:
            self._frame.show_hints()
        return plain.Reply(plain.hints(self.item, self.hints))

    def again(self) -> Exercise:
        """The exercise as it is asked at the next attempt: the text form of the button "try again"."""
        self.draw()
        return self

    def __repr__(self) -> str:
        return plain.text(self.item, self.last())

    def _build(self) -> Widget:
        from dosclientes.exercises.frame import Frame

        self._frame = Frame(self)
        return self._frame.widget
