"""One attempt at an assignment, and how two of them differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dosclientes.selfcheck.judge.result import Result

__all__ = ["FEEDBACK", "SOLUTION", "Attempt", "Change", "changes"]

FEEDBACK, SOLUTION = "feedback.html", "solution.html"
"""The pages in an attempt's folder."""


@dataclass(frozen=True)
class Attempt:
    """One checked attempt. `own` are the points the learner gave their own texts; `begun` whether there was an answer;
    `digest` tells two versions of the work apart.
    """

    number: int
    assignment: str
    time: str
    digest: str
    begun: bool
    results: tuple[Result, ...]
    notices: tuple[str, ...] = ()
    own: Mapping[str, float] = field(default_factory=dict)
    folder: Path = Path()

    @property
    def points(self) -> float:
        """All there is to get."""
        return sum(one.points for one in self.results)

    @property
    def score(self) -> float:
        """What the program gave and what the learner gave; what nobody has judged counts as nothing yet."""
        return sum(self.scored(one) or 0.0 for one in self.results)

    @property
    def own_score(self) -> float:
        """The learner's own part of the score."""
        return sum(self.own.get(one.id, 0.0) for one in self.results if one.state == "own")

    @property
    def waiting(self) -> tuple[Result, ...]:
        """What the learner has still to assess."""
        return tuple(one for one in self.results if one.state == "own" and one.id not in self.own)

    def scored(self, one: Result) -> float | None:
        """The points of a question, None as long as nobody has judged it."""
        return self.own.get(one.id) if one.state == "own" else one.score


@dataclass(frozen=True)
class Change:
    """A question whose points differ between two attempts."""

    result: Result
    before: float
    now: float


def changes(before: Attempt, now: Attempt) -> list[Change]:
    """The questions that gained or lost points, in the notebook's order."""
    old = {one.id: before.scored(one) or 0.0 for one in before.results}
    return [
        Change(one, old[one.id], now.scored(one) or 0.0)
        for one in now.results
        if one.id in old and old[one.id] != (now.scored(one) or 0.0)
    ]
