"""Small parts of interactive pieces: sliders with a spoken name, announced text, a plot that is redrawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import ipywidgets

from dosclientes.exercises import light
from dosclientes.exercises.access import box
from dosclientes.exercises.markup import escape

if TYPE_CHECKING:
    from dosclientes.plots import Chart

__all__ = ["Mark", "announced", "explorer_box", "picture", "positions", "slider", "spoken_slider"]

Mark = dict[str, object]


def positions(
    options: Sequence[tuple[str, Any]], description: str, value: Any = None
) -> ipywidgets.SelectionSlider:
    """A slider over a few named positions."""
    chosen = options[0][1] if value is None else value
    return light.SelectionSlider(
        options=list(options),
        value=chosen,
        description=description,
        continuous_update=False,
        css="dc-slider",
    )


def slider(low: float, high: float, step: float, value: float, description: str) -> ipywidgets.FloatSlider:
    """A slider over numbers."""
    return light.FloatSlider(
        min=low,
        max=high,
        step=step,
        value=value,
        description=description,
        continuous_update=False,
        css="dc-slider",
    )


def spoken_slider(name: str, css: str = "") -> Mark:
    """The mark that gives a slider's handle a name; `css` picks one of several sliders by its class."""
    return {"find": f"{css} .noUi-handle".strip(), "set": {"aria-label": name}}


def announced() -> ipywidgets.HTML:
    """A text that screen readers announce when it changes."""
    return light.HTML(css="dc-live")


def picture(draw: Callable[[], Chart]) -> tuple[ipywidgets.HTML, Callable[[], None]]:
    """A place for a plot, and what to call to have it drawn again."""
    place = light.HTML()

    def redraw() -> None:
        place.value = draw()._repr_html_()

    redraw()
    return place, redraw


def explorer_box(
    children: Sequence[ipywidgets.Widget], name: str, css: str, marks: Sequence[Mark] = ()
) -> ipywidgets.VBox:
    """The frame of an interactive piece; `name` is read out, `css` its own class, such as "dc-editions"."""
    return box(children, name=escape(name), marks=marks, classes=["dc-explorer", css])
