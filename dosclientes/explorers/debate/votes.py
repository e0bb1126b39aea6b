"""Lesson 09's debate: one question, put to the vote twice, and kept in the learner's answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import ipywidgets

from dosclientes.answers import Answer, AnswerBook
from dosclientes.exercises import light
from dosclientes.exercises.feedback import problem_html
from dosclientes.exercises.markup import escape
from dosclientes.explorers.shared.parts import Mark, announced
from dosclientes.language.translation import gettext as _

__all__ = ["AFTER", "BEFORE", "Ballot", "Votes", "against", "opinions", "question"]

BEFORE, AFTER = "09-vote-before", "09-vote-after"


def question() -> str:
    return _("¿El personal contento hace clientes contentos?")


def opinions() -> dict[str, str]:
    """What one can vote, by id. None of them is the right answer."""
    return {
        "yes": _("Sí: en general, cuidar al personal se nota en el cliente."),
        "depends": _("Depende: pasa en unas condiciones y en otras no."),
        "no": _("No: lo que siente el personal apenas llega al cliente."),
    }


def certainty() -> dict[str, str]:
    """How sure one can be of a vote, by the confidences that answers know."""
    return {"sure": _("Con seguridad"), "fairly": _("Con dudas"), "guess": _("Casi al azar")}


def against() -> dict[str, str]:
    """The best that can be said against each vote."""
    return {
        "yes": _(
            "¿Y donde apenas se trata con el cliente? En estos datos, con contacto bajo, la moral no se nota en la "
            "satisfacción. En una cadena de supermercados, la relación con el beneficio salió inversa (Silvestro, "
            "2002). Y un proceso roto sigue roto aunque lo lleve gente feliz."
        ),
        "depends": _(
            "«Depende» es cómodo si no dice de qué. Nombra la condición: aquí, el contacto. Y reunidos muchos "
            "estudios, la relación aparece, aunque varíe (Hogreve y otros, 2017): quizá tu «depende» es un «sí» "
            "con excepciones."
        ),
        "no": _(
            "Donde el personal trata con el cliente, en estos datos la relación es fuerte, también dentro de una "
            "misma zona. Y al reunir estudios aparece, por medio de la calidad que percibe el cliente (Brown y "
            "Lam, 2008). Además, un estudio que no la encuentra no prueba que falte en todas partes."
        ),
    }


class Votes:
    """The two votes, as the answers of this folder keep them."""

    def __init__(self) -> None:
        self._book = AnswerBook(Path.cwd())

    def get(self, key: str) -> Answer | None:
        """A vote, or None; one that nobody could have cast is none."""
        vote = self._book.get(key)
        return vote if vote and isinstance(vote.response, str) and vote.response in opinions() else None

    def put(self, key: str, opinion: str, confidence: str) -> None:
        self._book.put(key, opinion, confidence)

    @property
    def problem(self) -> str | None:
        """Why a vote could not be kept, in the reader's language."""
        return self._book.problem

    def told(self, key: str) -> str:
        """A vote in words, with how sure it was; "" if there is none."""
        vote = self.get(key)
        if not vote:
            return ""
        words = {"opinion": opinions()[vote.response].rstrip("."), "certainty": certainty()[vote.confidence]}
        return _("«{opinion}» ({certainty})", **words)


class Ballot:
    """One of the two votes as widgets: what one can vote, how sure one is, and a way to change one's mind."""

    def __init__(self, votes: Votes, key: str, voted: Callable[[], None]) -> None:
        self._votes, self._key, self._voted = votes, key, voted
        self._choice = light.RadioButtons(
            options=[(words, name) for name, words in opinions().items()], value=None
        )
        self._choice.add_class("dc-ballot")
        self._ask = _("Vota diciendo con cuánta seguridad")
        buttons = [self._button(words, name) for name, words in certainty().items()]
        self._sure = light.Box([light.HTML(f"{escape(self._ask)}:"), *buttons])
        self._change = light.Button(description=_("Cambiar el voto"))
        self._change.on_click(lambda _button: self._open())
        for row in (self._sure, again := light.Box([self._change])):
            row.add_class("dc-buttons")
        self._sure.add_class("dc-sure")
        self._again = again
        self._said = announced()
        self.children = (self._choice, self._sure, self._said, self._again)
        self._show()

    def marks(self) -> list[Mark]:
        return [
            {
                "find": ".dc-ballot .widget-radio-box",
                "set": {"role": "radiogroup", "aria-label": question()},
            },
            {"find": ".dc-sure", "set": {"role": "group", "aria-label": self._ask}},
        ]

    def settle(self) -> None:
        """Let the vote stand: what it was about has been seen."""
        self._show()
        light.show(self._again, False)

    def _button(self, words: str, confidence: str) -> ipywidgets.Button:
        button = light.Button(description=words)
        button.on_click(lambda _button: self._vote(confidence))
        return button

    def _vote(self, confidence: str) -> None:
        if self._choice.value is None:
            self._said.value = problem_html(_("Elige primero una de las tres respuestas."))
            self._choice.focus()
            return
        self._votes.put(self._key, self._choice.value, confidence)
        self._show()
        self._change.focus()  # the button just pressed is gone: keep the keyboard's place
        self._voted()

    def _show(self) -> None:
        vote = self._votes.get(self._key)
        self._swap(voted=vote is not None)
        problem = problem_html(self._votes.problem) if self._votes.problem else ""
        self._said.value = problem
        if vote:
            self._choice.value = vote.response
            words = _("Tu voto: {vote}.", vote=self._votes.told(self._key))
            self._said.value = f'<p class="dc-verdict">{escape(words)}</p>{problem}'

    def _open(self) -> None:
        self._swap(voted=False)
        self._said.value = ""
        self._choice.focus()

    def _swap(self, *, voted: bool) -> None:
        self._choice.disabled = voted
        light.show(self._sure, not voted)
        light.show(self._again, voted)
