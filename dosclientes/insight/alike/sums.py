"""How likely two people who worked alone agree as much as they do: weights of agreements, and the tail of their sum."""

from __future__ import annotations

import numpy as np

from dosclientes.insight.read.model import Points

__all__ = ["tail", "weighted"]

_STEPS = 10
"""Weights are counted in tenths, so that their sums are whole numbers."""


def weighted(chance: Points) -> Points:
    """What an agreement of this chance counts, a whole number: the more the rarer it is.

    log(1 + 1/chance) is its part in the likelihood ratio of copying half of everything and of copying nothing (Neyman
    and Pearson, *Philosophical Transactions* A 231 (1933)).
    """
    return np.asarray(np.round(_STEPS * np.log1p(1 / chance)))


def tail(chance: Points, weight: np.ndarray, least: np.ndarray) -> np.ndarray:
    """How likely the weights of independent events of these chances add up to `least` or more, row by row.

    Exactly, event by event, as in the generalized binomial test (van der Linden and Sotaridona, *Journal of
    Educational and Behavioral Statistics* 31 (2006) 283).
    """
    sums = np.arange(int(weight.sum(axis=1).max()) + 1)
    density = np.zeros((len(chance), len(sums)))
    density[:, 0] = 1
    for column in range(chance.shape[1]):
        rows = np.flatnonzero(weight[:, column])
        from_ = sums - weight[rows, column][:, None]
        moved = np.where(from_ >= 0, np.take_along_axis(density[rows], np.maximum(from_, 0), axis=1), 0)
        odds = chance[rows, column][:, None]
        density[rows] = density[rows] * (1 - odds) + moved * odds
    return np.asarray((density * (sums >= least[:, None])).sum(axis=1))
