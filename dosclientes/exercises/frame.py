"""What all exercises have around their form: question, confidence, explanation, and another try."""

from __future__ import annotations

from contextlib import suppress

import ipywidgets

from dosclientes.answers import Answer
from dosclientes.exercises import light
from dosclientes.exercises.access import box
from dosclientes.exercises.answering import Answering
from dosclientes.exercises.feedback import feedback_html, problem_html
from dosclientes.exercises.forms import form_for
from dosclientes.exercises.hints import Ladder
from dosclientes.exercises.links import section_link
from dosclientes.exercises.markup import escape, html
from dosclientes.exercises.words import again, confidence_words, task
from dosclientes.items import Item, ResponseError, Score, check_response
from dosclientes.language.translation import gettext as _


class Frame:
    """The widget of an exercise; `widget` is what a notebook shows."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering
        item = self._item = answering.item
        self._form = form_for(item)
        self._head = light.HTML(_asked(item))
        self._hints = Ladder(answering, self._limit, lambda: self._fairly.focus())
        self._read_on = light.Box()
        self._feedback = light.HTML(css="dc-live")
        self._commit = self._commit_row()
        self._retry = light.Button(description=_("Intentar de nuevo"), css="dc-alone dc-hidden")
        self._retry.on_click(self._try_again)
        self.widget = box(
            [
                self._head,
                self._form.widget,
                self._commit,
                *self._hints.widgets,  # below the buttons: one Tab leads from the options to them
                self._feedback,
                self._read_on,
                self._retry,
            ],
            name=_("Ejercicio: {task}", task=task(item)),
            marks=[{"find": ".dc-buttons.dc-commit", "set": {"role": "group", "aria-label": self._ask}}],
            classes=["dc-exercise", f"dc-{item.kind}"],
        )
        self._restore()

    def show_answer(self, answer: Answer, score: Score | None) -> None:
        """Show a committed answer with its explanation."""
        self._present(self._answering.as_answered(answer))
        self._form.show(answer.response)
        self._form.lock(True)
        missed = score is not None and not score.correct and bool(self._item.section)
        link = section_link(self._item.section, again(self._item)) if missed else []
        self._feedback.value = feedback_html(
            self._answering.item, answer, score, self._answering.problem, linked=bool(link)
        )
        self._read_on.children = link
        self._swap(committed=True)

    def show_hints(self) -> None:
        """Show the hints that have been looked at."""
        self._hints.refresh()

    def _limit(self) -> None:
        """Offer no more confidence than the hints leave."""
        light.show(self._sure, not self._answering.hints)

    def _commit_row(self) -> ipywidgets.Box:
        self._ask = _("Responde diciendo con cuánta seguridad")
        buttons = []
        for confidence, words in confidence_words().items():
            button = light.Button(description=words)
            button.on_click(lambda _button, confidence=confidence: self._answer(confidence))
            buttons.append(button)
        self._sure, self._fairly = buttons[0], buttons[1]
        return light.Box([light.HTML(f"{escape(self._ask)}:"), *buttons], css="dc-buttons dc-commit")

    def _answer(self, confidence: str) -> None:
        try:
            committed = self._answering.commit(self._form.read(), confidence)
        except ResponseError as problem:
            self._feedback.value = problem_html(str(problem))
            return
        self.show_answer(committed.answer, committed.score)
        self._retry.focus()  # the button just pressed is gone: keep the keyboard's place

    def _try_again(self, _button: ipywidgets.Button) -> None:
        response, drew = self._form.read(), self._item.drew
        self._present(self._answering.draw())
        if self._item.drew == drew:  # of another variant, there is nothing to put right
            with suppress(ResponseError):
                self._form.show(check_response(self._item, response))
        self._form.lock(False)
        self._feedback.value, self._read_on.children = "", []
        self._swap(committed=False)
        self._form.focus()

    def _present(self, item: Item) -> None:
        """Ask the item in another order, or another one."""
        if item != self._item:
            self._item = item
            self._head.value = _asked(item)
            self._form.ask(item)

    def _restore(self) -> None:
        last = self._answering.last()
        self._swap(committed=bool(last))
        if last:
            self.show_answer(*last)
        elif self._answering.book.problem:
            self._feedback.value = problem_html(self._answering.book.problem)

    def _swap(self, *, committed: bool) -> None:
        light.show(self._commit, not committed)
        self._hints.refresh(closed=committed)
        light.show(self._retry, committed)


def _asked(item: Item) -> str:
    return f'<div class="dc-task">{escape(task(item))}</div>{html(item.prompt)}'
