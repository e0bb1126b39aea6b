"""What is known of one assignment of a class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dosclientes.answers import Answer
from dosclientes.items import Item

__all__ = ["Group", "HandIn", "Points", "Question"]

Points = NDArray[np.float64]
"""A row for each person and a column for each question; NaN where a person has still to give the points."""


@dataclass(frozen=True)
class Question:
    """One graded cell.

    Attributes:
        name: its grade id; the notebook in front where the assignment has several.
        full: the points it can give.
        by_hand: whether a person gives them.
        item: the item it asks, or None; `case` is one row of it, where the cell asks for no more.
        about: misconceptions that its check is about, whether or not an item says which answer shows them.
        aims: the objectives it practises (see `aims`), where the course says so.
    """

    name: str
    full: float
    by_hand: bool = False
    item: Item | None = None
    case: str | None = None
    about: tuple[str, ...] = ()
    aims: tuple[str, ...] = ()


@dataclass(frozen=True)
class HandIn:
    """What one person handed in.

    Attributes:
        answers: the clicks, by item.
        told: what grading said in a cell, by question.
        written: what the person wrote into the notebook, by cell id: (kind of cell, text).
        language: that of the copy they worked in, "" if it does not say.
        owner: whose work the files say it is, where they name somebody else.
    """

    student: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    language: str = ""
    owner: str = ""


@dataclass(frozen=True)
class Group:
    """One assignment of a class; `points` and `hand_ins` have the people in one order.

    `given` is every text of the release and of the solution; `absent` counts who is on the roster and handed in
    nothing.
    """

    course: str
    assignment: str
    questions: Sequence[Question]
    points: Points
    hand_ins: Sequence[HandIn]
    absent: int = 0
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def students(self) -> list[str]:
        """Who handed in, in the order of the rows."""
        return [one.student for one in self.hand_ins]

    @property
    def full(self) -> Points:
        """The points each question can give."""
        return np.array([one.full for one in self.questions])

    @property
    def waiting(self) -> int:
        """How many points' worth of cells wait for a person."""
        return int(np.isnan(self.points).sum())
