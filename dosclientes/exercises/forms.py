"""The form of each kind of item: how a learner enters a response, and how one is shown again."""

from __future__ import annotations

from typing import Any, Protocol

import ipywidgets

from dosclientes.exercises import light
from dosclientes.exercises.words import label_text
from dosclientes.items import Item
from dosclientes.items.labels import label_ids
from dosclientes.language.markdown import unmarked
from dosclientes.language.numerals import typed_number
from dosclientes.language.translation import gettext as _


class Form(Protocol):
    """A response being entered; `read` may return an incomplete one, which is then explained.

    `ask` empties the form and asks the item as it is now drawn; its widgets stay, and with them the keyboard's place.
    """

    widget: ipywidgets.Widget

    def ask(self, item: Item) -> None: ...

    def read(self) -> Any: ...

    def show(self, response: Any) -> None: ...

    def lock(self, locked: bool) -> None: ...

    def focus(self) -> None: ...


def form_for(item: Item) -> Form:
    """A fresh form for an item."""
    forms: dict[str, type[Form]] = {
        "choice": ChoiceForm,
        "multi": MultiForm,
        "classify": AssignForm,
        "match": AssignForm,
        "order": OrderForm,
        "number": NumberForm,
    }
    return forms[item.kind](item)  # type: ignore[call-arg]  # each takes the item


class ChoiceForm:
    """One of several options."""

    def __init__(self, item: Item) -> None:
        self._radio = light.RadioButtons(options=self._options(item), value=None)
        self.widget = _form([self._radio])

    def ask(self, item: Item) -> None:
        with self._radio.hold_sync():
            self._radio.options = self._options(item)
            self._radio.value = None  # new options choose the first

    @staticmethod
    def _options(item: Item) -> list[tuple[str, str]]:
        return [(unmarked(option["text"]), option["id"]) for option in item.shuffled("options")]

    def read(self) -> Any:
        return self._radio.value

    def show(self, response: Any) -> None:
        self._radio.value = response

    def lock(self, locked: bool) -> None:
        self._radio.disabled = locked

    def focus(self) -> None:
        self._radio.focus()


class MultiForm:
    """Any number of several options."""

    def __init__(self, item: Item) -> None:
        words = [unmarked(option["text"]) for option in item.shuffled("options")]
        self._ticks = [light.Checkbox(description=each, indent=False) for each in words]
        self.widget = _form(self._ticks)
        self.ask(item)

    def ask(self, item: Item) -> None:
        self._boxes = {}
        for option, tick in zip(item.shuffled("options"), self._ticks, strict=True):
            tick.description, tick.value = unmarked(option["text"]), False
            self._boxes[option["id"]] = tick

    def read(self) -> Any:
        return [name for name, tick in self._boxes.items() if tick.value]

    def show(self, response: Any) -> None:
        for name, tick in self._boxes.items():
            tick.value = name in response

    def lock(self, locked: bool) -> None:
        for tick in self._boxes.values():
            tick.disabled = locked

    def focus(self) -> None:
        next(iter(self._boxes.values())).focus()


class AssignForm:
    """A label for each of several cases, or a partner for each of several things."""

    def __init__(self, item: Item) -> None:
        self.widget = _form(self._rows(item))
        self.ask(item)

    def ask(self, item: Item) -> None:
        kept = list(self.widget.children)[: len(item.parts["cases"])]
        if len(kept) < len(item.parts["cases"]):  # an answer of long ago may have been about fewer
            kept += self._rows(item)[len(kept) :]
        self.widget.children = kept
        self._menus = {}
        for case, menu in zip(item.shuffled("cases"), kept, strict=True):
            menu.description, menu.value = unmarked(case["text"]), ""
            self._menus[case["id"]] = menu

    @staticmethod
    def _rows(item: Item) -> list[ipywidgets.Widget]:
        labels = [(label_text(item, name), name) for name in label_ids(item)]
        options = [(_("— elige —"), ""), *labels]
        words = [unmarked(case["text"]) for case in item.shuffled("cases")]
        return [light.Dropdown(options=options, value="", description=each, css="dc-row") for each in words]

    def read(self) -> Any:
        return {case: menu.value for case, menu in self._menus.items() if menu.value}

    def show(self, response: Any) -> None:
        for case, menu in self._menus.items():
            menu.value = response[case]

    def lock(self, locked: bool) -> None:
        for menu in self._menus.values():
            menu.disabled = locked

    def focus(self) -> None:
        next(iter(self._menus.values())).focus()


class OrderForm:
    """Steps put in order by pressing them one after the other; pressing again takes one out."""

    def __init__(self, item: Item) -> None:
        self._texts = self._steps(item)
        self._column = light.Box([self._button(words) for words in self._texts.values()], css="dc-column")
        help_text = light.HTML(
            _("Pulsa los pasos en su orden, del primero al último. Pulsa uno otra vez para quitarlo.")
        )
        self._spoken = light.HTML(css="dc-live")
        self.widget = _form([help_text, self._column, self._spoken])
        self.ask(item)

    @staticmethod
    def _steps(item: Item) -> dict[str, str]:
        return {step["id"]: unmarked(step["text"]) for step in item.shuffled("steps")}

    def _button(self, words: str) -> ipywidgets.Button:
        button = light.Button(description=words)
        button.on_click(self._pressed)
        return button

    def ask(self, item: Item) -> None:
        self._texts = self._steps(item)
        buttons = list(self._column.children)[: len(self._texts)]
        while len(buttons) < len(self._texts):  # an answer of long ago may have been about fewer
            buttons.append(self._button(""))
        self._column.children = buttons
        self._buttons = dict(zip(self._texts, buttons, strict=True))
        self._order: list[str] = []
        self._number()

    def read(self) -> Any:
        return list(self._order)

    def show(self, response: Any) -> None:
        self._order = list(response)
        self._number()

    def lock(self, locked: bool) -> None:
        for button in self._buttons.values():
            button.disabled = locked

    def focus(self) -> None:
        next(iter(self._buttons.values())).focus()

    def _pressed(self, pressed: ipywidgets.Button) -> None:
        name = next(name for name, button in self._buttons.items() if button is pressed)
        if name in self._order:
            self._order.remove(name)
        else:
            self._order.append(name)
        self._number()

    def _number(self) -> None:
        for name, button in self._buttons.items():
            chosen = name in self._order
            place = f"{self._order.index(name) + 1}. " if chosen else ""
            button.description = place + self._texts[name]
            (button.add_class if chosen else button.remove_class)("dc-chosen")
        missing = len(self._texts) - len(self._order)
        self._spoken.value = (
            _("Quedan por colocar: {number}.", number=missing) if self._order and missing else ""
        )


class NumberForm:
    """A number, written as the learner is used to (decimal point or comma)."""

    def __init__(self, item: Item) -> None:
        self._field = light.Text(
            placeholder=_("por ejemplo 12,5"), description=self._unit(item), css="dc-row"
        )
        self.widget = _form([self._field])

    def ask(self, item: Item) -> None:
        self._field.description, self._field.value = self._unit(item), ""

    @staticmethod
    def _unit(item: Item) -> str:
        unit = item.parts.get("unit_text")
        return _("Tu respuesta ({unit})", unit=unit) if unit else _("Tu respuesta")

    def read(self) -> Any:
        return self._field.value

    def show(self, response: Any) -> None:
        if isinstance(response, float) and _same_number(self._field.value, response):
            return  # leave what the learner typed as it was typed
        self._field.value = typed_number(response)

    def lock(self, locked: bool) -> None:
        self._field.disabled = locked

    def focus(self) -> None:
        self._field.focus()


def _same_number(text: str, number: float) -> bool:
    from dosclientes.items.scoring import ResponseError, read_number

    try:
        return read_number(text) == number
    except ResponseError:
        return False


def _form(children: Any) -> ipywidgets.VBox:
    return light.VBox(list(children), css="dc-form")
