"""What two people wrote: texts, code and the numbers in it, without what the task gave away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations

from dosclientes.insight.alike.fingerprints import numbers, of_code, of_text, strings
from dosclientes.insight.read.model import Group

__all__ = ["BAR", "Copied", "somebody_elses", "written_alike"]

BAR = 0.5
"""The share of what is one's own, in the shorter of the two, from which a pair is shown."""
_LEAST = {"text": 12, "code": 3, "numbers": 2}
"""How many fingerprints of one's own there must be to speak of a share; of numbers, how many in common are shown."""


@dataclass(frozen=True)
class Copied:
    """Two people, by their rows: what is alike ("text", "code" or "numbers"), how much of it, and in which cells."""

    first: int
    second: int
    kind: str
    share: float
    cells: tuple[str, ...]


def written_alike(group: Group) -> list[Copied]:
    """Pairs that share at least BAR of what is their own; of numbers, two that nobody else has.

    What the release or the solution has is nobody's own, nor is what a fifth of the class has (at least 6 people,
    at most 30). Personal data lower the bar: everybody's numbers are others.
    """
    found = []
    for kind in ("text", "code", "numbers"):
        marks = _own(group, kind)
        common: dict[tuple[int, int], int] = Counter()
        cells: dict[tuple[int, int], set[str]] = defaultdict(set)
        for _mark, people in _held(marks).items():
            for pair in combinations(sorted(people), 2):
                common[pair] += 1
                cells[pair] |= {people[pair[0]], people[pair[1]]}
        sizes = [len(mine) for mine in marks]
        for pair, times in common.items():
            shorter = min(sizes[pair[0]], sizes[pair[1]])
            share = times / shorter
            if shorter >= _LEAST[kind] and (share >= BAR or (kind == "numbers" and times >= _LEAST[kind])):
                found.append(Copied(*pair, kind, share, tuple(sorted(cells[pair]))))
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
    readers: dict[str, Callable[[str], set[str]]] = {"text": of_text, "code": of_code, "numbers": numbers}
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


def _held(marks: list[dict[str, str]]) -> Mapping[str, dict[int, str]]:
    """The people who have each fingerprint, with the cell; none that one person has, or too many."""
    held: dict[str, dict[int, str]] = defaultdict(dict)
    for row, mine in enumerate(marks):
        for mark, cell in mine.items():
            held[mark][row] = cell
    most = min(30, max(6, len(marks) // 5))
    return {mark: people for mark, people in held.items() if 1 < len(people) <= most}
