"""What became of a simulated class, assignment by assignment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dosclientes.demo.people import Student

__all__ = ["Lesson", "Played"]


@dataclass
class Lesson:
    """An assignment in the class.

    Attributes:
        given: the stored submission each student hands in, by student id.
        left: students whose text is left for the user to grade.
        problems: what the engine could not judge, with the reason, by student id.
        surprises: grade ids whose points are not those foreseen, by student id; broken hand-ins are not compared.
        points: what each student has in the end, by id; None until a person has graded all of it.
        full: the points there are.
    """

    name: str
    given: dict[str, str]
    left: list[str] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)
    surprises: dict[str, list[str]] = field(default_factory=dict)
    points: dict[str, float | None] = field(default_factory=dict)
    full: float = 0.0


@dataclass(frozen=True)
class Played:
    """What became of the class."""

    students: Sequence[Student]
    lessons: Sequence[Lesson]
