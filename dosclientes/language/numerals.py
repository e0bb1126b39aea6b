"""Numbers written for readers, with the decimal and thousands signs of their language."""

from __future__ import annotations

from dosclientes.language.translation import gettext as _

__all__ = ["numeral"]

_GROUPED_FROM = 10_000


def numeral(value: float, digits: int = 0) -> str:
    """`value` with so many `digits` after the decimal sign; thousands are set apart from 10 000 on."""
    sample = _("12\u00a0345,6")  # the translator writes this number as the language does
    thousands, decimal = sample[2], sample[-2]
    grouped = "," if abs(round(value, digits)) >= _GROUPED_FROM else ""
    signs = {",": thousands, ".": decimal}
    return "".join(signs.get(sign, sign) for sign in f"{value:{grouped}.{digits}f}")
