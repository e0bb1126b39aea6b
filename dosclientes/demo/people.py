"""Who is in the simulated class, and what each of them hands in: the same people and work each time."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from string import ascii_uppercase

__all__ = ["KINDS", "Student", "cast", "chosen"]

KINDS = ("right", "misconceived", "half-done", "blank", "broken")
_PROFILES = (*KINDS, "misconceived", "right", "misconceived", "right", "misconceived")
"""Of every ten students, what their work is like; the first five show every kind."""
_NAMES = (
    "Alba", "Bruno", "Carla", "Diego", "Elena", "Farid", "Greta", "Hugo", "Irene", "Jaime",
    "Karima", "Leo", "Marta", "Nadia", "Oriol", "Petra", "Quim", "Rosa", "Samir", "Tania",
    "Ulises", "Vera", "Wanda", "Xavi", "Yara", "Zoe", "Amalia", "Boris", "Celia", "Darío",
)  # fmt: skip


@dataclass(frozen=True)
class Student:
    """A person who does not exist: a given name and a letter, and the kind of work they hand in."""

    id: str
    first_name: str
    last_name: str
    kind: str

    @property
    def email(self) -> str:
        """An address that can reach nobody."""
        return f"{self.id}@example.org"


def cast(number: int) -> list[Student]:
    """The first `number` students of the class, each with an id of their own."""
    found = []
    for place, (name, kind) in enumerate(islice(zip(cycle(_NAMES), cycle(_PROFILES), strict=False), number)):
        again, column = divmod(place, len(_NAMES))  # the initial changes when the names have gone round
        letter = ascii_uppercase[(7 * column + again) % len(ascii_uppercase)]
        found.append(Student(_id(name, letter, again // len(ascii_uppercase)), name, f"{letter}.", kind))
    return found


def chosen(students: Sequence[Student], assignment: str, stored: dict[str, Sequence[str]]) -> dict[str, str]:
    """Which stored submission each student hands in, by student id.

    `stored` holds the names there are of each kind. Nobody's is like a fellow student's before all have been used.
    """
    found: dict[str, str] = {}
    for kind in KINDS:
        names = sorted(stored.get(kind, ()))
        random.Random(f"{assignment} {kind}").shuffle(names)
        ids = [student.id for student in students if student.kind == kind]
        found.update(zip(ids, cycle(names), strict=False))
    return found


def _id(name: str, letter: str, again: int) -> str:
    plain = name.lower().replace("í", "i")
    return f"{plain}-{letter.lower()}{again or ''}"
