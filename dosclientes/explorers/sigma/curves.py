"""Lesson 06: two bell curves and the customer's limit, and the numbers that belong to them."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.colors import to_rgba

from dosclientes.language.numerals import numeral
from dosclientes.language.translation import gettext as _
from dosclientes.measures import sixsigma
from dosclientes.plots import COLOURS, Chart
from dosclientes.plots.captions import caption

__all__ = ["LIMIT", "SHIFT", "TARGET", "centre", "curves", "per_million", "share"]

TARGET, LIMIT = 5.0, 8.0
"""Degrees: where a vaccine fridge should stand, and what its customer no longer accepts."""
SHIFT = 1.5

_LOW, _HIGH = -1.0, 14.0


def centre(level: float, shift: float) -> float:
    """Where the curve stands, in degrees, once it has drifted by `shift` sigmas towards the limit."""
    return TARGET + shift * (LIMIT - TARGET) / level


def per_million(level: float, shift: float) -> str:
    """The defects per million of a level, as one would say them."""
    rate = sixsigma.dpmo_from_sigma(level, shift)
    if rate < 0.01:
        return _("menos de {number}", number=numeral(0.01, 2))
    return numeral(rate, 0 if rate >= 100 else 1 if rate >= 1 else 2)


def share(level: float, shift: float) -> str:
    """The percentage within the limit, never rounded up to all of them."""
    lost = sixsigma.dpmo_from_sigma(level, shift) / sixsigma.MILLION
    if lost < 1e-8:
        return _("más de {number} %", number=numeral(99.9999, 4))
    digits = max(1, int(np.ceil(-np.log10(lost))) - 1)
    return _("{number} %", number=numeral(100 * (1 - lost), digits))


def curves(level: float, shifted: bool) -> Chart:
    """The short-term curve, centred, and with `shifted` the long-term one; what passes the limit is hatched."""
    chart = Chart(caption("fridge"), height=3.4)
    axes, sigma = chart.axes, (LIMIT - TARGET) / level
    _curve(axes, TARGET, sigma, "neutral", "-", "..", _("corto plazo: centrada"))
    if shifted:
        moved = centre(level, SHIFT)
        _curve(axes, moved, sigma, "mark", "--", "//", _("largo plazo: desplazada 1,5 sigmas"))
    top = max(0.46, 1.1 * _density(TARGET, TARGET, sigma))
    axes.axvline(LIMIT, color="black", linewidth=2)
    axes.text(LIMIT + 0.12, top * 0.97, _("límite del cliente: 8 °C"), va="top")
    axes.set(xlim=(_LOW, _HIGH), ylim=(0, top), yticks=[])
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.17), ncols=2, frameon=False)
    chart.spoken = _spoken(level, shifted)
    return chart


def _curve(axes: Any, middle: float, sigma: float, colour: str, line: str, hatch: str, words: str) -> None:
    x = np.linspace(_LOW, _HIGH, 600)
    y = _density(x, middle, sigma)
    axes.plot(x, y, line, color=COLOURS[colour], linewidth=2.2, label=words)
    face = to_rgba(COLOURS[colour], 0.25)
    axes.fill_between(x, y, where=x >= LIMIT, facecolor=face, hatch=hatch, edgecolor=COLOURS[colour])


def _density(x: Any, middle: float, sigma: float) -> Any:
    return np.exp(-0.5 * ((x - middle) / sigma) ** 2) / (sigma * np.sqrt(2 * np.pi))


def _spoken(level: float, shifted: bool) -> str:
    text = _(
        "Una campana centrada en 5 °C y una línea vertical en 8 °C, el límite del cliente, a {level} sigmas "
        "del centro. Pasan del límite {rate} de cada millón de lecturas.",
        level=numeral(level, 1),
        rate=per_million(level, 0),
    )
    if not shifted:
        return text
    return f"{text} " + _(
        "Otra campana igual de ancha, de trazo discontinuo, está centrada en {middle} °C: de ella pasan {rate}.",
        middle=numeral(centre(level, SHIFT), 1),
        rate=per_million(level, SHIFT),
    )
