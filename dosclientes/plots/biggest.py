"""Who is whose biggest customer, by two measures at once: bars to the left and to the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dosclientes.language.translation import gettext as _
from dosclientes.plots.captions import caption
from dosclientes.plots.chart import COLOURS, Chart
from dosclientes.plots.names import shown

if TYPE_CHECKING:
    import pandas as pd


def biggest(amounts: pd.DataFrame, name: str) -> Chart:
    """For each provider, its customers' shares of two amounts; the biggest of each side is filled and starred.

    The index of `amounts` holds ids of provider and customer; its first column goes to the left, its second
    to the right. `name` is the id of the caption. Raises ValueError for an unknown one, and unless there are
    two columns.
    """
    if len(amounts.columns) != 2:
        raise ValueError(_("Hacen falta dos columnas, y hay {number}.", number=len(amounts.columns)))
    shares = 100 * amounts / amounts.groupby(level=0).transform("sum")
    chart = Chart(
        caption(name), height=1.3 + 0.26 * (len(shares) + shares.index.get_level_values(0).nunique())
    )
    ticks: list[tuple[float, str, bool]] = []
    told = []
    place = 0.0
    for provider, group in shares.groupby(level=0, sort=False):
        group = group.droplevel(0).sort_values(shares.columns[0], ascending=False)
        ticks.append((place, f"{shown(provider)} →", True))
        told.append(_told(str(provider), group))
        for customer, row in group.iterrows():
            place += 1
            ticks.append((place, shown(customer), False))
            _draw(chart, place, row, group)
        place += 1.35
    _finish(chart, ticks, [_words().get(str(each), str(each)) for each in shares.columns])
    chart.spoken = f"{chart.spoken} {' '.join(told)}"
    return chart


def _draw(chart: Chart, place: float, row: pd.Series, group: pd.DataFrame) -> None:
    """A customer's two bars, each with its number."""
    for way, column in zip((-1, 1), group.columns, strict=True):
        first = row[column] == group[column].max()
        face = COLOURS["internal"] if first else "white"
        chart.axes.barh(place, way * row[column], 0.78, color=face, edgecolor=COLOURS["internal"])
        text = f"{row[column]:.0f} %{' ★' if first else ''}"
        side = "right" if way < 0 else "left"
        chart.axes.text(way * (row[column] + 2), place, text, ha=side, va="center", fontsize=9)


def _finish(chart: Chart, ticks: list[tuple[float, str, bool]], words: list[str]) -> None:
    """Names at the left, the two measures on top, the middle line."""
    chart.axes.set_yticks([place for place, _text, _bold in ticks], [text for _place, text, _bold in ticks])
    for label, (_place, _text, bold) in zip(chart.axes.get_yticklabels(), ticks, strict=True):
        label.set_fontweight("bold" if bold else "normal")
    chart.axes.tick_params(axis="y", length=0)
    chart.axes.axvline(0, color="black", linewidth=1)
    chart.axes.set(xlim=(-108, 108), xticks=[], ylim=(ticks[-1][0] + 0.7, -1.2))
    chart.axes.spines[["left", "bottom"]].set_visible(False)
    left, right = words
    chart.axes.text(-4, -0.75, f"← {left}", ha="right", fontweight="bold")
    chart.axes.text(4, -0.75, f"{right} →", ha="left", fontweight="bold")


def _told(provider: str, group: pd.DataFrame) -> str:
    """A provider's biggest customer by each measure."""
    firsts = [
        f"{_words().get(str(column), str(column))}, {shown(group[column].idxmax())} ({group[column].max():.0f} %)"
        for column in group.columns
    ]
    return _(
        "{provider}: mayor cliente por {first}; por {last}.",
        provider=_capital(shown(provider)),
        first=firsts[0],
        last=firsts[1],
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _words() -> dict[str, str]:
    return {"requests": _("peticiones"), "hours": _("horas de espera")}
