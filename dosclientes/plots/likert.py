"""How answers on a scale are spread, question by question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib import colormaps

from dosclientes.plots.captions import caption
from dosclientes.plots.chart import Chart

if TYPE_CHECKING:
    import pandas as pd


def likert(answers: pd.DataFrame, name: str, low: int = 1, high: int = 7) -> Chart:
    """One stacked bar a column of `answers`, from `low` (left) to `high` (right), each part with its point.

    `name` is the id of the caption. Raises ValueError for an unknown one.
    """
    chart = Chart(caption(name), height=0.9 + 0.42 * max(2, answers.shape[1]))
    shades = colormaps["PuOr"]
    told = []
    for place, column in enumerate(answers.columns[::-1]):
        shares = answers[column].value_counts(normalize=True) * 100
        left = 0.0
        for point in range(low, high + 1):
            share = float(shares.get(point, 0.0))
            depth = (point - low) / (high - low)
            chart.axes.barh(place, share, left=left, color=shades(depth), edgecolor="white")
            if share >= 5:
                colour = "white" if abs(depth - 0.5) > 0.3 else "black"
                chart.axes.text(left + share / 2, place, str(point), ha="center", va="center", color=colour)
            left += share
        told.append(f"{column}: " + ", ".join(f"{p} {shares.get(p, 0):.0f} %" for p in range(low, high + 1)))
    chart.axes.set_yticks(range(answers.shape[1]), list(answers.columns[::-1]))
    chart.axes.set_xlim(0, 100)
    chart.spoken = f"{chart.spoken}. {'; '.join(told[::-1])}."
    return chart
