"""Classical test theory: how hard a question is, what it tells apart, how reliable the points of an assignment are."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy import special

from dosclientes.insight.count.estimates import LEVEL, Estimate, Vector, correlation, difference, proportion
from dosclientes.insight.read.model import Points
from dosclientes.measures import cronbach_alpha

__all__ = ["QuestionCount", "Reliability", "discrimination", "questions", "reliability", "rest"]

KELLEY = 0.27
"""The share of the class in either group; Kelley, *Journal of Educational Psychology* 30 (1939), shows why."""
_KNOWN = 0.5
"""A question counts in sums when at least this share of the class has its points."""


@dataclass(frozen=True)
class QuestionCount:
    """What is reckoned of one question.

    Attributes:
        mean: of the share of its points.
        spread: standard deviation of that share.
        rest: correlation with the points of all other questions.
        tells: mean of the upper group minus that of the lower one (see `discrimination`).
        waiting: people whose points a person has still to give.
    """

    mean: Estimate
    spread: float
    rest: Estimate
    tells: Estimate
    waiting: int


@dataclass(frozen=True)
class Reliability:
    """Cronbach's alpha, the standard error of measurement in points, and how many questions and people they come
    from.
    """

    alpha: Estimate
    error: float
    questions: int


def questions(points: Points, full: Vector) -> list[QuestionCount]:
    """One QuestionCount for each column of `points`; `full` is what each column can give."""
    found = []
    for column, most in enumerate(full):
        share, others = points[:, column] / most, rest(points, column)
        known = share[~np.isnan(share)]
        found.append(
            QuestionCount(
                proportion(share),
                float(known.std(ddof=1)) if len(known) > 1 else np.nan,
                correlation(share, others),
                discrimination(share, others),
                int(np.isnan(share).sum()),
            )
        )
    return found


def rest(points: Points, column: int) -> Vector:
    """Each person's points in all questions but one; NaN for whom one of them is missing.

    Leaving the question out keeps it from agreeing with itself (the corrected item-total correlation: Henrysson,
    *Psychometrika* 28 (1963)). A question that most of the class still waits for is left out of the sum.
    """
    counted = _known_enough(points)
    counted[column] = False
    if not counted.any():
        return np.full(len(points), np.nan)
    return np.asarray(points[:, counted].sum(axis=1))


def discrimination(share: Vector, others: Vector) -> Estimate:
    """How much more of a question the upper 27 % of the class has than the lower 27 %, ranked by the other questions.

    Kelley's groups. People level at the edge of a group each count in part, so that no order among them matters. The
    limits are those of two groups of 27 % of the class, rounded down.
    """
    both = ~(np.isnan(share) | np.isnan(others))
    x, ranked = share[both], others[both]
    size = KELLEY * len(x)
    if size < 1:
        return Estimate(np.nan, np.nan, np.nan, len(x))
    ends = []
    for sign in (1, -1):
        weights = _first(-sign * ranked, size)
        mean = float((weights * x).sum() / size)
        # the mean with as many people behind it as the group has
        end = proportion(np.full(int(size), mean))
        ends.append(end)
    told = difference(*ends)
    return Estimate(told.value, told.low, told.high, len(x))


def reliability(points: Points) -> Reliability | None:
    """Alpha over those with all points, or None where there is none: too few people or questions, or equal totals.

    Alpha is Cronbach's (*Psychometrika* 16 (1951)), its interval Feldt's (*Psychometrika* 30 (1965) 357): (1 − α) is
    (1 − a) times F with n − 1 and (n − 1)(k − 1) degrees of freedom. The standard error of measurement is the
    standard deviation of the sum times √(1 − α) (Lord and Novick, *Statistical Theories of Mental Test Scores*
    (1968)). Questions in which everybody has the same are in it: they add no variance.
    """
    counted = points[:, _known_enough(points)] if len(points) else points
    whole = counted[~np.isnan(counted).any(axis=1)]
    n, k = whole.shape
    if n < 3 or k < 2:
        return None
    try:
        alpha = cronbach_alpha(whole)
    except ValueError:
        return None
    degrees = (n - 1, (n - 1) * (k - 1))
    tail = (1 - LEVEL) / 2
    low, high = (1 - (1 - alpha) * float(special.fdtri(*degrees, at)) for at in (1 - tail, tail))
    spread = float(whole.sum(axis=1).std(ddof=1))
    return Reliability(Estimate(alpha, low, high, n), spread * sqrt(max(0.0, 1 - alpha)), k)


def _known_enough(points: Points) -> np.ndarray:
    return np.asarray((~np.isnan(points)).mean(axis=0) >= _KNOWN)


def _first(keys: Vector, size: float) -> Vector:
    """How far each person is among the first `size` by `keys`: 1, 0, or the same part for all who are level at the
    edge.
    """
    weights = np.zeros(len(keys))
    left = size
    for value in np.unique(keys):
        level = keys == value
        part = min(1.0, left / level.sum())
        weights[level] = part
        left -= part * level.sum()
        if left <= 1e-12:
            break
    return weights
