"""What people chose in each question: which options and labels, how often, by whom, how sure, how soon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

import numpy as np

from dosclientes.answers import CONFIDENCES, Answer
from dosclientes.insight.count.classical import rest
from dosclientes.insight.count.estimates import Estimate, correlation, proportion
from dosclientes.insight.read.keys import tells
from dosclientes.insight.read.model import Group, HandIn, Question
from dosclientes.items import Item, ResponseError, score

__all__ = [
    "OTHER",
    "PAUSE",
    "Choice",
    "Given",
    "Surely",
    "by_confidence",
    "chosen",
    "given",
    "minutes",
    "stale",
]

OTHER = "…"
"""A wrong value that no item foresees, and that grading does not repeat."""
PAUSE = timedelta(minutes=30)
"""Between two answers; after a longer one somebody has been away."""


@dataclass(frozen=True)
class Given:
    """What a person gave in one part of a question ("" if it has no parts), and what that shows."""

    part: str
    value: str
    right: bool
    misconception: str = ""


@dataclass(frozen=True)
class Choice:
    """A value that some chose, or that is right.

    Attributes:
        people: how many chose it.
        share: of those who answered.
        rest: correlation of choosing it with the points of all other questions.
    """

    part: str
    value: str
    right: bool
    misconception: str
    people: int
    share: Estimate
    rest: Estimate


@dataclass(frozen=True)
class Surely:
    """Answers given with one confidence: how many, and the mean share of their points, over people."""

    confidence: str
    answers: int
    mean: Estimate


def given(question: Question, hand_in: HandIn, share: float) -> list[Given]:
    """What somebody gave in a question that an item asks, and grading can tell; else nothing.

    `share` is the share of the points they have: where the cell keeps no click, full points mean the right answer,
    and a wrong one is known by the explanation that grading gave.
    """
    if question.item is None:
        return []
    answer = hand_in.answers.get(question.item.id)
    if answer is not None and question.case is None:
        return _clicked(question.item, answer.response)
    if share == 1 and question.case is not None:
        return [Given(question.case, _key(question.item, question.case), True)]
    words = hand_in.told.get(question.name, "")
    found = [
        Given(part, value, False, code)
        for why, part, value, code in tells(question.item)
        if question.case in (None, part) and why in words
    ]
    if not found and words and question.case is not None:
        return [Given(question.case, OTHER, False)]
    return list(dict.fromkeys(found))


def chosen(group: Group, column: int) -> list[Choice]:
    """All values given in a question, part by part, the right one first; right ones that nobody chose are there
    too.
    """
    question, most = group.questions[column], group.full[column]
    by_person = [
        given(question, one, points / most)
        for one, points in zip(group.hand_ins, group.points[:, column], strict=True)
    ]
    answered = np.array([bool(one) for one in by_person])
    if not answered.any() or question.item is None:
        return []
    others = rest(group.points, column)
    held: dict[tuple[str, str], Given] = {(one.part, one.value): one for one in _right(question)}
    who: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, all_given in enumerate(by_person):
        for one in all_given:
            held.setdefault((one.part, one.value), one)
            who[one.part, one.value].append(place)
    found = []
    for key, one in held.items():
        marks = np.zeros(len(by_person))
        marks[who[key]] = 1
        told = correlation(marks[answered], others[answered])
        share = proportion(marks[answered])
        found.append(Choice(*key, one.right, one.misconception, len(who[key]), share, told))
    return sorted(found, key=lambda one: (one.part, not one.right, -one.people, one.value))


def by_confidence(group: Group, column: int) -> list[Surely]:
    """The answers to a question by how sure people said they were; empty where nobody was asked."""
    question = group.questions[column]
    if question.item is None or question.case is not None:
        return []
    shares: dict[str, list[float]] = {name: [] for name in CONFIDENCES}
    for one, points in zip(group.hand_ins, group.points[:, column], strict=True):
        answer = one.answers.get(question.item.id)
        if answer and not np.isnan(points):
            shares[answer.confidence].append(points / group.full[column])
    return [Surely(name, len(all_), proportion(np.array(all_))) for name, all_ in shares.items() if all_]


def minutes(group: Group, column: int) -> tuple[float, int] | None:
    """Median minutes from the answer before to the first one here, and of how many people; None if nobody's is known.

    The first answer of all, one that was changed later, and one after a pause of half an hour tell nothing.
    """
    item = group.questions[column].item
    if item is None:
        return None
    known = [spent.total_seconds() / 60 for one in group.hand_ins if (spent := _spent(one.answers, item.id))]
    return (float(median(known)), len(known)) if known else None


def stale(group: Group, column: int) -> list[str]:
    """Who has other points than their click earns by the key there is now: the key changed since they were graded.

    A part of the points is whole quarters, rounded down, as the course's checks count it.
    """
    question, most = group.questions[column], group.full[column]
    found = []
    for one, points in zip(group.hand_ins, group.points[:, column], strict=True):
        if question.item and question.case is None and (answer := one.answers.get(question.item.id)):
            try:
                fraction = score(question.item, answer.response).fraction
            except (ResponseError, ValueError, TypeError, LookupError):
                continue
            # anybody may give other points by hand, a part of them too; right for wrong is the key's doing
            if not np.isnan(points) and {fraction, points / most} == {0.0, 1.0}:
                found.append(one.student)
    return found


def _clicked(item: Item, response: Any) -> list[Given]:
    try:
        remarks = score(item, response).remarks
    except (ResponseError, ValueError, TypeError, LookupError):
        return []
    found = []
    for one in remarks:
        if item.kind in ("classify", "match"):
            part, value = one.part, str(response[one.part])
        elif item.kind == "number":
            part, value = "", f"{float(response):g}" if isinstance(response, (int, float)) else str(response)
        else:
            part, value = "", one.part
        if item.kind == "order" and one.right:
            continue
        if value:
            found.append(Given(part, value, one.right, one.misconception or ""))
    return found or ([Given("", _IN_ORDER, True)] if item.kind == "order" else [])


_IN_ORDER = "✓"


def _right(question: Question) -> Iterator[Given]:
    item = question.item
    if item is None:
        return
    if item.kind in ("choice", "multi"):
        yield from (Given("", str(one["id"]), True) for one in item.parts["options"] if one.get("correct"))
    elif item.kind in ("classify", "match"):
        for case in item.parts["cases"]:
            if question.case in (None, str(case["id"])):
                yield Given(str(case["id"]), str(case["answer"]), True)
    elif item.kind == "order":
        yield Given("", _IN_ORDER, True)


def _key(item: Item, case: str) -> str:
    return next(str(one["answer"]) for one in item.parts["cases"] if str(one["id"]) == case)


def _spent(answers: Mapping[str, Answer], item: str) -> timedelta | None:
    """From the answer before to this one."""
    if item not in answers or answers[item].tries != 1:
        return None
    here = _moment(answers[item])
    earlier = [moment for one in answers.values() if (moment := _moment(one)) and here and moment < here]
    spent = here - max(earlier) if here and earlier else None
    return spent if spent and spent <= PAUSE else None


def _moment(answer: Answer) -> datetime | None:
    try:
        moment = datetime.fromisoformat(answer.time)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
