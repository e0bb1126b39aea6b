"""Everything that is reckoned of one assignment of a class, for pages and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dosclientes.insight.count import choices, classical
from dosclientes.insight.count.agreement import Agreement, agreement
from dosclientes.insight.count.choices import Choice, Surely
from dosclientes.insight.count.classical import QuestionCount, Reliability
from dosclientes.insight.count.flags import Flag, flags
from dosclientes.insight.count.misconceptions import Confusion, Sign, confusions, signs
from dosclientes.insight.count.profiles import Profile, profiles
from dosclientes.insight.read.model import Group, Points, Question

__all__ = ["Report", "Row", "report"]

Second = Mapping[tuple[str, str], float]
"""A second grader's points, by student and question."""


@dataclass(frozen=True)
class Row:
    """One question: what was asked, and what is reckoned of it."""

    question: Question
    count: QuestionCount
    chosen: Sequence[Choice]
    surely: Sequence[Surely]
    minutes: tuple[float, int] | None
    flags: Sequence[Flag]
    stale: Sequence[str]
    twice: Agreement | None


@dataclass(frozen=True)
class Report:
    """One assignment. `without_blank` is the reliability among those with any point, where some have none."""

    group: Group
    rows: Sequence[Row]
    reliability: Reliability | None
    without_blank: Reliability | None
    confusions: Sequence[Confusion]
    profiles: Sequence[Profile]

    @property
    def totals(self) -> Points:
        """The sum of each person who has all points."""
        known = self.group.points[~np.isnan(self.group.points).any(axis=1)]
        return np.asarray(known.sum(axis=1))

    @property
    def blank(self) -> int:
        """Hand-ins without a single point."""
        return int((np.nansum(self.group.points, axis=1) == 0).sum())


def report(group: Group, second: Second | None = None) -> Report:
    """Reckon everything of an assignment; `second` are a second grader's points."""
    counts = classical.questions(group.points, group.full)
    rows = [_row(group, column, count, second or {}) for column, count in enumerate(counts)]
    found: list[Sign] = signs(group)
    some = group.points[np.nansum(group.points, axis=1) > 0]
    return Report(
        group,
        rows,
        classical.reliability(group.points),
        classical.reliability(some) if len(some) < len(group.points) else None,
        confusions(group, found),
        profiles(group, found),
    )


def _row(group: Group, column: int, count: QuestionCount, second: Second) -> Row:
    chosen = choices.chosen(group, column)
    question = group.questions[column]
    again = np.array([second.get((who, question.name), np.nan) for who in group.students])
    return Row(
        question,
        count,
        chosen,
        choices.by_confidence(group, column),
        choices.minutes(group, column),
        flags(count, chosen),
        choices.stale(group, column),
        agreement(group.points[:, column], again) if second else None,
    )
