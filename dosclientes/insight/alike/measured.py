"""How often a copied hand-in is found in simulated classes, by their size (`benchmarks/insight.py --only whole`)."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Found", "found_among"]


@dataclass(frozen=True)
class Found:
    """Of 100 copies in classes of `people`: how many are found if a tenth of the words is changed, and if three are;
    and how many by the answers alone.
    """

    people: int
    tenth: int
    three_tenths: int
    answers: int


_FOUND = (Found(12, 99, 92, 86), Found(30, 100, 92, 82), Found(200, 100, 76, 48), Found(2_000, 80, 10, 7))


def found_among(people: int) -> Found:
    """What was measured in classes of the nearest size, in the sense of the ratio of the two."""
    return min(_FOUND, key=lambda one: max(one.people / people, people / one.people))
