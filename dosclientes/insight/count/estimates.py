"""An estimate and how far it can be trusted: proportions, differences of proportions, correlations."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import special  # scipy.stats has the same and takes a second to load

__all__ = ["FEW", "LEVEL", "Estimate", "Vector", "correlation", "difference", "proportion"]

Vector = NDArray[np.float64]
LEVEL = 0.95
"""How often an interval is meant to hold the truth."""
FEW = 10
"""With fewer people a coefficient says nothing, and is not shown."""


@dataclass(frozen=True)
class Estimate:
    """A value, the limits of its interval at LEVEL, and the number of people it comes from."""

    value: float
    low: float
    high: float
    n: int

    @property
    def says_nothing(self) -> bool:
        """Whether there are too few people behind it to show it."""
        return self.n < FEW or bool(np.isnan(self.value))


NONE = Estimate(np.nan, np.nan, np.nan, 0)


def proportion(values: Vector) -> Estimate:
    """The mean of shares from 0 to 1, missing ones left out, with Wilson's interval.

    For right or wrong it is Wilson's (Wilson, *JASA* 22 (1927), formula as in Newcombe, *Statistics in Medicine* 17
    (1998) 857, method 3); for shares in between, whose variance is smaller, it is wider than it need be.
    """
    known = values[~np.isnan(values)]
    n = len(known)
    if n == 0:
        return NONE
    p, z = float(known.mean()), _z()
    middle, half = 2 * n * p + z * z, z * sqrt(z * z + 4 * n * p * (1 - p))
    low, high = ((middle + sign * half) / (2 * (n + z * z)) for sign in (-1, 1))
    return Estimate(p, max(0.0, min(low, p)), min(1.0, max(high, p)), n)


def difference(first: Estimate, second: Estimate) -> Estimate:
    """The first proportion minus the second, of two groups of people.

    Newcombe's hybrid of Wilson's intervals: *Statistics in Medicine* 17 (1998) 873, method 10.
    """
    value = first.value - second.value
    down = sqrt((first.value - first.low) ** 2 + (second.high - second.value) ** 2)
    up = sqrt((first.high - first.value) ** 2 + (second.value - second.low) ** 2)
    return Estimate(value, value - down, value + up, first.n + second.n)


def correlation(first: Vector, second: Vector) -> Estimate:
    """Pearson's correlation over the people who have both values; NaN if either does not vary.

    The interval is symmetric on Fisher's scale z = artanh r. Its standard error is the larger of Fisher's, 1/√(n −
    3), which supposes normal values, and the one that supposes no distribution (Steiger and Hakstian, *British
    Journal of Mathematical and Statistical Psychology* 35 (1982)): the root of the mean of (uv − r(u² + v²)/2)²,
    with u and v standardised, by √n (1 − r²). Points of a question are not normal, and small classes are small.
    """
    both = ~(np.isnan(first) | np.isnan(second))
    x, y = first[both], second[both]
    n = len(x)
    if n < 4 or np.ptp(x) < 1e-12 or np.ptp(y) < 1e-12:
        return Estimate(np.nan, np.nan, np.nan, n)
    u, v = ((one - one.mean()) / one.std() for one in (x, y))
    r = float(np.clip((u * v).mean(), -1, 1))
    if 1 - abs(r) < 1e-12:
        return Estimate(r, r, r, n)
    free = float((u * v - r * (u * u + v * v) / 2).std(ddof=1)) / sqrt(n) / (1 - r * r)
    half = float(special.stdtrit(n - 2, 0.5 + LEVEL / 2)) * max(free, 1 / sqrt(n - 3))
    middle = np.arctanh(r)
    return Estimate(r, float(np.tanh(middle - half)), float(np.tanh(middle + half)), n)


def _z() -> float:
    return float(special.ndtri(0.5 + LEVEL / 2))
