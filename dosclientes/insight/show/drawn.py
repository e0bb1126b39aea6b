"""Pictures of a class as SVG that follows the page's colours. A table beside each says the same."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import count

import numpy as np

from dosclientes.insight.count.estimates import Estimate
from dosclientes.insight.read.model import Points
from dosclientes.insight.show.figures import number, percent
from dosclientes.language.translation import gettext as _

__all__ = ["intervals", "totals"]

_INK, _LINE, _BAR = "var(--text)", "var(--line)", "var(--link)"
_WIDTH, _LEFT, _RIGHT, _HIGH = 680, 250, 60, 26
_ids = count()


def intervals(title: str, rows: Sequence[tuple[str, Estimate]], truths: Sequence[float] = ()) -> str:
    """Shares with their intervals, one a row, on a scale from 0 to 100 %; a diamond for each true value, if known."""
    span = _WIDTH - _LEFT - _RIGHT
    parts = [
        _text(_LEFT + span * tick / 4, 14, f"{25 * tick} %", "middle")
        + _rule(_LEFT + span * tick / 4, 22, _LEFT + span * tick / 4, 26 + _HIGH * len(rows))
        for tick in range(5)
    ]
    told = []
    for place, (name, one) in enumerate(rows):
        y = 26 + _HIGH * (place + 0.5)
        parts.append(_text(_LEFT - 10, y, _short(name), "end"))
        told.append(f"{name}: {percent(one.value)}")
        if one.n:
            low, at, high = (_LEFT + span * value for value in (one.low, one.value, one.high))
            parts += [
                f'<line x1="{low:.1f}" y1="{y}" x2="{high:.1f}" y2="{y}" style="stroke:{_BAR}" stroke-width="3"/>',
                f'<circle cx="{at:.1f}" cy="{y}" r="6" style="fill:{_BAR}"/>',
                _text(_WIDTH - _RIGHT + 12, y, percent(one.value), "start"),
            ]
    parts += [
        _diamond(_LEFT + span * truth, 26 + _HIGH * (place + 0.5)) for place, truth in enumerate(truths)
    ]
    return _svg(title, "; ".join(told), 34 + _HIGH * len(rows), parts)


def totals(title: str, sums: Points, full: float) -> str:
    """How many people have how many points, in at most ten columns of equal width."""
    bins = min(10, max(2, int(full)))
    heights, edges = np.histogram(sums, bins=bins, range=(0, full))
    most, high, low = max(1, int(heights.max())), 150, 190
    wide = (_WIDTH - 40) / bins
    parts, told = [_rule(20, low, _WIDTH - 20, low)], []
    for place, people in enumerate(heights):
        x, tall = 20 + place * wide, high * people / most
        parts += [
            f'<rect x="{x + 3:.1f}" y="{low - tall:.1f}" width="{wide - 6:.1f}" height="{tall:.1f}" '
            f'style="fill:{_BAR}"/>',
            _text(x + wide / 2, low - tall - 10, str(people), "middle"),
        ]
        told.append(
            _(
                "de {low} a {high} puntos: {n}",
                low=_edge(edges[place]),
                high=_edge(edges[place + 1]),
                n=people,
            )
        )
    parts += [_text(20 + place * wide, low + 16, _edge(edge), "middle") for place, edge in enumerate(edges)]
    return _svg(title, "; ".join(told), 220, parts)


def _edge(value: float) -> str:
    return number(value, 0 if float(value).is_integer() else 1)


def _svg(title: str, told: str, height: float, parts: Sequence[str]) -> str:
    name = f"picture-{next(_ids)}"
    return (
        f'<p class="label">{escape(title)}</p>'
        f'<div class="scrolls" role="group" aria-label="{escape(title)}" tabindex="0">'
        f'<svg viewBox="0 0 {_WIDTH} {height:g}" role="img" aria-labelledby="{name}-title {name}-text" '
        'xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-text">{escape(told)}</desc>'
        f"{''.join(parts)}</svg></div>"
    )


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" dominant-baseline="central" font-size="14" '
        f'style="fill:{_INK}">{escape(words)}</text>'
    )


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" style="stroke:{_LINE}" stroke-width="1"/>'


def _diamond(x: float, y: float) -> str:
    return f'<path d="M{x:.1f} {y - 9:.1f} l6 9 l-6 9 l-6 -9 z" style="fill:none;stroke:{_INK}" stroke-width="2"/>'


def _short(text: str, most: int = 28) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
