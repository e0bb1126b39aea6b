"""How values spread in each group: every one as a point, with the mean and a high percentile marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dosclientes.language.translation import gettext as _
from dosclientes.measures import percentile
from dosclientes.plots.captions import caption
from dosclientes.plots.chart import COLOURS, Chart
from dosclientes.plots.names import shown

if TYPE_CHECKING:
    import pandas as pd


def tails(values: pd.Series, groups: pd.Series, name: str, q: float = 90) -> Chart:
    """One row for each of `groups`, that with the highest percentile `q` on top; ids are shown as names.

    Points are spread up and down at random so that they do not hide each other. `name` is the id of the
    caption. Raises ValueError for an unknown id, missing values or a `q` out of range.
    """
    parts = {str(group): part.to_numpy() for group, part in values.groupby(groups)}
    high = {group: percentile(part, q) for group, part in parts.items()}
    ordered = sorted(parts, key=lambda group: high[group])
    chart = Chart(caption(name), height=1.5 + 0.75 * len(ordered))
    aside = np.random.default_rng(0)
    for row, group in enumerate(ordered):
        part = parts[group]
        places = row + aside.uniform(-0.27, 0.27, len(part))
        chart.axes.plot(part, places, ".", color=COLOURS["internal"], alpha=0.3, markersize=4, zorder=1)
        _mark(chart, row, float(part.mean()), high[group])
    chart.axes.set_yticks(range(len(ordered)), [shown(group) for group in ordered])
    chart.axes.set_xlim(left=0)
    _key(chart, q)
    told = ", ".join(
        _(
            "{group}: media {mean}, p{q} {high}",
            group=shown(group),
            mean=f"{parts[group].mean():.0f}",
            q=f"{q:g}",
            high=f"{high[group]:.0f}",
        )
        for group in ordered[::-1]
    )
    chart.spoken = f"{chart.spoken}. {told}."
    return chart


def _mark(chart: Chart, row: int, mean: float, high: float) -> None:
    """The mean as a white diamond, the percentile as a tall black bar, each with its number."""
    chart.axes.plot([mean], [row], "D", color="white", markeredgecolor="black", markersize=8, zorder=3)
    chart.axes.plot([high, high], [row - 0.36, row + 0.36], "-", color="black", linewidth=2.5, zorder=2)
    for value, where in ((mean, "right"), (high, "left")):
        chart.axes.annotate(
            f"{value:.0f}",
            (value, row + 0.36),
            textcoords="offset points",
            xytext=(4, -2),
            ha=where,
            fontsize=9,
            fontweight="bold",
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.8},
            zorder=4,
        )


def _key(chart: Chart, q: float) -> None:
    """What the three signs stand for."""
    chart.axes.plot([], [], ".", color=COLOURS["internal"], label=_("cada caso"))
    chart.axes.plot([], [], "D", color="white", markeredgecolor="black", markersize=8, label=_("media"))
    chart.axes.plot([], [], "-", color="black", linewidth=2.5, label=f"p{q:g}")
    chart.axes.legend(loc="lower right")
