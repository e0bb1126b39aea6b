"""Lesson 09: the debate's second vote, how it moved, and the best that can be said against it."""

from __future__ import annotations

import ipywidgets

from dosclientes.exercises import light
from dosclientes.exercises.markup import escape
from dosclientes.exercises.shown import Shown
from dosclientes.explorers.debate.votes import AFTER, BEFORE, Ballot, Votes, against, opinions, question
from dosclientes.explorers.shared.parts import announced, explorer_box
from dosclientes.language.translation import gettext as _


class Explorer(Shown):
    """Vote again, and meet the other side."""

    def __init__(self) -> None:
        self._votes = Votes()

    def __repr__(self) -> str:
        lines = [question()]
        for name, words in opinions().items():
            lines += ["", f"○ {words}", "  " + _("En contra: {words}", words=against()[name])]
        return "\n".join([*lines, "", *self._moved()])

    def _build(self) -> ipywidgets.Widget:
        result = announced()

        def show() -> None:
            result.value = self._result()

        ballot = Ballot(self._votes, AFTER, show)
        show()
        title = _("Segunda votación. {question}", question=question())
        head = light.HTML(f'<p class="dc-verdict">{escape(title)}</p>')
        return explorer_box([head, *ballot.children, result], title, "dc-debate", ballot.marks())

    def _moved(self) -> list[str]:
        """What was voted before and now; nothing until there is a second vote."""
        before, after = self._votes.get(BEFORE), self._votes.get(AFTER)
        if not after:
            return []
        if not before:
            return [_("No hay primera votación guardada: está más arriba, encima de la apuesta.")]
        lines = [
            _("Antes: {vote}.", vote=self._votes.told(BEFORE)),
            _("Ahora: {vote}.", vote=self._votes.told(AFTER)),
        ]
        if before.response != after.response:
            lines.append(_("Has cambiado de voto. ¿Qué dato te ha movido?"))
        elif before.confidence != after.confidence:
            lines.append(_("Mantienes el voto, con otra seguridad. ¿Qué dato la ha cambiado?"))
        else:
            lines.append(_("Mantienes voto y seguridad. ¿Qué dato te habría hecho cambiar?"))
        return lines

    def _result(self) -> str:
        after = self._votes.get(AFTER)
        if not after:
            return ""
        listed = "".join(f"<li>{escape(line)}</li>" for line in self._moved())
        title = escape(_("Lo mejor que se puede decir en contra de tu voto"))
        counter = escape(against()[after.response])
        return f'<ul>{listed}</ul><div class="dc-counter"><p class="dc-verdict">{title}</p><p>{counter}</p></div>'
