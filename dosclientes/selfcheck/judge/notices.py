"""What a learner should know of their work as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from dosclientes.answers import FILE as ANSWERS
from dosclientes.language.translation import gettext as _
from dosclientes.selfcheck.read.saved import Saved
from dosclientes.selfcheck.running import Ran

__all__ = ["notices"]


def notices(saved: Saved, ran: Ran) -> Iterator[str]:
    """Why the notebook ended early, what is wrong with the clicks, and doubts about whose they are."""
    assignment, answers, who = saved.assignment, saved.answers, saved.who
    yield from (text for text in (ran.ended, saved.problem) if text)
    if who is None and any("personal(" in cell.source for cell in assignment.source.cells):
        yield _(
            "Esta entrega usa datos tuyos y nadie dice de quién son. Ejecuta una vez, en una celda nueva, «from "
            'dosclientes.classroom import identify» e «identify("…")», con un nombre cualquiera, siempre el mismo, y '
            "vuelve a comprobar."
        )
    if answers and answers.assignment not in (None, assignment.name):
        yield _(
            "{file} es de la entrega «{other}»: tus clics de «{this}» no están en esta carpeta.",
            file=ANSWERS,
            other=answers.assignment,
            this=assignment.name,
        )
    if answers and who and answers.student and answers.student.casefold() != who.casefold():
        yield _(
            "{file} es de «{other}» y los datos son de «{who}». ¿Son tuyos esos clics?",
            file=ANSWERS,
            other=answers.student,
            who=who,
        )
