"""Horizontal bars of counts or amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Patch

from dosclientes.customers import hospital
from dosclientes.plots.captions import caption
from dosclientes.plots.chart import COLOURS, Chart
from dosclientes.plots.names import shown, side_names

if TYPE_CHECKING:
    import pandas as pd


def bars(amounts: pd.Series, name: str, inside: str | None = None) -> Chart:
    """One bar for each entry of `amounts`, longest on top; ids in the index are shown as names.

    `name` is the id of the caption. With `inside`, the id of a party such as "hospital", what lies inside
    it and what lies outside get their two colours, and the outside a hatch. Raises ValueError for an
    unknown id.
    """
    ordered = amounts.sort_values(kind="stable")
    chart = Chart(caption(name), height=max(2.2, 1.1 + 0.32 * len(ordered)))
    names = [shown(each) for each in ordered.index]
    sides = [_side(str(each), inside) for each in ordered.index]
    drawn = chart.axes.barh(names, ordered.to_numpy(), color=[COLOURS[side] for side in sides])
    for bar, side in zip(drawn, sides, strict=True):
        if side == "external":
            bar.set(hatch="//", edgecolor="white", linewidth=0)
    chart.axes.bar_label(drawn, padding=3, fmt="%g")
    chart.axes.margins(x=0.08)
    words = side_names()
    if inside:
        chart.axes.legend(
            handles=[_key(side, words[side]) for side in ("internal", "external")], loc="lower right"
        )
    told = [f"{who} ({words[side]})" if inside else who for who, side in zip(names, sides, strict=True)]
    listed = ", ".join(f"{who}: {amount:g}" for who, amount in zip(told[::-1], ordered[::-1], strict=True))
    chart.spoken = f"{chart.spoken}. {listed}."
    return chart


def _side(party: str, inside: str | None) -> str:
    if inside is None:
        return "neutral"
    return "internal" if hospital.around(inside).holds(hospital.party(party)) else "external"


def _key(side: str, words: str) -> Patch:
    hatch = "//" if side == "external" else None
    return Patch(facecolor=COLOURS[side], hatch=hatch, edgecolor="white", label=words)
