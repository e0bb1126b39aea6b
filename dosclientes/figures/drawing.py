"""A few shapes with which lessons draw: boxes, arrows, boundaries, as SVG that follows the theme.

Internal is blue with a solid border and external orange with a dashed one, everywhere in the course.
"""

from __future__ import annotations

import textwrap
from html import escape
from itertools import count

_INK = "var(--jp-content-font-color1, #212121)"
_PAPER = "var(--jp-layout-color1, #fff)"
_SIDES = {
    "internal": ("var(--dc-internal, #0072b2)", "none"),
    "external": ("var(--dc-external, #b35900)", "7 4"),
    "neutral": (_INK, "none"),
}
_FONT = 15
_LINE = 20
_CHARACTER = 7.6  # a mean character's width in pixels at this size
_LEAST = 11.25
"""A narrow page scrolls rather than shrink a picture's letters below so many pixels."""
_ids = count()


class Picture:
    """A drawing `width` by `height` pixels, with a `title` and a `description` for those who cannot see it."""

    smallest = _FONT
    """The height of the smallest letters in it, in pixels."""

    def __init__(self, width: int, height: int, title: str, description: str) -> None:
        self._size = (width, height)
        self._title, self._description = title, description
        self._parts: list[str] = []
        self._name = f"dc-picture-{next(_ids)}"

    def box(self, x: float, y: float, width: float, height: float, text: str, side: str = "neutral") -> None:
        """A box with centred text; `side` is "internal", "external" or "neutral"."""
        colour, dash = _SIDES[side]
        self._parts.append(
            f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="8" fill="{_PAPER}" '
            f'style="stroke:{colour};fill:{_PAPER}" stroke-width="2.5" stroke-dasharray="{dash}"/>'
        )
        self.text(x + width / 2, y + height / 2, text, width=width - 16)

    def text(self, x: float, y: float, text: str, width: float = 1e9, *, bold: bool = False) -> None:
        """Text centred at a point, wrapped to `width` pixels."""
        fitting = max(6, int(min(width, 2000) / _CHARACTER))
        lines = [part for line in text.split("\n") for part in textwrap.wrap(line, fitting) or [""]]
        top = y - (len(lines) - 1) * _LINE / 2
        weight = "600" if bold else "400"
        for number, line in enumerate(lines):
            self._parts.append(
                f'<text x="{x}" y="{top + number * _LINE}" text-anchor="middle" dominant-baseline="central" '
                f'font-size="{_FONT}" font-weight="{weight}" style="fill:{_INK}">{escape(line)}</text>'
            )

    def arrow(self, x1: float, y1: float, x2: float, y2: float, text: str = "", width: float = 1e9) -> None:
        """A straight arrow, with text above its middle."""
        self._parts.append(
            f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" style="stroke:{_INK}" stroke-width="2" '
            f'marker-end="url(#{self._name}-head)"/>'
        )
        if text:
            self.text((x1 + x2) / 2, min(y1, y2) - 16, text, width)

    def boundary(self, x: float, y: float, width: float, height: float, text: str) -> None:
        """The dotted line of a declared boundary, with its name at the top left."""
        self._parts.append(
            f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="14" fill="none" '
            f'style="stroke:{_INK}" stroke-width="1.5" stroke-dasharray="2 5"/>'
        )
        self._parts.append(
            f'<text x="{x + 14}" y="{y + 20}" font-size="{_FONT}" font-style="italic" '
            f'style="fill:{_INK}">{escape(text)}</text>'
        )

    def _repr_html_(self) -> str:
        width, height = self._size
        least = min(width, round(_LEAST / self.smallest * width))
        return (
            f'<svg class="dc-picture" viewBox="0 0 {width} {height}" role="img" '
            f'aria-labelledby="{self._name}-title {self._name}-text" xmlns="http://www.w3.org/2000/svg" '
            f'style="width:100%;min-width:{least}px;max-width:{width}px;height:auto;'
            'font-family:var(--jp-content-font-family,sans-serif)">'
            f'<title id="{self._name}-title">{escape(self._title)}</title>'
            f'<desc id="{self._name}-text">{escape(self._description)}</desc>'
            f'<defs><marker id="{self._name}-head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" '
            f'markerHeight="8" orient="auto-start-reverse"><path d="M0 0 10 5 0 10z" style="fill:{_INK}"/>'
            f"</marker></defs>{''.join(self._parts)}</svg>"
        )

    def __repr__(self) -> str:
        return f"{self._title}\n{self._description}"
