"""Numbers and intervals as people read them, in their language."""

from __future__ import annotations

from math import isnan

from dosclientes.insight.count.estimates import FEW, Estimate
from dosclientes.language.numerals import numeral
from dosclientes.language.translation import gettext as _

__all__ = ["coefficient", "minutes", "number", "percent", "percent_between"]


def number(value: float, digits: int = 1) -> str:
    """With that many decimals; a dash for none."""
    # rounding first, so that what is nearly nothing has no minus sign
    return "–" if isnan(value) else numeral(round(value, digits) + 0.0, digits).replace("-", "−")


def percent(share: float) -> str:
    """A share from 0 to 1 in whole per cent."""
    return "–" if isnan(share) else f"{number(100 * share, 0)} %"


def percent_between(one: Estimate) -> str:
    """A share and its interval."""
    if one.n == 0:
        return "–"
    low, high = (number(100 * limit, 0) for limit in (one.low, one.high))
    return f"{percent(one.value)} ({_('de {low} a {high}', low=low, high=high)})"


def coefficient(one: Estimate) -> str:
    """A coefficient and its interval; in words where too few people are behind it or it cannot be reckoned."""
    if one.n < FEW:
        return _("muy pocas personas para decirlo ({n})", n=one.n)
    if isnan(one.value):
        return _("no se puede calcular: todos iguales")
    low, high = (number(limit, 2) for limit in (one.low, one.high))
    return f"{number(one.value, 2)} ({_('de {low} a {high}', low=low, high=high)})"


def minutes(spent: tuple[float, int] | None) -> str:
    """A median and of how many."""
    return f"{number(spent[0], 1)} (n = {spent[1]})" if spent else "–"
