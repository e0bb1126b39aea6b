"""Where the time goes along a chain: bars of waiting and of work, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dosclientes.language.translation import gettext as _
from dosclientes.plots.captions import caption
from dosclientes.plots.chart import COLOURS, Chart
from dosclientes.plots.names import shown

if TYPE_CHECKING:
    import pandas as pd


def flow(minutes: pd.DataFrame, name: str) -> Chart:
    """One bar for each row, the first on top: the column `wait` (hatched), then the column `work`.

    The index holds ids of parties, which are shown as names; `name` is the id of the caption. Raises
    ValueError if a column is missing.
    """
    missing = [column for column in ("wait", "work") if column not in minutes]
    if missing:
        raise ValueError(_("Faltan columnas para dibujar: {names}.", names=", ".join(missing)))
    chart = Chart(caption(name), height=1.5 + 0.42 * len(minutes))
    names = [_capital(shown(each)) for each in minutes.index]
    wait, work = minutes["wait"].fillna(0), minutes["work"].fillna(0)
    waiting = chart.axes.barh(
        names, wait, color="white", edgecolor=COLOURS["neutral"], hatch="///", label=_("espera antes")
    )
    working = chart.axes.barh(names, work, left=wait, color=COLOURS["mark"], label=_("trabajo"))
    for bars, values, ink in ((waiting, wait, "black"), (working, work, "white")):
        labels = [f"{value:.0f}" if value >= 2 else "" for value in values]
        for label in chart.axes.bar_label(bars, labels, label_type="center", color=ink, fontsize=9):
            label.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1} if ink == "black" else None)
    chart.axes.invert_yaxis()
    chart.axes.legend(loc="upper right")
    told = [
        _("{who}: {wait} de espera y {work} de trabajo", who=who, wait=f"{before:.0f}", work=f"{busy:.0f}")
        for who, before, busy in zip(names, wait, work, strict=True)
    ]
    chart.spoken = f"{chart.spoken} {'; '.join(told)}."
    return chart


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
