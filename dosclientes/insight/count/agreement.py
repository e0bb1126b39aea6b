"""How two people who graded the same answers agree."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy import special

from dosclientes.insight.count.estimates import LEVEL, Estimate, Vector, proportion

__all__ = ["Agreement", "agreement"]


@dataclass(frozen=True)
class Agreement:
    """Of one question graded twice: how often the points are the same, the second's mean difference, weighted
    kappa.
    """

    same: Estimate
    difference: Estimate
    kappa: float


def agreement(first: Vector, second: Vector) -> Agreement | None:
    """Compare the points of two graders, person by person; None where fewer than two people have both.

    The difference is the second's points minus the first's, with Student's interval for paired values. Kappa has
    quadratic weights (Cohen, *Psychological Bulletin* 70 (1968) 213): 1 − mean squared difference / the mean
    squared difference of every point of one with every point of the other; it is NaN where neither varies.
    """
    both = ~(np.isnan(first) | np.isnan(second))
    x, y = first[both], second[both]
    n = len(x)
    if n < 2:
        return None
    apart = y - x
    half = float(special.stdtrit(n - 1, 0.5 + LEVEL / 2) * apart.std(ddof=1)) / sqrt(n)
    middle = float(apart.mean())
    by_chance = float(((x[:, None] - y[None, :]) ** 2).mean())
    kappa = 1 - float((apart**2).mean()) / by_chance if by_chance else np.nan
    return Agreement(
        proportion((apart == 0).astype(float)), Estimate(middle, middle - half, middle + half, n), kappa
    )
