"""What improvements cost and brought: a point for each, by whom it serves, with the usual effort and impact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dosclientes.language.translation import gettext as _
from dosclientes.plots.captions import caption
from dosclientes.plots.chart import COLOURS, Chart

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = ("target", "effort", "impact")


def tried(actions: pd.DataFrame, name: str) -> Chart:
    """Each row of `actions` at its `effort` and `impact`, on logarithmic axes, with lines at their medians.

    Rows of target "internal" are filled circles, those of "external" open diamonds. `name` is the id of the
    caption. Raises ValueError if a column is missing or there is no row.
    """
    missing = [column for column in _COLUMNS if column not in actions]
    if missing:
        raise ValueError(_("Faltan columnas para dibujar: {names}.", names=", ".join(missing)))
    if actions.empty:
        raise ValueError(_("No hay ninguna fila que dibujar."))
    chart = Chart(caption(name), height=3.9)
    names = {"internal": _("para clientes internos"), "external": _("para clientes externos")}
    for target, words in names.items():
        group = actions[actions.target == target]
        inside = target == "internal"
        chart.axes.scatter(
            group.effort,
            group.impact,
            marker="o" if inside else "D",
            facecolor=COLOURS[target] if inside else "none",
            edgecolor=COLOURS[target],
            linewidth=1.5,
            label=words,
        )
    effort, impact = actions.effort.median(), actions.impact.median()
    chart.axes.axvline(effort, color="black", linestyle=":", linewidth=1.2)
    chart.axes.axhline(impact, color="black", linestyle=":", linewidth=1.2)
    chart.axes.set(xscale="log", yscale="log", xticks=[2, 5, 10, 20, 50], yticks=[3, 5, 10, 20, 40])
    chart.axes.minorticks_off()
    chart.axes.xaxis.set_major_formatter("{x:.0f}")
    chart.axes.yaxis.set_major_formatter("{x:.0f}")
    chart.axes.legend(loc="lower right")
    chart.spoken = f"{chart.spoken} {_told(actions, effort, impact)}"
    return chart


def _told(actions: pd.DataFrame, effort: float, impact: float) -> str:
    easy, strong = actions.effort <= effort, actions.impact >= impact
    return _(
        "De {total} acciones, con poco esfuerzo y mucho impacto: {first}; mucho y mucho: {plan}; poco y poco: {fill}; "
        "mucho esfuerzo y poco impacto: {drop}.",
        total=len(actions),
        first=int((easy & strong).sum()),
        plan=int((~easy & strong).sum()),
        fill=int((easy & ~strong).sum()),
        drop=int((~easy & ~strong).sum()),
    )
