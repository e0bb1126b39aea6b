"""What a process delivers against what it gets right first time, step by step: the gap is rework."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dosclientes.language.numerals import numeral
from dosclientes.language.translation import gettext as _
from dosclientes.measures import sixsigma
from dosclientes.plots.captions import caption
from dosclientes.plots.chart import COLOURS, Chart

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = ("entered", "scrapped", "fpy")


def yields(steps: pd.DataFrame, truth: Mapping[str, Any], name: str) -> Chart:
    """One line a step, from the share right first time to the share delivered, and one for all steps.

    `steps` has a row a step with `entered` and `scrapped` (counts) and `fpy` (0 to 1); `truth` is that of the
    data set "units", whose yields are marked. `name` is the id of the caption. Raises ValueError for a missing
    column and for an unknown id.
    """
    missing = [column for column in _COLUMNS if column not in steps.columns]
    if missing:
        raise ValueError(_("Faltan columnas: {names}.", names=", ".join(missing)))
    passed = 1 - steps["scrapped"] / steps["entered"]
    rows = [
        (_step(str(step)), steps["fpy"][step], passed[step], truth["yield"].get(step)) for step in steps.index
    ]
    total = sixsigma.rolled_throughput_yield(steps["fpy"])
    rows.append((_("los tres pasos"), total, passed.prod(), truth["rolled_yield"]))
    chart = Chart(caption(name), height=3.6)
    for place, (_label, first, delivered, true) in enumerate(rows):
        _line(chart, -place, 100 * first, 100 * delivered, None if true is None else 100 * true)
    chart.axes.set_yticks([-place for place in range(len(rows))], [row[0] for row in rows])
    chart.axes.set(xticks=range(85, 101, 5), xlim=(82, 102), ylim=(-len(rows) + 0.4, 0.6))
    _legend(chart)
    told = "; ".join(_told(*row[:3]) for row in rows)
    chart.spoken = f"{chart.spoken}. {told}."
    return chart


def _line(chart: Chart, y: float, first: float, delivered: float, true: float | None) -> None:
    axes = chart.axes
    axes.plot([first, delivered], [y, y], color=COLOURS["neutral"], linewidth=5, alpha=0.35, zorder=1)
    axes.plot(first, y, "o", color=COLOURS["mark"], markersize=10)
    axes.plot(delivered, y, "s", color="white", markeredgecolor="black", markeredgewidth=1.8, markersize=9)
    left = first if true is None else min(first, true)
    near: dict[str, Any] = {"textcoords": "offset points", "va": "center"}
    axes.annotate(numeral(first, 1), (left, y), (-10, 0), ha="right", **near)
    axes.annotate(numeral(delivered, 1), (delivered, y), (10, 0), **near)
    if true is not None:
        axes.plot(true, y, "|", color="black", markersize=26, markeredgewidth=1.8)


def _legend(chart: Chart) -> None:
    axes = chart.axes
    axes.plot([], [], "o", color=COLOURS["mark"], markersize=9, label=_("bien a la primera"))
    axes.plot(
        [], [], "s", color="white", markeredgecolor="black", markersize=8, label=_("sale, con lo repetido")
    )
    axes.plot([], [], "|", color="black", markersize=14, markeredgewidth=1.8, linestyle="", label=_("verdad"))
    axes.legend(loc="upper center", bbox_to_anchor=(0.45, -0.2), ncols=3, frameon=False)


def _told(label: str, first: float, delivered: float) -> str:
    return _(
        "{step}: {first} % bien a la primera, {delivered} % sale",
        step=label,
        first=numeral(100 * first, 1),
        delivered=numeral(100 * delivered, 1),
    )


def _step(name: str) -> str:
    return {
        "draw": _("extraer la muestra"),
        "analyse": _("analizarla"),
        "report": _("informar"),
    }.get(name, name)
