"""Comparing numbers, and knowing the slips that lead to a wrong one."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial

from dosclientes.language.translation import gettext

_ = partial(gettext, catalog="graded")

TOLERANCE = 1e-3
"""Relative: an answer may be off by one in a thousand."""


def near(found: float, wanted: float, absolute: float = 1e-9) -> bool:
    """Whether two numbers are the same for us; numbers near 0, such as correlations, may be `absolute` apart too."""
    return math.isclose(found, wanted, rel_tol=TOLERANCE, abs_tol=absolute)


def slip(pairs: Mapping[float, str], found: float, absolute: float = 1e-9) -> str:
    """What to say of a number that somebody gets by a known slip."""
    hits = [told for value, told in pairs.items() if near(found, value, absolute)]
    return hits[0] if hits else _("El número no es el que sale de la definición. Escribe la cuenta en papel.")
