"""A matplotlib figure that a notebook shows with a text alternative."""

from __future__ import annotations

import base64
import io
from html import escape

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from dosclientes.plots.captions import Caption

COLOURS = {"internal": "#0072b2", "external": "#d55e00", "neutral": "#5f6b76", "mark": "#009e73"}
"""Internal and external keep their colours in the whole course; told apart by colour-blind readers."""

_WIDTH = 640  # as shown, in pixels; drawn with more, for sharp screens
_LEGIBLE = 480  # a narrower page scrolls; a piece's frame cannot, and sets --dc-legible to 0


class Chart:
    """A plot with its caption; `axes` is for lessons that add to it, `spoken` its text alternative."""

    def __init__(self, caption: Caption, height: float = 3.2) -> None:
        self.figure = Figure(figsize=(6.4, height), dpi=160, layout="constrained", facecolor="white")
        FigureCanvasAgg(self.figure)
        self.axes: Axes = self.figure.add_subplot()
        self.axes.spines[["top", "right"]].set_visible(False)
        self.axes.set_title(caption.title, loc="left", fontsize=11, fontweight="bold")
        self.axes.set_xlabel(caption.x)
        self.axes.set_ylabel(caption.y)
        self.spoken = caption.title

    def _repr_html_(self) -> str:
        image = io.BytesIO()
        self.figure.savefig(image, format="png")
        data = base64.b64encode(image.getvalue()).decode()
        return (
            f'<img src="data:image/png;base64,{data}" alt="{escape(self.spoken)}" width="{_WIDTH}" '
            f'style="min-width:var(--dc-legible,{_LEGIBLE}px);max-width:100%;height:auto;border-radius:6px">'
        )

    def __repr__(self) -> str:
        return self.spoken
