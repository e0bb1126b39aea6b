"""Horizontal bars of counts or amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dosclientes.plots.captions import caption
from dosclientes.plots.chart import COLOURS, Chart
from dosclientes.plots.names import shown

if TYPE_CHECKING:
    import pandas as pd


def bars(amounts: pd.Series, name: str) -> Chart:
    """One bar for each entry of `amounts`, longest on top; ids in the index are shown as names.

    `name` is the id of the caption. Raises ValueError for an unknown one.
    """
    ordered = amounts.sort_values(kind="stable")
    chart = Chart(caption(name), height=max(2.2, 1.1 + 0.32 * len(ordered)))
    names = [shown(each) for each in ordered.index]
    drawn = chart.axes.barh(names, ordered.to_numpy(), color=COLOURS["internal"])
    chart.axes.bar_label(drawn, padding=3, fmt="%g")
    chart.axes.margins(x=0.08)
    listed = ", ".join(f"{who}: {amount:g}" for who, amount in zip(names[::-1], ordered[::-1], strict=True))
    chart.spoken = f"{chart.spoken}. {listed}."
    return chart
