"""How each group divides into internal and external: bars of equal length in two parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.ticker import PercentFormatter

from dosclientes.language.translation import gettext as _
from dosclientes.plots.captions import caption
from dosclientes.plots.chart import COLOURS, Chart
from dosclientes.plots.names import shown

if TYPE_CHECKING:
    import pandas as pd

_KINDS = ("internal", "external")


def sides(counts: pd.DataFrame, name: str) -> Chart:
    """One bar for each row of `counts`, in which internal (left) and external (right) share 100 %.

    `counts` has the columns "internal" and "external", as `pd.crosstab(..., tickets.type)` gives them, and
    a dotted line marks the share of internal among all. `name` is the id of the caption. Raises ValueError
    for an unknown id and for other columns.
    """
    if set(counts.columns) != set(_KINDS):
        raise ValueError(_("Hacen falta las columnas «internal» y «external», y ninguna más."))
    shares = counts.div(counts.sum(axis=1), axis=0).sort_values("internal", kind="stable")
    chart = Chart(caption(name), height=1.7 + 0.42 * len(shares))
    for kind, words in zip(_KINDS, (_("internos"), _("externos")), strict=True):
        _draw(chart, shares, counts, kind, words)
    overall = counts["internal"].sum() / counts.to_numpy().sum()
    chart.axes.axvline(overall, color="black", linestyle=":", linewidth=1.8)
    chart.axes.xaxis.set_major_formatter(PercentFormatter(1))
    chart.axes.legend(loc="upper left", ncols=2, frameon=False)
    chart.axes.set(xlim=(0, 1), ylim=(-0.6, len(shares) + 0.2))  # the legend stands in the room above
    told = ", ".join(
        _("{group}: {share} % internos", group=_value(each), share=f"{100 * share:.0f}")
        for each, share in shares["internal"][::-1].items()
    )
    chart.spoken = f"{chart.spoken}. {told}. " + _("En total, {share} %.", share=f"{100 * overall:.0f}")
    return chart


def _draw(chart: Chart, shares: pd.DataFrame, counts: pd.DataFrame, kind: str, words: str) -> None:
    """The part of each bar that belongs to one kind, with its count."""
    left = shares["internal"] if kind == "external" else None
    groups = [_value(each) for each in shares.index]
    drawn = chart.axes.barh(groups, shares[kind], left=left, color=COLOURS[kind], label=words)
    if kind == "external":
        for bar in drawn:
            bar.set(hatch="//", edgecolor="white", linewidth=0)
    numbers = [f"{count:g}" if count else "" for count in counts.loc[shares.index, kind]]
    for text in chart.axes.bar_label(drawn, labels=numbers, label_type="center"):
        if text.get_text():
            text.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1.5})


def _value(value: object) -> str:
    """An entry of the tickets' columns as people read it."""
    return _values().get(str(value)) or shown(value)


def _values() -> dict[str, str]:
    return {
        "information": _("información"),
        "repair": _("reparación"),
        "appointment": _("cita"),
        "supply": _("suministro"),
        "portal": _("portal"),
        "phone": _("teléfono"),
        "desk": _("mostrador"),
        "email": _("correo"),
    }
