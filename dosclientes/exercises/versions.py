"""The versions of a text that the learner writes: each kept, with the criteria said to hold for it."""

from __future__ import annotations

from collections.abc import Iterable

from dosclientes.answers import Answer, AnswerBook
from dosclientes.exercises.events import Committed, publish
from dosclientes.items import Item, ResponseError
from dosclientes.items.revisions import answer_name
from dosclientes.language.translation import gettext as _

__all__ = ["Versions", "assessment"]

_LEAST_WORDS, _MOST_LETTERS = 3, 4000


class Versions:
    """A writing task with the versions written so far, kept in `book`. Nothing in it is right or wrong."""

    def __init__(self, item: Item, book: AnswerBook) -> None:
        self.item, self.book = item, book
        self._name = answer_name(item.id)
        self._notices: list[str] = []

    def last(self) -> Answer | None:
        """The last version, or None; what somebody edited into another form is none."""
        answer = self.book.get(self._name)
        response = answer.response if answer else None
        if not isinstance(response, dict) or not isinstance(response.get("text"), str):
            return None
        known, ticks = self.criteria(), response.get("ticks")
        sound = ticks is None or (isinstance(ticks, list) and all(one in known for one in ticks))
        return answer if sound else None

    def write(self, text: str) -> Answer:
        """Keep a version of the text, yet to be compared. Raises ResponseError for what is no text."""
        plain = text.strip() if isinstance(text, str) else ""
        if len(plain.split()) < _LEAST_WORDS:
            raise ResponseError(
                _("Escribe antes tu versión, aunque sea una frase: la comparación viene después.")
            )
        if len(plain) > _MOST_LETTERS:
            raise ResponseError(
                _("Acórtalo: caben {most} letras y hay {number}.", most=_MOST_LETTERS, number=len(plain))
            )
        last = self.last()
        if last and last.response["text"] == plain:
            return last
        return self._keep({"text": plain, "ticks": None})

    def tick(self, ticks: Iterable[str]) -> Answer:
        """Keep which criteria hold for the last version. Raises ResponseError before there is one, or for others."""
        last, known = self.last(), self.criteria()
        if last is None:
            raise ResponseError(
                _("Escribe antes tu versión, aunque sea una frase: la comparación viene después.")
            )
        given = [ticks] if isinstance(ticks, str) else list(ticks)
        for name in given:
            if name not in known:
                raise ResponseError(
                    _("«{name}» no es ninguna de: {known}.", name=name, known=", ".join(known))
                )
        return self._keep({"text": last.response["text"], "ticks": [name for name in known if name in given]})

    @property
    def problem(self) -> str | None:
        """What the learner should hear about where answers are kept, or None."""
        return "\n".join([*([self.book.problem] if self.book.problem else []), *self._notices]) or None

    def criteria(self) -> list[str]:
        """The ids of the criteria."""
        return [str(one["id"]) for one in self.item.parts["criteria"]]

    def _keep(self, response: dict[str, object]) -> Answer:
        answer = self.book.revise(self._name, response)
        self._notices = publish(Committed(self.item, answer, None))
        return answer


def assessment(item: Item, answer: Answer) -> str:
    """What the learner has said of the last version, in a sentence."""
    ticks = answer.response["ticks"]
    if ticks is None:
        return _("Guardado. Compara y marca lo que se cumple en tu texto.")
    return _(
        "Guardado. Según tú, se cumplen {number} de {all}. Lo has valorado tú: no cuenta como acierto ni como fallo.",
        number=len(ticks),
        all=len(item.parts["criteria"]),
    )
