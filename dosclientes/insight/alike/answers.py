"""The same answers: how likely two people of their abilities give as many, and as rare ones, by themselves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from dosclientes.insight.alike.chances import Key, Marks, chances, marks
from dosclientes.insight.alike.sums import tail, weighted
from dosclientes.insight.read.model import Group, Points

__all__ = ["FALSE", "Shared", "by_chance", "shared_answers"]

FALSE = 0.05
"""In how many classes without copying anybody at all is named."""
_LEAST = 3
"""Wrong answers in common without which nobody is named: that two know the same is no surprise."""
_AT_ONCE = 2_000


@dataclass(frozen=True)
class Shared:
    """Two people, by their rows, the wrong answers they share, how many of them chance would give, and how many
    right ones they share.
    """

    first: int
    second: int
    answers: tuple[Key, ...]
    expected: float
    right: int


def shared_answers(group: Group) -> list[Shared]:
    """Pairs whose answers agree more than chance makes those of anybody agree in all but FALSE of classes.

    Given the answers of one person, another gives each of them with a chance of their own (see `chances`), and
    whether they do is independent of it for those who worked alone, as in Wollack's omega (*Applied Psychological
    Measurement* 21 (1997) 307). How likely so large a sum of weighted agreements is (see `sums`) is reckoned from
    either side, and the larger of the two is corrected for all pairs (Bonferroni).
    """
    found = marks(group)
    people = len(found.shown)
    if people < 3 or not found.keys:
        return []
    most = FALSE / (people * (people - 1) / 2)
    told = chances(found)
    weights = weighted(told)
    first, second = _worth_a_look(found, told, weights, most)
    named = _likely(found, told, weights, first, second) < most
    return [
        _shared(found, told, int(one), int(other))
        for one, other in zip(first[named], second[named], strict=True)
    ]


def by_chance(group: Group, first: np.ndarray, second: np.ndarray) -> Points:
    """How likely the answers of these pairs, by their rows, agree as much as they do by chance; 1 without answers."""
    found = marks(group) if len(first) else None
    if found is None or not found.keys:
        return np.ones(len(first))
    told = chances(found)
    weights = weighted(told)
    return np.asarray(np.clip(_likely(found, told, weights, first, second), 1e-300, 1))


def _likely(found: Marks, told: Points, weights: Points, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """How likely pairs agree as much as they do: the larger chance of the two sides."""
    sides = ((first, second), (second, first))
    return np.asarray(np.maximum(*(_tails(found.shown, told, weights, one, other) for one, other in sides)))


def _worth_a_look(found: Marks, told: Points, weights: Points, most: float) -> tuple[np.ndarray, np.ndarray]:
    """The pairs that may be rare enough, which spares reckoning the rest exactly.

    They have wrong answers in common, and from either side more than half of the standard deviations beyond the mean
    that a normal sum of such a chance would have; sums of rare things have longer tails than that.
    """
    wrong = found.shown[:, ~found.right]
    sums = (found.shown * weights) @ found.shown.T
    mean = (told * weights) @ found.shown.T
    spread = np.sqrt((told * (1 - told) * weights**2) @ found.shown.T)
    far = sums > mean - 0.5 * ndtri(most) * spread
    first, second = np.nonzero(np.triu(far & far.T & (wrong @ wrong.T >= _LEAST), k=1))
    return first, second


def _tails(
    shown: Points, told: Points, weights: Points, people: np.ndarray, sources: np.ndarray
) -> np.ndarray:
    """How likely each of `people` agrees with their source by chance as much as they do, pair by pair."""
    found = [np.zeros(0)]
    for at in range(0, len(people), _AT_ONCE):
        one, other = people[at : at + _AT_ONCE], shown[sources[at : at + _AT_ONCE]]
        weight = (weights[one] * other).astype(int)
        found.append(tail(told[one], weight, (weight * shown[one].astype(int)).sum(axis=1)))
    return np.concatenate(found)


def _shared(found: Marks, told: Points, one: int, other: int) -> Shared:
    both = found.shown[one] * found.shown[other] > 0
    wrong = both & ~found.right
    # of each one's wrong answers, how many the other would give; the mean of the two
    expected = sum(
        float(told[who, (found.shown[source] > 0) & ~found.right].sum())
        for who, source in ((one, other), (other, one))
    )
    keys = tuple(found.keys[column] for column in np.flatnonzero(wrong))
    return Shared(one, other, keys, expected / 2, int((both & found.right).sum()))
