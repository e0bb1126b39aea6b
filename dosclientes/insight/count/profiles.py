"""One person at a time, for whoever teaches them: what they know by place in the course, and whether to have a
word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dosclientes.insight.count.misconceptions import Sign
from dosclientes.insight.read.model import Group

__all__ = ["Profile", "profiles"]

_HALF = 0.5
_SURE = 3
_OFTEN = 3
"""Questions in which the same misconception calls for a word: twice happens to many."""


@dataclass(frozen=True)
class Profile:
    """What one hand-in says of the person.

    Attributes:
        share: of the points that are known; NaN if none is.
        waiting: questions that wait for a person.
        by_place: mean share by objective, such as "01.2"; by the section that a question sends back to, such as
            "01-customer-iso9000#definition", where it has no objective; "" holds those that have neither.
        codes: misconceptions shown, in how many questions each.
        sure_wrong: questions answered wrong with "sure".
        word: why to have a word: keys "half", "sure" and "repeated", or none.
    """

    student: str
    share: float
    waiting: int
    by_place: dict[str, float]
    codes: dict[str, int]
    sure_wrong: int
    word: tuple[str, ...]


def profiles(group: Group, found: Sequence[Sign]) -> list[Profile]:
    """One for each hand-in, in the order of ids: this is no ranking."""
    by_person: dict[str, list[Sign]] = defaultdict(list)
    for one in found:
        if one.shown:
            by_person[one.student].append(one)
    return [_profile(group, row, by_person[who]) for row, who in enumerate(group.students)]


def _profile(group: Group, row: int, mine: Sequence[Sign]) -> Profile:
    points, known = group.points[row], ~np.isnan(group.points[row])
    full = float(group.full[known].sum())
    share = float(points[known].sum()) / full if full else np.nan
    places: dict[str, list[float]] = defaultdict(list)
    sure = 0
    for column, question in enumerate(group.questions):
        if known[column]:
            part = float(points[column] / group.full[column])
            for place in question.aims or (question.item.section if question.item else "",):
                places[place].append(part)
            answer = group.hand_ins[row].answers.get(question.item.id) if question.item else None
            sure += bool(answer and question.case is None and answer.confidence == "sure" and part < 1)
    codes: dict[str, int] = defaultdict(int)
    for one in mine:
        codes[one.code] += 1
    repeated = any(times >= _OFTEN for times in codes.values())
    reasons = {"half": share < _HALF, "sure": sure >= _SURE, "repeated": repeated}
    return Profile(
        group.students[row],
        share,
        int((~known).sum()),
        {place: float(np.mean(parts)) for place, parts in places.items()},
        dict(codes),
        sure,
        tuple(name for name, holds in reasons.items() if holds),
    )
