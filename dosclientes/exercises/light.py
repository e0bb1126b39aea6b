"""Widgets that cost little: those of an exercise share one layout and, by kind, one style.

ipywidgets makes a layout and a style for each widget, and sends each to the page as a widget of its own: they were
half of what a lesson sends. So an exercise hides a part by a class, and never changes a layout.
"""

from __future__ import annotations

from typing import Any, TypeVar

import ipywidgets

__all__ = ["is_hidden", "light", "show"]

_HIDDEN = "dc-hidden"
_shared: dict[type, ipywidgets.Widget] = {}
W = TypeVar("W", bound=ipywidgets.DOMWidget)


def light(kind: type[W], *arguments: Any, css: str = "", **options: Any) -> W:
    """A widget of this kind, with the classes that `css` names; what it shares with others must not be changed."""
    options["layout"] = _one_of(ipywidgets.Layout)
    if "style" in kind.class_trait_names():
        options["style"] = _one_of(kind.style.klass)
    if css:
        options["_dom_classes"] = css.split()
    made: W = kind(*arguments, **options)
    return made


def show(widget: ipywidgets.DOMWidget, shown: bool) -> None:
    """Show the widget, or hide it."""
    (widget.remove_class if shown else widget.add_class)(_HIDDEN)


def is_hidden(widget: ipywidgets.DOMWidget) -> bool:
    """Whether `show` has hidden it."""
    return _HIDDEN in widget._dom_classes


def _one_of(kind: type[ipywidgets.Widget]) -> ipywidgets.Widget:
    """The one of its kind, made anew if all widgets were closed."""
    if kind not in _shared or _shared[kind].comm is None:
        _shared[kind] = kind()
    return _shared[kind]
