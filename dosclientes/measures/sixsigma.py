"""Defects, yields and sigma levels, as Six Sigma counts them.

Every function takes numbers, lists, arrays or pandas Series, mixed at will, and gives back the same shape: a
float for numbers alone, a Series with its index if one was given, else an array. A missing value gives a
missing result. All raise ValueError, in the reader's language, for what is no number or cannot be.

Source of the formulas: Harry and Schroeder, *Six Sigma* (2000).
"""

from __future__ import annotations

from typing import Any, overload

import numpy as np

from dosclientes.language.translation import gettext as _
from dosclientes.measures import numeric
from dosclientes.measures.numeric import Numbers

__all__ = [
    "dpmo",
    "dpmo_from_sigma",
    "dpo",
    "dpu",
    "first_pass_yield",
    "rolled_throughput_yield",
    "sigma_level",
    "throughput_yield",
]

MILLION = 1e6


@overload
def dpu(defects: float, units: float) -> float: ...
@overload
def dpu(defects: Numbers, units: Numbers) -> Any: ...
def dpu(defects: Numbers, units: Numbers) -> Any:
    """Defects per unit, DPU = D / U. It may exceed 1: a unit can have several defects.

    `defects` and `units` are counts; the result is in defects per unit. Raises ValueError for negative
    defects, or no units.
    """
    (found, made), back = numeric.read(defects=defects, units=units)
    numeric.not_negative("defects", found)
    numeric.positive("units", made)
    return back(found / made)


@overload
def dpo(defects: float, units: float, opportunities: float) -> float: ...
@overload
def dpo(defects: Numbers, units: Numbers, opportunities: Numbers) -> Any: ...
def dpo(defects: Numbers, units: Numbers, opportunities: Numbers) -> Any:
    """Defects per opportunity, DPO = D / (U · O), from 0 to 1.

    `opportunities` is how many ways one unit has to go wrong. Counting more of them lowers the result without
    making anything better, so count only what matters to the customer and really can fail. Raises ValueError
    for negative defects, no units, no opportunities, or more defects than there were opportunities.
    """
    (found, made, ways), back = numeric.read(defects=defects, units=units, opportunities=opportunities)
    numeric.not_negative("defects", found)
    numeric.positive("units", made)
    numeric.positive("opportunities", ways)
    numeric.no_more_than("defects", found, "units · opportunities", made * ways)
    return back(found / (made * ways))


@overload
def dpmo(defects: float, units: float, opportunities: float) -> float: ...
@overload
def dpmo(defects: Numbers, units: Numbers, opportunities: Numbers) -> Any: ...
def dpmo(defects: Numbers, units: Numbers, opportunities: Numbers) -> Any:
    """Defects per million opportunities, DPMO = 10⁶ · DPO; arguments and errors as for `dpo`.

    >>> dpmo(12, 10, 60)
    20000.0
    """
    return dpo(defects, units, opportunities) * MILLION


@overload
def throughput_yield(dpu: float) -> float: ...
@overload
def throughput_yield(dpu: Numbers) -> Any: ...
def throughput_yield(dpu: Numbers) -> Any:
    """The share of units without any defect, exp(−DPU), from 0 to 1.

    It is the Poisson probability of no defect, so it supposes that defects fall on units independently.
    Raises ValueError for a negative `dpu`.
    """
    (rate,), back = numeric.read(dpu=dpu)
    numeric.not_negative("dpu", rate)
    return back(np.exp(-rate))


@overload
def first_pass_yield(units: float, reworked: float, scrapped: float) -> float: ...
@overload
def first_pass_yield(units: Numbers, reworked: Numbers, scrapped: Numbers) -> Any: ...
def first_pass_yield(units: Numbers, reworked: Numbers, scrapped: Numbers) -> Any:
    """The share of units right first time, (U − reworked − scrapped) / U, from 0 to 1.

    `units` entered the step; what was reworked counts as a failure although it was delivered in the end.
    Raises ValueError for negative counts, no units, or more failures than units.
    """
    (made, again, lost), back = numeric.read(units=units, reworked=reworked, scrapped=scrapped)
    numeric.positive("units", made)
    numeric.not_negative("reworked", again)
    numeric.not_negative("scrapped", lost)
    numeric.no_more_than("reworked + scrapped", again + lost, "units", made)
    return back((made - again - lost) / made)


def rolled_throughput_yield(yields: Numbers) -> float:
    """The share of units that pass every step without a defect: the product of the steps' yields.

    `yields` holds one yield a step, each from 0 to 1, and so is the result. With yields exp(−DPU) it is
    exp(−ΣDPU). Ten steps of .95 give .599. Raises ValueError for no step, a missing yield, or one outside 0
    to 1, such as a percentage.
    """
    steps = np.atleast_1d(numeric.read_one("yields", yields))
    if steps.ndim != 1 or steps.size == 0:
        raise ValueError(_("«yields» tiene que ser una lista con un rendimiento por paso."))
    if np.isnan(steps).any():
        raise ValueError(_("En «yields» falta el rendimiento de algún paso."))
    if (steps > 1).any() and (steps <= 100).all():
        raise ValueError(_("«yields» va de 0 a 1: si son porcentajes, divídelos por 100."))
    numeric.between("yields", steps, 0, 1)
    return float(np.prod(steps))


@overload
def sigma_level(dpmo: float, shift: float = 1.5) -> float: ...
@overload
def sigma_level(dpmo: Numbers, shift: Numbers = 1.5) -> Any: ...
def sigma_level(dpmo: Numbers, shift: Numbers = 1.5) -> Any:
    """The sigma level of a long-term `dpmo`: the z with that upper tail, plus `shift`.

    The shift of 1.5 for the drift of a process over time is a convention, and contested; 0 leaves it out.
    A `dpmo` of 0 gives ∞ and one of 10⁶ gives −∞. Raises ValueError for a `dpmo` outside 0 to 10⁶.

    >>> round(sigma_level(20_000), 3)
    3.554
    """
    (rate, moved), back = numeric.read(dpmo=dpmo, shift=shift)
    numeric.between("dpmo", rate, 0, MILLION)
    from scipy import special  # 0.2 s, and only these two functions need it

    return back(moved - special.ndtri(rate / MILLION))


@overload
def dpmo_from_sigma(sigma: float, shift: float = 1.5) -> float: ...
@overload
def dpmo_from_sigma(sigma: Numbers, shift: Numbers = 1.5) -> Any: ...
def dpmo_from_sigma(sigma: Numbers, shift: Numbers = 1.5) -> Any:
    """The long-term DPMO of a sigma level: 10⁶ times the normal upper tail beyond `sigma` − `shift`.

    One tail only, which is why 3 sigma give 66,807.2 and not the published 66,811, which adds the far tail.
    For `shift` see `sigma_level`, of which this is the inverse. Raises ValueError for what is no number.
    """
    (level, moved), back = numeric.read(sigma=sigma, shift=shift)
    from scipy import special

    return back(MILLION * special.ndtr(moved - level))
