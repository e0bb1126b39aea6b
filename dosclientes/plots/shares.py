"""Shares of several totals side by side, with a line to compare them with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dosclientes.language.translation import gettext as _
from dosclientes.plots.captions import caption
from dosclientes.plots.chart import Chart
from dosclientes.plots.names import shown

if TYPE_CHECKING:
    import pandas as pd

_LOOKS = [("#5f6b76", ""), ("#009e73", "//"), ("#cc79a7", "..")]  # neither of the two sides' colours


def shares(parts: pd.DataFrame, name: str, line: float | None = None) -> Chart:
    """One group of bars for each row of `parts`, one bar for each column; shares from 0 to 1 shown as %.

    `name` is the id of the caption, `line` a share at which to draw a line. Raises ValueError for an unknown
    caption, and for more than three columns.
    """
    if len(parts.columns) > len(_LOOKS):
        raise ValueError(
            _("Caben {most} columnas, y hay {given}.", most=len(_LOOKS), given=len(parts.columns))
        )
    chart, wide = Chart(caption(name), height=3.6), 0.8 / len(parts.columns)
    for number, column in enumerate(parts.columns):
        places = [row + wide * number for row in range(len(parts))]
        _draw(chart, places, parts[column] * 100, wide * 0.92, _LOOKS[number])
    middle = wide * (len(parts.columns) - 1) / 2
    chart.axes.set_xticks([row + middle for row in range(len(parts))], [_word(row) for row in parts.index])
    told = [
        f"{_word(row)}, {_word(column)}: {100 * parts.loc[row, column]:.0f} %"
        for row in parts.index
        for column in parts.columns
    ]
    if line is not None:
        chart.axes.axhline(line * 100, color="black", linestyle=":", linewidth=1.8)
        told.append(_("línea de puntos: {percent} %", percent=f"{line * 100:.0f}"))
    chart.axes.set_ylim(0, 125 * parts.to_numpy().max())  # the legend stands in the room above
    chart.axes.legend(loc="upper left", ncols=len(_LOOKS), frameon=False)
    chart.spoken = f"{chart.spoken}. {'; '.join(told)}."
    return chart


def _draw(chart: Chart, places: list[float], amounts: pd.Series, wide: float, look: tuple[str, str]) -> None:
    """One column's bars, each with its number."""
    colour, hatch = look
    bars = chart.axes.bar(places, amounts.to_numpy(), wide, label=_word(amounts.name), color=colour)
    for bar in bars:
        bar.set(hatch=hatch, edgecolor="white", linewidth=0)
    chart.axes.bar_label(bars, fmt="%.0f %%", padding=2, fontsize=9)


def _word(name: object) -> str:
    return _words().get(str(name)) or shown(name)


def _words() -> dict[str, str]:
    return {
        "customers": _("clientes"),
        "revenue": _("ingresos"),
        "margin": _("beneficio"),
        "loyal": _("leales"),
        "discount": _("de descuento"),
        "impulse": _("impulsivos"),
    }
