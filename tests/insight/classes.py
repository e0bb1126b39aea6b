"""Small classes made by hand, and one that is written to disk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dosclientes.answers import Answer
from dosclientes.insight.read import keys
from dosclientes.insight.read.model import Group, HandIn, Question
from dosclientes.items import Item
from dosclientes.paths import ROOT


def item(name: str) -> Item:
    """A graded item of A1, in Spanish."""
    return keys.items(ROOT, "a1")[name]


def answered(student: str, responses: dict[str, Any], confidence: str = "sure", **more: Any) -> HandIn:
    """A hand-in with clicks a minute apart."""
    answers = {
        name: Answer(response, confidence, f"2026-01-12T09:{place:02}:00+00:00")
        for place, (name, response) in enumerate(responses.items())
    }
    return HandIn(student, answers, **more)


def group(
    points: Sequence[Sequence[float]],
    hand_ins: Sequence[HandIn] | None = None,
    questions: Sequence[Question] | None = None,
    **more: Any,
) -> Group:
    """A class with these points, a row a person; questions of one point each unless others are given."""
    table = np.array(points, dtype=float)
    asked = questions or [Question(f"q{place}", 1.0) for place in range(table.shape[1])]
    people = hand_ins or [HandIn(f"s{place:03}") for place in range(len(table))]
    return Group("course", "a1", asked, table, people, **more)


def graded_by(ability: Sequence[float], questions: int, seed: int = 0) -> np.ndarray:
    """Right or wrong of people of these abilities in questions of middling difficulty."""
    random = np.random.default_rng(seed)
    chance = 1 / (1 + np.exp(-1.7 * np.asarray(ability)[:, None]))
    return (random.random((len(ability), questions)) < chance).astype(float)
