"""What a lesson opens and ends with: three items to remember, and how much of it is left."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from dosclientes.answers import Answer, AnswerBook
from dosclientes.exercises.events import Committed, on_commit
from dosclientes.exercises.exercise import Exercise
from dosclientes.exercises.markup import escape
from dosclientes.exercises.retrieval import Retrieval, fixed
from dosclientes.exercises.shown import Shown
from dosclientes.items import find
from dosclientes.progress.lessons import Lesson, lessons, minutes_left
from dosclientes.progress.mastery import standing
from dosclientes.progress.place import in_class, is_on
from dosclientes.progress.queue import pick
from dosclientes.progress.recording import once
from dosclientes.progress.store import RecordError
from dosclientes.progress.words import time_left_text

if TYPE_CHECKING:
    from ipywidgets import Widget

__all__ = ["FreshBook", "retrieval", "time_left"]

_BOOK = "retrieval.json"


class FreshBook(AnswerBook):
    """Answers apart from those of the lessons, forgotten by the next day: what is asked again is to be remembered."""

    def __init__(self, file: str, since: datetime) -> None:
        super().__init__(file=file)
        self._since = since
        self.occasion = since.isoformat()

    def get(self, item_id: str) -> Answer | None:
        found = super().get(item_id)
        try:
            return found if found and datetime.fromisoformat(found.time) >= self._since else None
        except (ValueError, TypeError):  # a time somebody edited
            return None


def retrieval(lesson: str) -> Shown:
    """Three items from earlier lessons, to be remembered before lesson `lesson` ("01", "02", …), and the time it takes.

    They come from the learner's record, due or shaky ones; where it has fewer than three, fixed ones fill up. Raises
    ValueError for a lesson that has none.
    """
    names = fixed(lesson)
    notice = None
    if is_on() and not in_class():
        try:
            chosen = pick(lesson, standing())
            names = [*chosen, *(name for name in names if name not in chosen)][: len(names)]
        except RecordError as problem:
            notice = once(str(problem))
    book = FreshBook(_BOOK, datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0))
    return Opening([Exercise(find(name), book) for name in names], TimeLeft(lesson), notice)


def time_left(lesson: str) -> TimeLeft:
    """How long lesson `lesson` still takes. Raises ValueError for a lesson there is not."""
    return TimeLeft(lesson)


class TimeLeft(Shown):
    """A line that says how long a lesson still takes, and keeps up with the answers."""

    def __init__(self, number: str) -> None:
        found = {lesson.number: lesson for lesson in lessons()}
        if number not in found:
            raise ValueError(f"{number!r}: {', '.join(found)}")
        self._lesson: Lesson = found[number]
        self._book = AnswerBook(Path.cwd())

    def __repr__(self) -> str:
        return time_left_text(minutes_left(self._lesson, self._book))

    def _build(self) -> Widget:
        from ipywidgets import HTML

        line = HTML()
        line.add_class("dc-time-left")
        self._line = line
        self.refresh()
        _shown.add(self)
        on_commit(_refresh)
        return line

    def refresh(self) -> None:
        """Say how it is now."""
        self._line.value = f'<p class="dc-note">⏱ {escape(repr(self))}</p>'


_shown: WeakSet[TimeLeft] = WeakSet()


def _refresh(event: Committed) -> None:
    for line in list(_shown):
        line.refresh()


class Opening(Retrieval):
    """The exercises, with the time left above them."""

    def __init__(self, exercises: list[Exercise], left: TimeLeft, notice: str | None) -> None:
        super().__init__(exercises)
        self._left, self._notice = left, notice

    def __repr__(self) -> str:
        told = [self._notice] if self._notice else []
        return "\n\n".join([*told, repr(self._left), super().__repr__()])

    def _build(self) -> Any:
        from ipywidgets import HTML, VBox

        from dosclientes.exercises.feedback import problem_html

        told = [HTML(problem_html(self._notice))] if self._notice else []
        return VBox([*told, self._left.widget, super()._build()])
