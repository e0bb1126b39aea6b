"""Two measures against each other, all together or apart: a panel for each group, a sign for each subgroup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dosclientes.language.numerals import numeral
from dosclientes.language.translation import gettext as _
from dosclientes.plots.captions import caption
from dosclientes.plots.chart import COLOURS, Chart

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["strata", "stratum_name", "written"]

_SIGNS = (
    # marker, its colour, whether it is filled, and the line's dashes
    ("o", COLOURS["neutral"], False, "-"),
    ("^", COLOURS["mark"], True, "--"),
    ("s", COLOURS["external"], False, ":"),
)


def strata(
    frame: pd.DataFrame, x: str, y: str, name: str, panels: str | None = None, marks: str | None = None
) -> Chart:
    """Column `y` against column `x`, with a straight line and the correlation for each group.

    `panels` names a column whose values lie side by side, `marks` one whose values (three at most) have
    their own sign and line within a panel. `name` is the id of the caption. Raises ValueError for an unknown
    id, for a column that is not there, and for more values than there are signs.
    """
    _check(frame, [each for each in (x, y, panels, marks) if each])
    words = caption(name)
    chart = Chart(words, height=3.7)
    parts = list(frame.groupby(panels)) if panels else [("", frame)]
    sides = _panels(chart, len(parts))
    told = []
    for axes, (panel, part) in zip(sides, parts, strict=True):
        groups = list(part.groupby(marks)) if marks else [("", part)]
        if len(groups) > len(_SIGNS):
            raise ValueError(_("«{column}» tiene demasiados valores para dibujarlos.", column=marks))
        for place, (mark, group) in enumerate(groups):
            about = stratum_name(*(str(each) for each in (panel, mark) if each))
            r = written(float(group[x].corr(group[y])))
            told.append(f"{about}: r = {r}")
            _draw(axes, group[x].to_numpy(float), group[y].to_numpy(float), place, f"{about}: r = {r}")
        axes.set_xlabel(words.x)
        axes.legend(loc="upper left", fontsize=8, handlelength=2.4)
        axes.margins(y=0.16)
    sides[0].set_ylabel(words.y)
    chart.spoken = f"{chart.spoken}. {'; '.join(told)}."
    return chart


def written(correlation: float) -> str:
    """A correlation with two digits, in the reader's language."""
    return numeral(correlation, 2).replace("-", "−")


def stratum_name(*values: str) -> str:
    """What a group is called, by the values that pick it out; without any, all branches."""
    known = {
        "low": _("contacto bajo"),
        "high": _("contacto alto"),
        "modest": _("zona modesta"),
        "prosperous": _("zona próspera"),
    }
    return ", ".join(known.get(value, value) for value in values) or _("todas")


def _check(frame: pd.DataFrame, columns: list[str]) -> None:
    for column in columns:
        if column not in frame.columns:
            there = ", ".join(map(str, frame.columns))
            raise ValueError(_("No hay columna «{column}». Hay: {there}.", column=column, there=there))


def _panels(chart: Chart, number: int) -> list[Axes]:
    """So many panels in a row that share their axes, under the chart's title."""
    title = chart.axes.get_title(loc="left")
    chart.axes.remove()
    found = list(chart.figure.subplots(1, number, sharex=True, sharey=True, squeeze=False)[0])
    for axes in found:
        axes.spines[["top", "right"]].set_visible(False)
    chart.figure.suptitle(title, x=0.01, ha="left", fontsize=11, fontweight="bold")
    chart.axes = found[0]
    return found


def _draw(axes: Axes, x: np.ndarray, y: np.ndarray, place: int, label: str) -> None:
    """The points of a group in its sign, and the line that fits them best."""
    marker, colour, filled, dashes = _SIGNS[place]
    axes.scatter(
        x, y, s=16, marker=marker, alpha=0.45, edgecolors=colour, facecolors=colour if filled else "none"
    )
    ends = np.array([x.min(), x.max()])
    slope, start = np.polyfit(x, y, 1)
    axes.plot(ends, start + slope * ends, color="white", linewidth=4)
    axes.plot(
        ends,
        start + slope * ends,
        color="black",
        linestyle=dashes,
        linewidth=2,
        marker=marker,
        markerfacecolor=colour if filled else "white",
        label=label,
    )
