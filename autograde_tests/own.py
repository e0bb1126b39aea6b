"""Checks of answers about a student's own data: the expected answer is that of the id nbgrader knows."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING

from autograde_tests.checking import NeedsPersonError, Verdict, submission
from dosclientes.classroom.personal import drawn_for, recorded_student, student
from dosclientes.language.translation import gettext

if TYPE_CHECKING:
    import pandas as pd

_ = partial(gettext, catalog="graded")


def judge_own(judge: Callable[[pd.DataFrame], Verdict], name: str, size: int | None = None) -> Verdict:
    """The verdict on an answer about one's own data set; `judge` gets the data it should be about.

    An answer that is right for somebody else's data is wrong. If the student recorded that other id in `student.json`,
    a person decides: raises NeedsPersonError.
    """
    folder, known = submission()
    who = known or student(folder)
    verdict = judge(_drawn(who, name, size).copy())
    recorded = recorded_student(folder)
    if verdict.fraction >= 1 or recorded is None or recorded == who:
        return verdict
    if judge(_drawn(recorded, name, size).copy()).fraction > verdict.fraction:
        raise NeedsPersonError(
            _(
                "Tu respuesta es sobre los datos de «{recorded}», el identificador de student.json, y la entrega es "
                "de «{student}». Si eres la misma persona, avisa.",
                recorded=recorded,
                student=who,
            )
        )
    return verdict


@cache
def _drawn(who: str, name: str, size: int | None) -> pd.DataFrame:
    return drawn_for(who, name, size)
