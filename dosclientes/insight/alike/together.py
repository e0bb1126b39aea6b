"""Answers and texts together: what neither says alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from dosclientes.insight.alike.answers import by_chance
from dosclientes.insight.alike.fingerprints import of_text
from dosclientes.insight.read.model import Group, Points

__all__ = ["TOGETHER", "Together", "alike_together"]

TOGETHER = 0.01
"""In how many classes without copying anybody is named: so few that answers alone and this stay below 0.05."""
_WORDS = 2
_FEWEST = 10
"""People without whom nobody knows what is usual."""
_UPPER, _FAR = 0.9, 0.99
_LEAST_NEAR, _LEAST_SCALE = 0.25, 0.03
"""Where most texts have nothing in common, a phrase that two share is still no copy."""
_WORTH = 0.001
"""The share of pairs with the nearest texts whose answers are looked at."""


@dataclass(frozen=True)
class Together:
    """Two people, by their rows, how near their texts are, from 0 to 1, and in which cells they wrote them."""

    first: int
    second: int
    near: float
    cells: tuple[str, ...]


def alike_together(group: Group) -> list[Together]:
    """Pairs whose texts and answers are, together, nearer than those of anybody in all but TOGETHER of classes.

    The chance of the texts (see `_rare`) and that of the answers (see `answers.by_chance`) are independent of each
    other for those who worked alone, and become one by Fisher's method (*Statistical Methods for Research Workers*,
    4th ed. (1932), § 21.1): of two, q(1 - log q), with q their product. That is corrected for all pairs.
    """
    own = _own(group)
    if sum(bool(mine) for mine in own) < _FEWEST:
        return []
    first, second, near, rare = _rare(own)
    both = rare * by_chance(group, first, second)
    pairs = len(own) * (len(own) - 1) / 2
    named = np.flatnonzero(both * (1 - np.log(both)) < TOGETHER / pairs)
    return [
        Together(int(first[at]), int(second[at]), float(near[at]), _cells(group, int(first[at])))
        for at in named
    ]


def _rare(people: Sequence[set[str]]) -> tuple[np.ndarray, np.ndarray, Points, Points]:
    """The pairs with the nearest texts: both rows, how near they are, and how likely two texts are so near.

    What is usual the class itself tells: the tail of all pairs is taken to be exponential, with the scale that lies
    between its upper tenth and its upper hundredth (peaks over a threshold: Pickands, *Annals of Statistics* 3 (1975)
    119). A few copies are no part of either quantile.
    """
    table = _cosines(people)
    first, second = np.triu_indices(len(people), k=1)
    near = table[first, second]
    upper, far = np.quantile(near, (_UPPER, _FAR))
    scale = max(float(far - upper) / np.log((1 - _UPPER) / (1 - _FAR)), _LEAST_SCALE)
    rare = (1 - _FAR) * np.exp(-(near - far) / scale)
    worth = np.flatnonzero((rare < _WORTH) & (near > _LEAST_NEAR))
    return first[worth], second[worth], near[worth], np.maximum(rare[worth], 1e-300)


def _cosines(people: Sequence[set[str]]) -> Points:
    """How near everybody's marks are to everybody's; 0 for who has none.

    The cosine of the marks, each weighted by log(people / those who have it) (Salton and Buckley, *Information
    Processing & Management* 24 (1988) 513).
    """
    place = {mark: column for column, mark in enumerate(sorted(set().union(*people)))}
    rows = np.repeat(np.arange(len(people)), [len(mine) for mine in people])
    columns = np.array([place[mark] for mine in people for mark in sorted(mine)], dtype=int)
    weights = np.log(len(people) / np.bincount(columns, minlength=len(place))[columns])
    lengths = np.sqrt(np.bincount(rows, weights**2, minlength=len(people)))
    # who has nothing but what everybody has is near to nobody
    values = weights / np.where(lengths > 0, lengths, 1)[rows]
    table = csr_array((values, (rows, columns)), shape=(len(people), len(place)))
    return np.asarray((table @ table.T).toarray())


def _own(group: Group) -> list[set[str]]:
    """Pairs of words in each person's texts that the task does not give."""
    given = {mark for text in group.given.values() for mark in of_text(text, _WORDS)}
    return [
        {mark for kind, text in one.written.values() if kind == "markdown" for mark in of_text(text, _WORDS)}
        - given
        for one in group.hand_ins
    ]


def _cells(group: Group, row: int) -> tuple[str, ...]:
    return tuple(
        sorted(cell for cell, (kind, _text) in group.hand_ins[row].written.items() if kind == "markdown")
    )
