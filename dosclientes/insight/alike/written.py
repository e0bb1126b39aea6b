"""What two people wrote: texts, code and the numbers in it, without what the task gave away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from dosclientes.insight.alike.fingerprints import numbers, of_code, of_text, strings
from dosclientes.insight.alike.sums import tail, weighted
from dosclientes.insight.read.model import Group

__all__ = ["BAR", "CODE", "Copied", "somebody_elses", "written_alike"]

BAR = 0.5
"""The share of what is one's own, in the shorter of the two, from which a pair is shown."""
CODE = 0.01
"""In how many classes without copying code alone names anybody: so few that answers and it stay below 0.05."""
_LEAST = {"text": 12, "code": 3, "numbers": 2}
"""How many fingerprints of one's own there must be to speak of a share; of numbers, how many in common are shown."""
_MORE = 10
"""A small class does not know what is usual: a statement's chance is that of a class with so many more people."""


@dataclass(frozen=True)
class Copied:
    """Two people, by their rows: what is alike ("text", "code" or "numbers"), how much of it, and in which cells."""

    first: int
    second: int
    kind: str
    share: float
    cells: tuple[str, ...]


def written_alike(group: Group) -> list[Copied]:
    """Pairs that share at least BAR of what is their own, and in code more than chance gives (see `_is_rare`).

    What the release or the solution has is nobody's own, nor is what a fifth of the class has (at least 6 people,
    at most 30). Personal data lower the bar: everybody's numbers are others, and two that nobody else has suffice.
    """
    found = []
    for kind in ("text", "code", "numbers"):
        marks = _own(group, kind)
        common: dict[tuple[int, int], int] = Counter()
        cells: dict[tuple[int, int], set[str]] = defaultdict(set)
        for people in _held(marks, 2 if kind == "numbers" else min(30, max(6, len(marks) // 5))):
            for pair in combinations(sorted(people), 2):
                common[pair] += 1
                cells[pair] |= {people[pair[0]], people[pair[1]]}
        people_with = Counter(mark for mine in marks for mark in mine)
        for pair, times in common.items():
            mine, theirs = marks[pair[0]], marks[pair[1]]
            shorter = min(len(mine), len(theirs))
            if (times if kind == "numbers" else shorter) < _LEAST[kind]:
                continue
            if kind == "numbers" or (
                times >= BAR * shorter
                and (kind == "text" or _is_rare(mine.keys(), theirs.keys(), people_with, len(marks)))
            ):
                found.append(Copied(*pair, kind, times / shorter, tuple(sorted(cells[pair]))))
    return sorted(found, key=lambda one: (one.first, one.second, one.kind))


def somebody_elses(group: Group) -> list[tuple[int, str]]:
    """Who hands in work that says it is of somebody else in the class, by row, or asks for their data."""
    ids = {who.casefold(): who for who in group.students}
    found = []
    for row, one in enumerate(group.hand_ins):
        named = {one.owner.casefold()} if one.owner else set()
        for kind, text in one.written.values():
            if kind == "code":
                named |= {word.casefold() for word in strings(text)}
        others = sorted(ids[name] for name in named & set(ids) if ids[name] != one.student)
        found += [(row, other) for other in others]
        if one.owner and one.owner.casefold() not in ids:
            found.append((row, one.owner))
    return found


def _own(group: Group, kind: str) -> list[dict[str, str]]:
    """Each person's fingerprints, with the cell that holds them, without those that are given."""
    readers: dict[str, Callable[[str], Set[str]]] = {"text": of_text, "code": of_code, "numbers": numbers}
    read = readers[kind]
    cell_type = "markdown" if kind == "text" else "code"
    given = {mark for text in group.given.values() for mark in read(text)}
    return [
        {
            mark: cell
            for cell, (type_, text) in one.written.items()
            if type_ == cell_type
            for mark in read(text) - given
        }
        for one in group.hand_ins
    ]


def _held(marks: list[dict[str, str]], most: int) -> Iterator[dict[int, str]]:
    """The people who have each fingerprint, with the cell, where it is not one person, nor more than `most`."""
    held: dict[str, dict[int, str]] = defaultdict(dict)
    for row, mine in enumerate(marks):
        for mark, cell in mine.items():
            held[mark][row] = cell
    yield from (people for people in held.values() if 1 < len(people) <= most)


def _is_rare(mine: Set[str], theirs: Set[str], people_with: Mapping[str, int], people: int) -> bool:
    """Whether chance gives so much in common, the rarer the more it counts, in fewer than CODE of classes (Bonferroni).

    Who worked alone has each statement with a chance of its own: its share of the class without the two, one added so
    that nothing is impossible. The larger chance of the two sides counts, as for answers.
    """
    sides = []
    for source, other in ((mine, theirs), (theirs, mine)):
        both = np.array([mark in other for mark in sorted(source)])
        times = np.array([people_with[mark] for mark in sorted(source)])
        chance = (times - both) / (people - 1 + _MORE)
        weight = weighted(chance).astype(int)
        sides.append(float(tail(chance[None], weight[None], np.array([(weight * both).sum()]))[0]))
    return max(sides) < CODE / (people * (people - 1) / 2)
