"""The hints of an exercise, opened one after the other: where to look, what rule, the first step."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets

from dosclientes.exercises import light
from dosclientes.exercises.answering import Answering
from dosclientes.exercises.links import section_link
from dosclientes.exercises.markup import escape, inline
from dosclientes.exercises.words import hint_cost, rungs
from dosclientes.language.translation import gettext as _

__all__ = ["Ladder"]


class Ladder:
    """A button for the next hint and those open; `changed` is called when one is looked at, `last` after the last.

    `widgets` are shown one below the other; there are none where the item has no hints.
    """

    def __init__(self, answering: Answering, changed: Callable[[], None], last: Callable[[], None]) -> None:
        self._answering, self._changed, self._last = answering, changed, last
        self.widgets: list[ipywidgets.Widget] = []
        if rungs(answering.item):
            self._told, self._link = light.HTML(css="dc-live"), light.Box()
            self._more = light.Button(description=self._words(1), css="dc-alone")
            self._more.on_click(self._open)
            self.widgets = [self._told, self._link, self._more]

    def refresh(self, *, closed: bool = False) -> None:
        """Show what is open at this attempt; nothing when `closed`."""
        if not self.widgets:
            return
        found, number = rungs(self._answering.item), 0 if closed else self._answering.hints
        lines = "".join(f"<li>{inline(line)}</li>" for line in found[:number])
        cost = f'<p class="dc-note">{escape(hint_cost())}</p>'
        self._told.value = f'<ul class="dc-rungs">{lines}</ul>{cost}' if number else ""
        self._link.children = (
            section_link(self._answering.item.section, _("Abrir esa sección")) if number else []
        )
        self._more.description = self._words(min(number + 1, len(found)))
        light.show(self._more, not closed and number < len(found))
        self._changed()

    def _words(self, number: int) -> str:
        every = len(rungs(self._answering.item))
        return _("Pista {n} de {all}: quita seguridad, no puntos", n=number, all=every)

    def _open(self, _button: ipywidgets.Button) -> None:
        self._answering.open_hint()
        self.refresh()
        if light.is_hidden(self._more):
            self._last()  # the button just pressed is gone: keep the keyboard's place
