"""A table of gaps, with the widest marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from dosclientes.language.numerals import numeral
from dosclientes.plots.captions import caption
from dosclientes.plots.chart import Chart
from dosclientes.plots.names import shown

if TYPE_CHECKING:
    import pandas as pd

_LIMIT = 2.0


def gaps(table: pd.DataFrame, name: str) -> Chart:
    """A cell for each row (a unit's id) and column (a question): its gap in figures, darker the wider.

    Orange is below what was expected, purple above, and each cell says its number; the widest has a frame.
    `name` is the id of the caption. Raises ValueError for an unknown one.
    """
    chart = Chart(caption(name), height=1.4 + 0.5 * len(table))
    units = [shown(unit) for unit in table.index]
    figures = table.to_numpy()
    chart.axes.imshow(figures, cmap="PuOr", vmin=-_LIMIT, vmax=_LIMIT, aspect="auto")
    chart.axes.set_xticks(range(table.shape[1]), [str(column) for column in table.columns])
    chart.axes.set_yticks(range(len(units)), units)
    for row, column in ((i, j) for i in range(len(units)) for j in range(table.shape[1])):
        gap = figures[row, column]
        colour = "white" if abs(gap) > _LIMIT * 0.6 else "black"
        chart.axes.text(column, row, numeral(round(gap, 1) + 0.0, 1), ha="center", va="center", color=colour)
    row, column = divmod(int(figures.argmin()), table.shape[1])
    corner = (column - 0.48, row - 0.48)
    chart.axes.add_patch(Rectangle(corner, 0.96, 0.96, fill=False, edgecolor="black", linewidth=2.5))
    lines = (
        f"{unit}: "
        + ", ".join(
            f"{c} {numeral(round(gap, 1) + 0.0, 1)}" for c, gap in zip(table.columns, line, strict=True)
        )
        for unit, line in zip(units, figures, strict=True)
    )
    chart.spoken = f"{chart.spoken}. {'; '.join(lines)}."
    return chart
