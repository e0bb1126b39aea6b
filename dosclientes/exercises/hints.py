"""The hints of an exercise, opened one after the other: where to look, what rule, the first step."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets

from dosclientes.exercises.answering import Answering
from dosclientes.exercises.links import section_link
from dosclientes.exercises.markup import escape, inline
from dosclientes.exercises.words import hint_cost, rungs
from dosclientes.language.translation import gettext as _

__all__ = ["Ladder"]


class Ladder:
    """A button for the next hint and those open; `changed` is called when one is looked at, `last` after the last."""

    def __init__(self, answering: Answering, changed: Callable[[], None], last: Callable[[], None]) -> None:
        self._answering, self._changed, self._last = answering, changed, last
        self._told = ipywidgets.HTML()
        self._told.add_class("dc-live")
        self._link = ipywidgets.Box()
        self._more = ipywidgets.Button()
        self._more.on_click(self._open)
        row = ipywidgets.Box([self._more])
        row.add_class("dc-buttons")
        self.widget = ipywidgets.VBox([self._told, self._link, row])
        self.widget.add_class("dc-hints")

    def refresh(self, *, closed: bool = False) -> None:
        """Show what is open at this attempt; nothing when `closed`, or where there are no hints."""
        found, number = rungs(self._answering.item), 0 if closed else self._answering.hints
        self.widget.layout.display = "none" if closed or not found else None
        lines = "".join(f"<li>{inline(line)}</li>" for line in found[:number])
        cost = f'<p class="dc-note">{escape(hint_cost())}</p>'
        self._told.value = f'<ul class="dc-rungs">{lines}</ul>{cost}' if number else ""
        self._link.children = (
            section_link(self._answering.item.section, _("Abrir esa sección")) if number else []
        )
        following = min(number + 1, len(found))
        self._more.description = _(
            "Pista {n} de {all}: quita seguridad, no puntos", n=following, all=len(found)
        )
        self._more.layout.display = "none" if number >= len(found) else None
        self._changed()

    def _open(self, _button: ipywidgets.Button) -> None:
        self._answering.open_hint()
        self.refresh()
        if self._more.layout.display == "none":
            self._last()  # the button just pressed is gone: keep the keyboard's place
