"""What each person answered, part by part, and how likely each answer is from somebody who knows as much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.special import expit, logit

from dosclientes.insight.count.choices import OTHER, given
from dosclientes.insight.read.model import Group, Points

__all__ = ["Key", "Marks", "chances", "marks"]

_ONE_ANSWER = ("choice", "classify", "match", "number")
"""Kinds of item in which a part has one answer: whoever gives one gives no other."""
_WHOLE = ("", "")
"""The part that is the whole assignment: whoever answered anything could have shown a misconception."""


Key = tuple[str, str, str]


class _Mark(NamedTuple):
    """An answer: (question, part, value), or (code, "", "") for all those that show one misconception."""

    key: Key
    part: tuple[str, str]
    right: bool = False
    only: bool = False


@dataclass(frozen=True)
class Marks:
    """Who gave which answer: people are rows, answers columns.

    Wrong answers that show one misconception are one column, since two people may well share it, and then give many
    answers in common.

    Attributes:
        shown: 1 where a person gave the answer.
        answered: 1 where a person answered the part that it belongs to.
        right: whether a column holds a right answer.
        beside: for a wrong answer, the column of the right one that it excludes; -1 where there is none.
        knows: a person's log odds of being right.
        keys: what each column is: question, part and value; or a misconception and nothing more.
    """

    shown: Points
    answered: Points
    right: np.ndarray
    beside: np.ndarray
    knows: Points
    keys: list[Key]


def marks(group: Group) -> Marks:
    """The answers of a class."""
    people = [list(_marks(group, row)) for row in range(len(group.hand_ins))]
    known = {one.key: one for mine in people for one in mine if one.key[2] != OTHER}
    place = {key: column for column, key in enumerate(sorted(known))}
    keyed = {known[key].part: column for key, column in place.items() if known[key].right and known[key].only}
    columns = [known[key] for key in place]
    shown, answered = np.zeros((2, len(people), len(place)))
    for row, mine in enumerate(people):
        shown[row, [place[one.key] for one in mine if one.key in place]] = 1
        parts = {one.part for one in mine} | ({_WHOLE} if mine else set())
        answered[row] = [one.part in parts for one in columns]
    ups = np.array([sum(one.right for one in mine) for mine in people])
    return Marks(
        shown,
        answered,
        np.array([one.right for one in columns], dtype=bool),
        np.array(
            [-1 if one.right or not one.only else keyed.get(one.part, -1) for one in columns], dtype=int
        ),
        np.log((ups + 0.5) / (np.array([len(mine) for mine in people]) - ups + 0.5)),
        list(place),
    )


def chances(found: Marks) -> Points:
    """How likely each person is to give each answer, when somebody else gave it and both worked alone.

    The two are left out of the counts, or a pair's own answers would be the measure of how usual they are, and one
    is added to both sides, so that nothing is impossible. The log odds of being right are those of the class and of
    the person added up (Rasch, *Probabilistic Models for Some Intelligence and Attainment Tests* (1960)); the chance
    of a wrong answer is that of not being right times its share among the wrong ones (Frary, Tideman and Watts,
    *Journal of Educational Statistics* 2 (1977) 235).
    """
    others = found.shown.sum(axis=0) - found.shown
    asked = np.maximum(found.answered.sum(axis=0) - found.answered, 1)
    ability = (found.knows - found.knows.mean())[:, None]
    told = _odds(others, asked + 1, np.where(found.right, ability, -ability))
    wrong = np.flatnonzero(found.beside >= 0)
    keyed = others[:, found.beside[wrong]]
    share = others[:, wrong] / (asked[:, wrong] - keyed + 1)
    told[:, wrong] = (1 - _odds(keyed + 1, asked[:, wrong] + 1, ability)) * share
    return np.asarray(np.clip(told, 0.005, 0.98))


def _odds(times: Points, of: Points, more: Points) -> Points:
    """A chance whose log odds are those of `times` in `of`, and `more`."""
    return np.asarray(expit(logit(np.clip(times / of, 1e-6, 1 - 1e-6)) + more))


def _marks(group: Group, row: int) -> Iterator[_Mark]:
    """Everything a person answered; what no item foresees, or shows a misconception, as a part that is answered."""
    for column, question in enumerate(group.questions):
        only = question.item is not None and question.item.kind in _ONE_ANSWER
        share = group.points[row, column] / group.full[column]
        for one in given(question, group.hand_ins[row], share):
            part = (question.name, one.part)
            code = "" if one.right else one.misconception
            yield _Mark((*part, OTHER if code else one.value), part, one.right, only)
            if code:
                yield _Mark((code, "", ""), _WHOLE)
