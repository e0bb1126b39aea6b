"""Which misconceptions a class shows, where, and how sure it is of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dosclientes.insight.count.choices import given
from dosclientes.insight.count.estimates import Estimate, proportion
from dosclientes.insight.read.model import Group

__all__ = ["Confusion", "Sign", "confusions", "signs"]


@dataclass(frozen=True)
class Sign:
    """One person shows a misconception in one question; or may, where its check is about it and says no more."""

    student: str
    code: str
    question: int
    shown: bool
    confidence: str = ""


@dataclass(frozen=True)
class Confusion:
    """A misconception in a class.

    Attributes:
        share: of those who handed in, who show it at least once.
        perhaps: how many more lose points where it may be the reason.
        where: how many show it, by question.
        sure: how many of the signs with a known confidence came with "sure"; `asked`, of how many.
        section: where the question that shows it most sends back to, "" if none does.
    """

    code: str
    share: Estimate
    perhaps: int
    where: dict[int, int]
    sure: int
    asked: int
    section: str


def signs(group: Group) -> list[Sign]:
    """All signs, person by person."""
    found = []
    for row, one in enumerate(group.hand_ins):
        for column, question in enumerate(group.questions):
            share = group.points[row, column] / group.full[column]
            codes = {each.misconception for each in given(question, one, share) if each.misconception}
            clicked = question.item is not None and question.item.id in one.answers
            answer = (
                one.answers[question.item.id] if question.item and clicked and not question.case else None
            )
            sure = answer.confidence if answer else ""
            found += [Sign(one.student, code, column, True, sure) for code in sorted(codes)]
            # where an item foresees each answer, one that it did not foresee shows nothing; nor does a blank hand-in
            silent = not (codes or answer or question.case or question.by_hand)
            if silent and share < 1 and np.nansum(group.points[row]) > 0:
                found += [Sign(one.student, code, column, False) for code in question.about]
    return found


def confusions(group: Group, found: Sequence[Sign]) -> list[Confusion]:
    """One Confusion for each misconception that anybody shows or may show, in the order of their numbers."""
    told = []
    for code in sorted({one.code for one in found}, key=lambda code: int(code[1:])):
        mine = [one for one in found if one.code == code]
        shown = [one for one in mine if one.shown]
        people = {one.student for one in shown}
        perhaps = {one.student for one in mine} - people
        where = Counter(one.question for one in shown)
        known = [one.confidence for one in shown if one.confidence]
        share = proportion(np.array([float(who in people) for who in group.students]))
        told.append(
            Confusion(
                code,
                share,
                len(perhaps),
                dict(where),
                known.count("sure"),
                len(known),
                _section(group, where or Counter(one.question for one in mine)),
            )
        )
    return told


def _section(group: Group, where: Counter[int]) -> str:
    items = (group.questions[column].item for column, _times in where.most_common())
    return next((item.section for item in items if item and item.section), "")
