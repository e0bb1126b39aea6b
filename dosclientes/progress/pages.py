"""What the notebooks of this room show: the map, the review, the placement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dosclientes.answers import AnswerBook
from dosclientes.curriculum.misconceptions import describe
from dosclientes.exercises.events import Committed, on_commit
from dosclientes.exercises.exercise import Exercise
from dosclientes.exercises.feedback import problem_html
from dosclientes.exercises.links import link_html, shown_html
from dosclientes.exercises.markup import escape
from dosclientes.exercises.shown import Shown
from dosclientes.exercises.writing import Writing
from dosclientes.items import Item, find
from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import ngettext
from dosclientes.progress.lessons import Lesson, lessons, placement_items
from dosclientes.progress.mastery import Standing, standing
from dosclientes.progress.opening import FreshBook
from dosclientes.progress.picture import map_html, rows
from dosclientes.progress.place import is_on
from dosclientes.progress.queue import due_items, to_reread
from dosclientes.progress.store import RecordError
from dosclientes.progress.words import SIGNS, findings, off_text, state_words, step_line

if TYPE_CHECKING:
    from ipywidgets import Widget

__all__ = ["mastery", "memory", "placement", "review"]

_AT_ONCE = 10
_PLACEMENT = "placement.json"


def mastery() -> Mastery:
    """The map of what the learner has mastered, as the last line of a cell."""
    try:
        return Mastery(standing(), None if is_on() else off_text())
    except RecordError as problem:
        return Mastery(None, str(problem))


class Mastery:
    """The map: a picture first, then in words."""

    def __init__(self, stand: Standing | None, notice: str | None) -> None:
        self._stand, self._notice = stand, notice

    def _repr_html_(self) -> str:
        notice = problem_html(self._notice) if self._notice else ""
        return notice + (f'<div class="dc-mastery">{map_html(self._stand)}</div>' if self._stand else "")

    def __repr__(self) -> str:
        lines = [self._notice] if self._notice else []
        if self._stand:
            words = state_words()
            lines += [
                f"{SIGNS[state]} {lesson}: {aim} ({words[state]})" for lesson, aim, state in rows(self._stand)
            ]
            lines += [line.text for line in (*findings(self._stand), step_line(self._stand))]
        return "\n".join(lines)


def review() -> Review:
    """The items that are due, as the last line of a cell; run it again for more."""
    if not is_on():
        return Review([], 0, None, off_text())
    try:
        stand = standing()
        return Review(*due_items(stand, _AT_ONCE), stand, None)
    except RecordError as problem:
        return Review([], 0, None, str(problem))


class Review(Shown):
    """Some exercises to answer from memory, ten at a time."""

    def __init__(self, items: list[Item], number: int, stand: Standing | None, notice: str | None) -> None:
        book = FreshBook("review.json", datetime.now(UTC).replace(microsecond=0))
        self.exercises = [Exercise(item, book) for item in items]
        self._all, self._stand, self._notice = number, stand, notice
        item = to_reread(stand) if stand else None
        written = Writing(item, AnswerBook()) if item else None  # beside the lessons, where it was written
        self.text = written if written and written.last() else None

    def _head(self) -> str:
        if self._notice:
            return self._notice
        if not self.exercises:
            return _("No toca repasar nada. Lo que respondas en las lecciones volverá aquí a su tiempo.")
        first = ngettext("Hay un ejercicio para repasar.", "Hay {n} ejercicios para repasar.", self._all)
        more = _("Aquí tienes {number}; ejecuta la celda otra vez para ver más.", number=len(self.exercises))
        return f"{first} {more}" if self._all > len(self.exercises) else first

    def __repr__(self) -> str:
        told = [f"{_reminder(each.item, self._stand)}\n{each!r}".strip() for each in self.exercises]
        return "\n\n".join([self._head(), *told, *([_reread(), repr(self.text)] if self.text else [])])

    def _build(self) -> Widget:
        from ipywidgets import HTML, VBox

        children = [HTML(f"<p>{escape(self._head())}</p>")]
        for each in self.exercises:
            told = _reminder(each.item, self._stand)
            if told:
                children.append(HTML(f'<p class="dc-note">{escape(told)}</p>'))
            children.append(each.widget)
        if self.text:
            children += [HTML(f'<p class="dc-note">{escape(_reread())}</p>'), self.text.widget]
        box = VBox(children)
        box.add_class("dc-review")
        return box


def _reread() -> str:
    return _(
        "Un texto tuyo de hace una semana o más. Léelo con otros ojos: ¿qué se cumple hoy? Puedes cambiarlo."
    )


def _reminder(item: Item, stand: Standing | None) -> str:
    return memory(item.id, stand) if stand else ""


def memory(item_id: str, stand: Standing) -> str:
    """What to say before an item that was wrong though the learner was sure, with its misconception; else ""."""
    card = stand.cards.get(item_id)
    if card is None or not card.last.surprised:
        return ""
    named = "; ".join(map(describe, card.last.misconceptions))
    told = _("La última vez lo dabas por sabido y no era así.")
    return f"{told} {_('Confusión frecuente: {what}.', what=named)}" if named else told


def placement() -> Placement:
    """Ten items, one a lesson, and which lessons to skim, as the last line of a cell."""
    book = AnswerBook(file=_PLACEMENT)  # apart: in the lessons they are to be answered again
    return Placement([Exercise(find(name), book) for name in placement_items()])


class Placement(Shown):
    """Ten exercises, and below them what follows from the answers."""

    def __init__(self, exercises: list[Exercise]) -> None:
        self.exercises = exercises

    def advice(self) -> str:
        """Which lessons to skim and which to read, or how many answers are missing."""
        return "\n".join(self._lines(_name))

    def _lines(self, shown: Callable[[Lesson], str]) -> list[str]:
        last = [each.last() for each in self.exercises]
        missing = sum(one is None for one in last)
        if missing:
            return [ngettext("Falta una respuesta.", "Faltan {n} respuestas.", missing)]
        known = [bool(one and one[1] and one[1].correct and one[0].confidence != "guess") for one in last]
        titles = [shown(lesson) for lesson in lessons()]
        skim = "; ".join(title for title, right in zip(titles, known, strict=True) if right)
        read = "; ".join(title for title, right in zip(titles, known, strict=True) if not right)
        lines = [_("Estas puedes recorrerlas deprisa: {lessons}.", lessons=skim)] if skim else []
        return lines + ([_("Estas, con calma: {lessons}.", lessons=read)] if read else [])

    def __repr__(self) -> str:
        return "\n\n".join([*map(repr, self.exercises), self.advice()])

    def _build(self) -> Widget:
        from ipywidgets import Box, VBox

        self._result = Box()
        self._refresh()
        on_commit(self._on_commit)
        box = VBox([*(each.widget for each in self.exercises), self._result])
        box.add_class("dc-placement")
        return box

    def _on_commit(self, event: Committed) -> None:
        self._refresh()

    def _refresh(self) -> None:
        lines = "".join(f"<p>{line}</p>" for line in self._lines(_link))
        self._result.children = [shown_html(f'<div class="dc-note" role="status">{lines}</div>')]


def _name(lesson: Lesson) -> str:
    return f"{lesson.number} · {lesson.title}"


def _link(lesson: Lesson) -> str:
    return link_html(lesson.section, _name(lesson))
