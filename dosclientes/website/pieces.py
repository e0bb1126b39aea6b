"""The interactive piece of a lesson as a page shows it: a picture of how it begins, and the same in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import ipywidgets

from dosclientes.exercises.light import is_hidden
from dosclientes.exercises.markup import escape
from dosclientes.exercises.shown import Shown
from dosclientes.explorers.shared.graph import Graph
from dosclientes.language.translation import gettext as _

__all__ = ["still"]


def still(piece: Shown) -> str:
    """The piece's widgets as HTML in which nothing can be pressed, with its text form folded below."""
    told = _("Así empieza esta pieza. En el cuaderno se mueve.")
    link = f'<a href="notebook.html">{escape(_("Cómo abrirlo"))}</a>'
    words = (
        f"<details><summary>{escape(_('En palabras'))}</summary><pre>{escape(repr(piece))}</pre></details>"
    )
    shown = "\n".join(_shown(piece.widget))
    return f'<figure class="dc-still">{shown}<figcaption><p>{escape(told)} {link}.</p>{words}</figcaption></figure>'


def _shown(widget: ipywidgets.Widget) -> Iterator[str]:
    if is_hidden(widget):
        return
    for kind, draw in _DRAWERS.items():
        if isinstance(widget, kind):
            yield draw(widget)
            return


def _classes(widget: ipywidgets.Widget, *more: str) -> str:
    return escape(" ".join([*more, *widget._dom_classes]))


def _box(widget: Any) -> str:
    inner = "\n".join(part for child in widget.children for part in _shown(child))
    return f'<div class="{_classes(widget, "widget-vbox")}">{inner}</div>' if inner else ""


def _html(widget: Any) -> str:
    if not widget.value:
        return ""
    inner = f'<div class="widget-html-content">{widget.value}</div>'
    return f'<div class="{_classes(widget, "widget-html")}">{inner}</div>'


def _graph(widget: Any) -> str:
    still = [node | {"fixed": True} for node in widget.nodes]
    state = widget.state | {"nodes": still, "press_edges": False}
    return f"<div data-graph='{escape(json.dumps(state, ensure_ascii=False))}'></div>"


def _row(widget: Any, control: str) -> str:
    return f'<label class="{_classes(widget, "dc-row")}"><span>{escape(widget.description)}</span>{control}</label>'


def _chosen(widget: Any) -> str:
    return "" if widget.index is None else str(widget._options_labels[widget.index])


def _menu(widget: Any) -> str:
    return _row(widget, f"<select disabled><option>{escape(_chosen(widget))}</option></select>")


def _positions(widget: Any) -> str:
    last = len(widget._options_labels) - 1
    track = f'<input type="range" disabled min="0" max="{last}" value="{widget.index or 0}">'
    return _row(widget, f"{track} <output>{escape(_chosen(widget))}</output>")


def _range(widget: Any) -> str:
    track = f'<input type="range" disabled min="{widget.min}" max="{widget.max}" step="any" value="{widget.value}">'
    return _row(widget, f"{track} <output>{escape(f'{widget.value:g}')}</output>")


def _radio(widget: Any) -> str:
    ticks = "".join(
        f'<label class="dc-option"><input type="radio" disabled{" checked" * (place == widget.index)}>'
        f"<span>{escape(str(label))}</span></label>"
        for place, label in enumerate(widget._options_labels)
    )
    head = f"<div>{escape(widget.description)}</div>" if widget.description else ""
    return f'<div class="{_classes(widget)}">{head}<div class="widget-radio-box">{ticks}</div></div>'


def _tick(widget: Any) -> str:
    ticked = " checked" * bool(widget.value)
    return (
        f'<label class="{_classes(widget, "dc-option", "widget-checkbox")}"><input type="checkbox" disabled{ticked}>'
        f"<span>{escape(widget.description)}</span></label>"
    )


def _text(widget: Any) -> str:
    return _row(widget, f'<input type="text" disabled value="{escape(str(widget.value))}">')


def _button(widget: Any) -> str:
    return f'<button type="button" disabled class="{_classes(widget)}">{escape(widget.description)}</button>'


_DRAWERS: dict[type, Callable[[Any], str]] = {
    Graph: _graph,
    ipywidgets.HTML: _html,
    ipywidgets.Box: _box,
    ipywidgets.SelectionSlider: _positions,
    ipywidgets.RadioButtons: _radio,
    ipywidgets.Dropdown: _menu,
    ipywidgets.IntSlider: _range,
    ipywidgets.FloatSlider: _range,
    ipywidgets.Checkbox: _tick,
    ipywidgets.Text: _text,
    ipywidgets.Button: _button,
}
