"""The form of a writing task: a field first, and the model answer and the criteria only after it."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets

from dosclientes.answers import Answer
from dosclientes.exercises import light
from dosclientes.exercises.access import box
from dosclientes.exercises.feedback import problem_html
from dosclientes.exercises.markup import escape, html
from dosclientes.exercises.versions import Versions, assessment
from dosclientes.exercises.words import task
from dosclientes.items import ResponseError
from dosclientes.language.markdown import unmarked
from dosclientes.language.translation import gettext as _

__all__ = ["Desk"]


class Desk:
    """The widget of a writing task; `widget` is what a notebook shows."""

    def __init__(self, writing: Versions) -> None:
        self._writing, item = writing, writing.item
        head = light.HTML(f'<div class="dc-task">{escape(task(item))}</div>{html(item.prompt)}')
        self._field = light.Textarea(placeholder=_("Escribe aquí"), rows=5, css="dc-text")
        self._compare = _button(_("Comparar con un ejemplo"), self._on_compare)
        self._told = light.HTML(css="dc-live")
        self._model = light.HTML(css="dc-live")
        self._ticks = {
            one["id"]: light.Checkbox(description=unmarked(one["text"]), indent=False)
            for one in item.parts["criteria"]
        }
        ask = _("¿Qué se cumple en tu texto? Márcalo tú.")
        told = light.HTML(f"<p>{escape(ask)}</p>")
        self._criteria = light.VBox([told, *self._ticks.values()], css="dc-form dc-criteria dc-hidden")
        self._save = _button(_("Guardar mi valoración"), self._on_save)
        self._change = _button(_("Cambiar mi texto"), self._on_change)
        self._earlier = light.HTML()
        self.widget = box(
            [
                head,
                self._field,
                _row(self._compare),
                self._model,
                self._criteria,
                _row(self._save, self._change),
                self._told,
                self._earlier,
            ],
            name=_("Ejercicio: {task}", task=task(item)),
            marks=[
                {"find": "textarea", "set": {"aria-label": _("Tu texto")}},
                {"find": ".dc-criteria", "set": {"role": "group", "aria-label": ask}},
            ],
            classes=["dc-exercise", "dc-write"],
        )
        self.show_last()

    def show_last(self) -> None:
        """Show the last version with what it is compared with, or an empty field."""
        last = self._writing.last()
        self._show(compared=last is not None, open_=last is None)
        if last is None:
            self._told.value = problem_html(self._writing.book.problem) if self._writing.book.problem else ""
            return
        self._field.value = last.response["text"]
        for name, tick in self._ticks.items():
            tick.value = name in (last.response["ticks"] or [])
        notice = problem_html(self._writing.problem) if self._writing.problem else ""
        self._told.value = f'{notice}<p class="dc-note">{escape(assessment(self._writing.item, last))}</p>'
        self._earlier.value = _versions(last)

    def _show(self, *, compared: bool, open_: bool) -> None:
        """Whether there is something to compare with, and whether the text can be changed."""
        self._field.disabled = not open_
        heading = f"<p><strong>{escape(_('Un ejemplo, entre otros posibles'))}</strong></p>"
        model = f'<div class="dc-feedback">{heading}{html(self._writing.item.parts["model"])}</div>'
        self._model.value = model if compared else ""
        light.show(self._compare, open_)
        for part in (self._criteria, self._save, self._change):
            light.show(part, compared and not open_)

    def _on_compare(self, _button: ipywidgets.Button) -> None:
        try:
            self._writing.write(self._field.value)
        except ResponseError as problem:
            self._told.value = problem_html(str(problem))
            self._field.focus()
            return
        self.show_last()
        next(iter(self._ticks.values())).focus()  # the button just pressed is gone: keep the keyboard's place

    def _on_save(self, _button: ipywidgets.Button) -> None:
        self._writing.tick(name for name, tick in self._ticks.items() if tick.value)
        self.show_last()

    def _on_change(self, _button: ipywidgets.Button) -> None:
        self._show(compared=True, open_=True)
        self._told.value = ""
        self._field.focus()


def _versions(last: Answer) -> str:
    """The earlier versions, folded away, newest first."""
    if not last.earlier:
        return ""
    lines = "".join(
        f"<li>{escape(str(one.get('time', ''))[:10])}: {escape(str(one['response']['text']))}</li>"
        for one in reversed(last.earlier)
        if isinstance(one.get("response"), dict) and "text" in one["response"]
    )
    title = _("Tus versiones anteriores ({number})", number=len(last.earlier))
    return f"<details><summary>{escape(title)}</summary><ul>{lines}</ul></details>"


def _button(words: str, act: Callable[[ipywidgets.Button], None]) -> ipywidgets.Button:
    button = light.Button(description=words)
    button.on_click(act)
    return button


def _row(*children: ipywidgets.Widget) -> ipywidgets.Box:
    return light.Box(children, css="dc-buttons")
