"""What a notebook shows of an interactive thing: its widget, or its text where no widget can be shown."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ipywidgets import Widget


class Shown:
    """Base of what is shown as a widget; `repr` is its text form, and `_build` makes the widget once."""

    _widget: Widget | None = None

    @property
    def widget(self) -> Widget:
        if self._widget is None:
            # here, so that no widgets are loaded where a text is all that is shown, as while grading
            from dosclientes.exercises.light import together

            with together():
                self._widget = self._build()
        return self._widget

    def _build(self) -> Widget:
        raise NotImplementedError

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        if (
            "NBGRADER_EXECUTION" in os.environ
        ):  # while nbgrader runs a notebook nobody clicks, and pages show the text
            return {"text/plain": repr(self)}, {}
        bundle = self.widget._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**data, "text/plain": repr(self)}, metadata
