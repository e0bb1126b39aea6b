"""The widgets of ipywidgets, with fewer models: those made together share a layout and, by kind, a style.

Each model of ipywidgets is a message to the page, which makes an object of it; a layout and a style double and
treble their number. Only what is made `together`, for one output, shares: a page that hears of a part later, on
running another cell, would wait for a layout it has never heard of.

And they hear one message at a time: JupyterLab and ipykernel may give those of one widget to the main thread and those
of another to a second one (`findings/ipykernel-comms-overtake.sh`), and what one of them does is not made for two.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import RLock
from typing import Any

import ipywidgets
import traitlets

__all__ = [
    "HTML",
    "Box",
    "Button",
    "Checkbox",
    "Dropdown",
    "FloatSlider",
    "IntSlider",
    "Light",
    "Output",
    "RadioButtons",
    "SelectionSlider",
    "Text",
    "Textarea",
    "VBox",
    "is_hidden",
    "show",
    "together",
]

_HIDDEN = "dc-hidden"
_hearing = RLock()
_made: ContextVar[dict[type, ipywidgets.Widget] | None] = ContextVar("made", default=None)


@contextmanager
def together() -> Iterator[None]:
    """What is made within is shown in one output, and shares its layout and styles."""
    token = _made.set({})
    try:
        yield
    finally:
        _made.reset(token)


def show(widget: ipywidgets.DOMWidget, shown: bool) -> None:
    """Show a widget, or hide it from everyone: by a class, since its layout is not its own."""
    (widget.remove_class if shown else widget.add_class)(_HIDDEN)


def is_hidden(widget: ipywidgets.Widget) -> bool:
    """Whether `show` has hidden a widget."""
    return _HIDDEN in getattr(widget, "_dom_classes", ())


class Light(traitlets.HasTraits):  # type: ignore[misc]  # traitlets has no types
    """Mixed into a widget, with the `css` classes it has from the beginning, separated by spaces."""

    def __init__(self, *args: Any, css: str = "", **traits: Any) -> None:
        super().__init__(*args, **traits, **({"_dom_classes": css.split()} if css else {}))

    def _handle_msg(self, message: dict[str, Any]) -> None:
        with _hearing:
            super()._handle_msg(message)

    @traitlets.default("layout")  # type: ignore[untyped-decorator]
    def _shared_layout(self) -> ipywidgets.Widget:
        return self._shared("layout")

    @traitlets.default("style")  # type: ignore[untyped-decorator]
    def _shared_style(self) -> ipywidgets.Widget:
        return self._shared("style")

    def _shared(self, name: str) -> ipywidgets.Widget:
        kind, made = self.traits()[name].klass, _made.get()
        if made is None:
            return kind()
        if kind not in made:
            made[kind] = kind()
        return made[kind]


class HTML(Light, ipywidgets.HTML):  # type: ignore[misc]
    """Words."""


class Button(Light, ipywidgets.Button):  # type: ignore[misc]
    """Something to press."""


class Checkbox(Light, ipywidgets.Checkbox):  # type: ignore[misc]
    """Something to tick."""


class RadioButtons(Light, ipywidgets.RadioButtons):  # type: ignore[misc]
    """One of several options, all on the screen."""


class Dropdown(Light, ipywidgets.Dropdown):  # type: ignore[misc]
    """One of several options, in a menu."""


class Text(Light, ipywidgets.Text):  # type: ignore[misc]
    """A line to type."""


class Textarea(Light, ipywidgets.Textarea):  # type: ignore[misc]
    """Several lines to type."""


class IntSlider(Light, ipywidgets.IntSlider):  # type: ignore[misc]
    """A whole number."""


class FloatSlider(Light, ipywidgets.FloatSlider):  # type: ignore[misc]
    """A number."""


class SelectionSlider(Light, ipywidgets.SelectionSlider):  # type: ignore[misc]
    """One of several named positions."""


class Output(Light, ipywidgets.Output):  # type: ignore[misc]
    """What a cell could show."""


class Box(Light, ipywidgets.Box):  # type: ignore[misc]
    """Widgets side by side, or as a class lays them out."""


class VBox(Light, ipywidgets.VBox):  # type: ignore[misc]
    """Widgets one below the other."""
