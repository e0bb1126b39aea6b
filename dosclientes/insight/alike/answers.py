"""The same wrong answers: how likely two people of their abilities give as many by themselves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dosclientes.insight.count.choices import OTHER, given
from dosclientes.insight.read.model import Group, Points

__all__ = ["FALSE", "Shared", "shared_answers"]

FALSE = 0.05
"""In how many classes without copying anybody at all is named."""
_LEAST = 3
_NEAR = 0.2


@dataclass(frozen=True)
class Shared:
    """Two people, by their rows, the wrong answers they share, and how many of them chance would give."""

    first: int
    second: int
    answers: tuple[str, ...]
    expected: float


def shared_answers(group: Group) -> list[Shared]:
    """Pairs with more wrong answers in common than chance gives, for FALSE of all classes.

    What is counted are units: a wrong answer, or a misconception, which several wrong answers show and which two
    people may well share. Each person's chance of a unit is its share among the fifth of the class next to them in
    points, without themselves. Under independence the number in common is a sum of unlike chances, whose upper tail is
    reckoned exactly and corrected for all pairs (Bonferroni): the generalized binomial test of van der Linden and
    Sotaridona, *Journal of Educational and Behavioral Statistics* 31 (2006), on wrong answers alone.
    """
    units, names = _units(group)
    people = len(units)
    if people < 3 or not names:
        return []
    chances = _chances(units, np.nansum(group.points, axis=1))
    common, expected = units @ units.T, chances @ chances.T
    spread = np.sqrt(np.maximum(expected - chances**2 @ (chances**2).T, 0))
    # what is within two standard deviations is never rare enough, and need not be reckoned
    rare = (common >= _LEAST) & (common > expected + 2 * spread)
    first, second = np.nonzero(np.triu(rare, k=1))
    tails = np.array(
        [
            _tail(chances[one] * chances[other], int(common[one, other]))
            for one, other in zip(first, second, strict=True)
        ]
    )
    found = tails * (people * (people - 1) / 2) < FALSE
    return [
        Shared(
            int(one),
            int(other),
            tuple(names[unit] for unit in np.flatnonzero(units[one] * units[other])),
            float(expected[one, other]),
        )
        for one, other in zip(first[found], second[found], strict=True)
    ]


def _tail(chances: Points, least: int) -> float:
    """How likely at least so many of independent events of these chances happen."""
    counts = np.array([1.0])
    for chance in chances:
        counts = np.convolve(counts, [1 - chance, chance])
    return float(counts[least:].sum())


def _units(group: Group) -> tuple[Points, list[str]]:
    """Who shows which unit: a row a person, a column a unit."""
    shown: list[set[str]] = []
    for row, one in enumerate(group.hand_ins):
        mine = set()
        for column, question in enumerate(group.questions):
            for each in given(question, one, group.points[row, column] / group.full[column]):
                if not each.right and each.value != OTHER:
                    mine.add(each.misconception or f"{question.name}: {each.part} {each.value}")
        shown.append(mine)
    names = sorted(set().union(*shown)) if shown else []
    return np.array([[float(name in mine) for name in names] for mine in shown]), names


def _chances(units: Points, totals: Points) -> Points:
    """How likely each person is to show each unit, from those nearest to them in points."""
    people = len(units)
    near = min(people - 1, max(8, int(_NEAR * people)))
    order = np.argsort(totals, kind="stable")
    found = np.empty_like(units)
    for place, row in enumerate(order):
        low = min(max(0, place - near // 2), people - near - 1)
        window = order[low : low + near + 1]
        others = window[window != row]
        # half a person is added to both sides, so that nothing is impossible
        found[row] = (units[others].sum(axis=0) + 0.5) / (len(others) + 1)
    return found
