"""Numbers written for readers, with the decimal and thousands signs of their language."""

from __future__ import annotations

from dosclientes.language.translation import gettext as _

__all__ = ["numeral", "signs", "typed_number"]

_GROUPED_FROM = 10_000


def signs() -> tuple[str, str]:
    """How the reader's language sets thousands apart, and its decimal sign."""
    sample = _("12\u00a0345,6")  # the translator writes this number as the language does
    return sample[2], sample[-2]


def typed_number(value: float) -> str:
    """`value` as one types it: all its digits, with the decimal sign of the language and no other."""
    return f"{value:.10g}".replace(".", signs()[1])


def numeral(value: float, digits: int = 0) -> str:
    """`value` with so many `digits` after the decimal sign; thousands are set apart from 10 000 on."""
    thousands, decimal = signs()
    grouped = "," if abs(round(value, digits)) >= _GROUPED_FROM else ""
    written = {",": thousands, ".": decimal}
    return "".join(written.get(sign, sign) for sign in f"{value:{grouped}.{digits}f}")
