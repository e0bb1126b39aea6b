"""The form of an exercise as HTML: question, answers to give, confidence, hints, and where the explanation goes.

A new line parts what stands side by side: the site's search leaves the tags out, and would read two words as one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dosclientes.exercises.markup import escape, html, inline
from dosclientes.exercises.words import confidence_words, label_text, rungs, task
from dosclientes.items import Item
from dosclientes.items.labels import label_ids
from dosclientes.language.translation import gettext as _

__all__ = ["compared", "form"]


def form(item: Item, name: str) -> str:
    """The whole inside of an exercise; `name`, unique in the page, holds its radio buttons together."""
    return (
        f'<form aria-label="{escape(_("Ejercicio: {task}", task=task(item)))}">'
        f'<div class="dc-task">{escape(task(item))}</div>\n'
        f'<div class="dc-prompt" id="{name}-prompt">{html(item.prompt)}</div>\n'
        f"{_desk() if item.kind == 'write' else _answered(item, name)}</form>"
    )


def compared(item: Item) -> str:
    """What a text of the reader's own is compared with, once it is written: an example, and criteria to tick."""
    ask = escape(_("¿Qué se cumple en tu texto? Márcalo tú."))
    heading = f"<p><strong>{escape(_('Un ejemplo, entre otros posibles'))}</strong></p>"
    ticks = "\n".join(_tick(one, "checkbox", "") for one in item.parts["criteria"])
    return (
        f'<div class="dc-feedback">{heading}{html(item.parts["model"])}</div>'
        f'<div class="dc-form dc-criteria" role="group" aria-label="{ask}"><p>{ask}</p>\n{ticks}</div>'
    )


def _desk() -> str:
    return (
        f'<textarea rows="5" aria-label="{escape(_("Tu texto"))}" placeholder="{escape(_("Escribe aquí"))}"></textarea>'
        f'<div class="dc-buttons dc-commit">{_act("compare", _("Comparar con un ejemplo"))}</div>'
        '<div class="dc-compared" role="status"></div>'
        f'<div class="dc-buttons dc-again" hidden>{_act("save", _("Guardar mi valoración"))}'
        f"{_act('change', _('Cambiar mi texto'))}</div>"
        '<div class="dc-live" role="status"></div>'
    )


def _act(name: str, words: str) -> str:
    return f'<button type="button" data-act="{name}">{escape(words)}</button>'


def _answered(item: Item, name: str) -> str:
    return (
        f'<div class="dc-form" role="{_role(item)}" aria-labelledby="{name}-prompt">{_fields(item, name)}</div>'
        f"\n{_commit()}\n{_hints(item)}"
        '<div class="dc-live" role="status"></div>'
        f'<div class="dc-buttons dc-again" hidden><button type="button">{escape(_("Intentar de nuevo"))}</button></div>'
    )


def _role(item: Item) -> str:
    return "radiogroup" if item.kind == "choice" else "group"


def _fields(item: Item, name: str) -> str:
    match item.kind:
        case "choice":
            return "\n".join(_tick(option, "radio", name) for option in item.shuffled("options"))
        case "multi":
            return "\n".join(_tick(option, "checkbox", name) for option in item.shuffled("options"))
        case "classify" | "match":
            return "\n".join(_menus(item, name))
        case "order":
            return _steps(item)
        case _:
            return _field(item, name)


def _tick(option: Any, kind: str, name: str) -> str:
    return (
        f'<label class="dc-option" data-part><input type="{kind}" name="{name}" value="{option["id"]}">'
        f"<span>{inline(option['text'])}</span></label>"
    )


def _menus(item: Item, name: str) -> Iterator[str]:
    labels = [f'<option value="">{escape(_("— elige —"))}</option>']
    labels += [
        f'<option value="{each}">{escape(label_text(item, each))}</option>' for each in label_ids(item)
    ]
    menu = "\n".join(labels)
    for case in item.shuffled("cases"):
        field = f"{name}-{case['id']}"
        yield (
            f'<div class="dc-row" data-part><label for="{field}">{inline(case["text"])}</label>\n'
            f'<select id="{field}" data-case="{case["id"]}">{menu}</select></div>'
        )


def _steps(item: Item) -> str:
    told = _("Pulsa los pasos en su orden, del primero al último. Pulsa uno otra vez para quitarlo.")
    steps = "\n".join(
        f'<button type="button" class="dc-step" data-part data-step="{step["id"]}" aria-pressed="false">'
        f'<span class="dc-place"></span>{inline(step["text"])}</button>'
        for step in item.shuffled("steps")
    )
    return f'<p class="dc-help">{escape(told)}</p>\n<div class="dc-column">{steps}</div>'


def _field(item: Item, name: str) -> str:
    unit = item.parts.get("unit_text")
    words = _("Tu respuesta ({unit})", unit=unit) if unit else _("Tu respuesta")
    return (
        f'<div class="dc-row"><label for="{name}-number">{escape(words)}</label>\n'
        f'<input type="text" id="{name}-number" inputmode="decimal" autocomplete="off" '
        f'placeholder="{escape(_("por ejemplo 12,5"))}"></div>'
    )


def _commit() -> str:
    ask = escape(_("Responde diciendo con cuánta seguridad"))
    buttons = "\n".join(
        f'<button type="button" data-confidence="{each}">{escape(words)}</button>'
        for each, words in confidence_words().items()
    )
    return f'<div class="dc-buttons dc-commit" role="group" aria-label="{ask}"><span>{ask}:</span>\n{buttons}</div>'


def _hints(item: Item) -> str:
    if not rungs(item):
        return ""
    return (
        '<div class="dc-hints"><div class="dc-told" role="status"></div>'
        '<div class="dc-buttons"><button type="button" class="dc-more"></button></div></div>'
    )
