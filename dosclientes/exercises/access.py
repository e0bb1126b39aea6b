"""Makes a box of ipywidgets accessible: roles, names, live regions, and keys that stay inside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import anywidget
import ipywidgets
import traitlets

from dosclientes.exercises.light import Light, VBox

_STATIC = Path(__file__).parent / "static"


class Access(Light, anywidget.AnyWidget):  # type: ignore[misc]  # anywidget has no types
    """An invisible widget that puts attributes on its neighbours, which ipywidgets itself cannot.

    Each mark is {"find": CSS selector inside the box ("" for the box), "set": {attribute: value}}. A button pressed
    in the box is heard after the changes made before to what is `inside`.
    """

    _esm = _STATIC / "access.js"
    _css = _STATIC / "look.css"
    marks = traitlets.List().tag(sync=True)
    inside = traitlets.List().tag(sync=True, **ipywidgets.widget_serialization)


def box(
    children: Iterable[ipywidgets.Widget],
    name: str,
    marks: Sequence[dict[str, object]] = (),
    classes: Sequence[str] = (),
) -> ipywidgets.VBox:
    """A framed group named `name`; elements of class `dc-live` are announced when they change."""
    always = [
        {"find": "", "set": {"role": "group", "aria-label": name}},
        {"find": ".dc-live", "set": {"role": "status", "aria-live": "polite"}},
    ]
    inside = list(children)
    return VBox([Access(marks=[*always, *marks], inside=inside), *inside], css=" ".join(["dc-box", *classes]))
