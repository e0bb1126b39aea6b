"""A text that the learner writes, and then compares with a model answer by a list of criteria."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from dosclientes.answers import Answer, AnswerBook
from dosclientes.exercises.plain import Reply
from dosclientes.exercises.shown import Shown
from dosclientes.exercises.versions import Versions, assessment
from dosclientes.exercises.words import task
from dosclientes.items import Item, ResponseError
from dosclientes.language.markdown import unmarked
from dosclientes.language.translation import gettext as _

if TYPE_CHECKING:
    from ipywidgets import Widget

    from dosclientes.exercises.desk import Desk

__all__ = ["Writing"]


class Writing(Versions, Shown):
    """A text to write and compare: a form in a notebook, and a text that says how to call `answer` and `assess`."""

    def __init__(self, item: Item, book: AnswerBook) -> None:
        super().__init__(item, book)
        self._desk: Desk | None = None

    def answer(self, text: str) -> Reply:
        """Commit a text from code, and see the model answer and the criteria; a bad one is explained."""
        return self._told(lambda: self.write(text))

    def assess(self, ticks: Iterable[str]) -> Reply:
        """Say from code which criteria, by their ids, hold for one's own text."""
        return self._told(lambda: self.tick(ticks))

    def __repr__(self) -> str:
        call = f'  exercise("{self.item.id}")'
        lines = [f"{task(self.item)} · {self.item.id}", "", unmarked(self.item.prompt), ""]
        last = self.last()
        if last is None:
            return "\n".join([*lines, _("Para responder en código:"), f'{call}.answer("…")'])
        lines += [_("Tu texto: {text}", text=last.response["text"]), ""]
        lines += [_("Un ejemplo: {text}", text=unmarked(self.item.parts["model"])), ""]
        lines += [_("¿Qué se cumple en el tuyo?")]
        ticks = last.response["ticks"] or []
        lines += [
            f"  [{'x' if one['id'] in ticks else ' '}] {one['id']}: {unmarked(one['text'])}"
            for one in self.item.parts["criteria"]
        ]
        lines += ["", _("Para decirlo en código, y para cambiar tu texto:")]
        names = ", ".join(f'"{name}"' for name in self.criteria()[:2])
        lines += [f"{call}.assess([{names}])", f'{call}.answer("…")']
        return "\n".join([*lines, "", assessment(self.item, last)])

    def _build(self) -> Widget:
        from dosclientes.exercises.desk import Desk

        self._desk = Desk(self)
        return self._desk.widget

    def _told(self, act: Callable[[], Answer]) -> Reply:
        try:
            act()
        except ResponseError as problem:
            return Reply(str(problem))
        if self._desk is not None:
            self._desk.show_last()
        return Reply("\n".join([*([self.problem] if self.problem else []), repr(self)]))
