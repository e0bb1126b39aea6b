"""What a learner predicts before a piece moves: asked once, kept with their answers, compared with what is seen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import ipywidgets

from dosclientes.answers import AnswerBook
from dosclientes.exercises import light
from dosclientes.exercises.feedback import problem_html
from dosclientes.exercises.markup import escape
from dosclientes.explorers.shared.parts import announced
from dosclientes.language.translation import gettext as _

__all__ = ["Bets", "Prediction"]


class Bets(dict[str, float]):
    """Numbers that were predicted, by the id of what they are about, one of `known`; kept in `answers.json`.

    What was kept and is not `allowed`, since somebody edited it, is as if not given.
    """

    def __init__(self, name: str, known: Collection[str], allowed: Callable[[float], bool]) -> None:
        self._name, self._book = name, AnswerBook(Path.cwd())
        kept = self._book.get(name)
        given = kept.response if kept and isinstance(kept.response, dict) else {}
        numbers = {key: given[key] for key in known if isinstance(given.get(key), int | float)}
        super().__init__({key: number for key, number in numbers.items() if allowed(number)})

    def __setitem__(self, key: str, value: float) -> None:
        super().__setitem__(key, value)
        self._book.put(self._name, dict(self), "fairly")


class Prediction:
    """A question with a few `options`, (words, id); `made` is called once there is an answer, now or from before.

    It is kept in `answers.json` under `name`, such as "01-editions-bet". `children` are the widgets: what has to move
    goes below them and stays closed until `given` is no longer None.
    """

    def __init__(
        self, name: str, question: str, options: Sequence[tuple[str, str]], made: Callable[[], None]
    ) -> None:
        self._name, self._words, self._made = name, {key: words for words, key in options}, made
        self._book = AnswerBook(Path.cwd())
        menu = [(_("— elige —"), ""), *options]
        self._menu = light.Dropdown(options=menu, value="", description=question, css="dc-row")
        self._go = light.Button(description=_("Apostar y abrir"))
        self._go.on_click(self._bet)
        self._row = light.Box([self._go], css="dc-buttons")
        self._said = announced()
        head = light.HTML(f'<p class="dc-verdict">{escape(_("Antes de moverlo, apuesta"))}</p>')
        self.children = (head, self._menu, self._row, self._said)

    @property
    def given(self) -> str | None:
        """The id that was predicted, or None; one that cannot be chosen is none."""
        kept = self._book.get(self._name)
        return kept.response if kept and kept.response in tuple(self._words) else None

    def open(self) -> None:
        """Show how it stands; call this once the piece is built."""
        guess = self.given
        self._menu.disabled = guess is not None
        light.show(self._row, guess is None)
        if guess is not None:
            self._menu.value = guess
            self._tell(_("Tu apuesta: {guess}. Ahora compruébala.", guess=self._words[guess]))
            self._made()

    def compare(self, found: str) -> None:
        """Say whether what is now seen, an id, is what was predicted."""
        guess = self.given
        if guess is None:
            return
        if guess == found:
            self._tell(_("✓ Era lo que habías dicho: {found}.", found=self._words[found]))
        else:
            words = {"guess": self._words[guess], "found": self._words[found]}
            self._tell(_("✗ Habías dicho: {guess}. Es: {found}.", **words))

    def _bet(self, _button: ipywidgets.Button) -> None:
        if not self._menu.value:
            self._said.value = problem_html(
                _("Elige antes una respuesta: después ya no se puede apostar sin saber.")
            )
            self._menu.focus()
            return
        self._book.put(self._name, self._menu.value, "fairly")
        self.open()

    def _tell(self, words: str) -> None:
        problem = problem_html(self._book.problem) if self._book.problem else ""
        self._said.value = f"<p>{escape(words)}</p>{problem}"
