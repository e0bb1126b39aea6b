"""What judging gives: the outcome of each question, and of the whole."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Judged", "Result"]


@dataclass(frozen=True)
class Result:
    """The outcome of one question.

    `state` is "right", "partly", "wrong", "blank", "unjudged" (a program could not) or "own" (for a person: `score`
    is None, and the learner assesses it by the `rubric`). `told` is what its author should hear; `title` what the page
    calls the question, in Markdown.
    """

    id: str
    number: str
    points: float
    score: float | None
    state: str
    told: str = ""
    rubric: str = ""
    title: str = ""


@dataclass(frozen=True)
class Judged:
    """All outcomes, in the notebook's order; `begun`: whether there was an answer at all; `notices` on the whole."""

    results: tuple[Result, ...]
    begun: bool
    notices: tuple[str, ...]
