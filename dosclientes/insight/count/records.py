"""What learners' own records say of the lessons, together: by objective, by how sure they were, by misconception."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from statistics import median

import numpy as np

from dosclientes.answers import CONFIDENCES
from dosclientes.insight.count.choices import PAUSE, Surely
from dosclientes.insight.count.estimates import Estimate, proportion
from dosclientes.insight.read.aims import names
from dosclientes.items.revisions import item_answered
from dosclientes.progress.lessons import lessons
from dosclientes.progress.schedule import Given

__all__ = ["Aim", "Held", "Learned", "learned"]

Records = Sequence[Sequence[Given]]
"""A list of answers for each learner."""


@dataclass(frozen=True)
class Aim:
    """An objective of a lesson, by the first answer of each learner to each question that practises it.

    Attributes:
        key: the lesson's number and the place of the objective in it, such as "01.2".
        name: the lesson's number and the objective, in the reader's language.
        share: mean over the learners of their mean share of right answers.
        answers: how many first answers that are.
        minutes: median from the answer before to the first one here, and of how many; None if none is known.
    """

    key: str
    name: str
    share: Estimate
    answers: int
    minutes: tuple[float, int] | None


@dataclass(frozen=True)
class Held:
    """A misconception: the share of learners who ever showed it, and how many of `asked` times they were sure."""

    code: str
    share: Estimate
    sure: int
    asked: int


@dataclass(frozen=True)
class Learned:
    """What `people` learners' records say. In `surely` a learner counts once, with the mean of their answers."""

    people: int
    aims: Sequence[Aim]
    surely: Sequence[Surely]
    held: Sequence[Held]


def learned(records: Records) -> Learned:
    """Reckon it all of one record a learner."""
    ordered = [sorted(one, key=lambda each: each.time) for one in records]
    first = [_first(one) for one in ordered]
    return Learned(
        len(records), list(_aims(first, [_spent(one) for one in ordered])), _surely(first), _held(records)
    )


def _first(record: Sequence[Given]) -> dict[str, Given]:
    found: dict[str, Given] = {}
    for one in record:
        found.setdefault(_item(one), one)
    return found


def _spent(record: Sequence[Given]) -> dict[str, timedelta]:
    """The time from the answer before to the first one to an item; none for the first of all, or after a pause."""
    begun = {_item(one) for one in record[:1]}
    found: dict[str, timedelta] = {}
    for before, one in pairwise(record):
        if _item(one) not in begun and one.time - before.time <= PAUSE:
            found[_item(one)] = one.time - before.time
        begun.add(_item(one))
    return found


def _item(one: Given) -> str:
    return item_answered(one.item) or one.item


def _aims(first: Sequence[dict[str, Given]], spent: Sequence[dict[str, timedelta]]) -> Iterator[Aim]:
    named = names()
    for lesson in lessons():
        for place, aim in enumerate(lesson.objectives, 1):
            key = f"{lesson.number}.{place}"
            shares = [[one[item].fraction for item in aim.items if item in one] for one in first]
            known = [each for each in shares if each]
            times = [one[item].total_seconds() / 60 for one in spent for item in aim.items if item in one]
            if known:
                yield Aim(
                    key,
                    f"{lesson.number} {named[key]}",
                    _people(known),
                    sum(map(len, known)),
                    (float(median(times)), len(times)) if times else None,
                )


def _surely(first: Sequence[dict[str, Given]]) -> list[Surely]:
    found = []
    for name in CONFIDENCES:
        shares = [[one.fraction for one in each.values() if one.confidence == name] for each in first]
        known = [each for each in shares if each]
        if known:
            found.append(Surely(name, sum(map(len, known)), _people(known)))
    return found


def _held(records: Records) -> list[Held]:
    shown = [{code for one in record for code in one.misconceptions} for record in records]
    found = []
    for code in sorted(set().union(*shown), key=lambda code: int(code[1:])):
        said = [one.confidence for record in records for one in record if code in one.misconceptions]
        asked = [one for one in said if one in CONFIDENCES]
        share = proportion(np.array([float(code in each) for each in shown]))
        found.append(Held(code, share, asked.count("sure"), len(asked)))
    return found


def _people(shares: Sequence[Sequence[float]]) -> Estimate:
    """Answers of one learner are not independent: the interval is one of people."""
    return proportion(np.array([float(np.mean(each)) for each in shares]))
