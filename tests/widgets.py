"""Finding widgets as whoever looks at a notebook would."""

from __future__ import annotations

from collections.abc import Iterator

import ipywidgets

__all__ = ["parts"]


def parts(widget: ipywidgets.Widget) -> Iterator[ipywidgets.Widget]:
    """The widget and all that is in it, from the outside in."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from parts(child)
