"""Simulated learners with an ability and misconceptions of their own, and what they answer to an item.

A learner of ability t (normal, mean 0, deviation 1) knows one part of a question of difficulty b with probability
1 / (1 + exp(−1.7 (t − b))), the two-parameter logistic model with a slope of 1 (Birnbaum, in Lord and Novick,
*Statistical Theories of Mental Test Scores* (1968), ch. 17). Who holds a misconception gives the answer that
reveals it, wherever there is one, with probability HOLDS, whatever they know. Who neither knows nor holds one
picks a wrong answer by chance.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Any

from dosclientes.items import Item
from dosclientes.items.labels import label_ids

__all__ = ["HELD", "HOLDS", "Learner", "confidence", "draw", "knows", "respond"]

HOLDS = 0.8
HELD = {
    "M1": 0.20,
    "M2": 0.15,
    "M3": 0.15,
    "M4": 0.10,
    "M5": 0.10,
    "M6": 0.15,
    "M9": 0.10,
    "M10": 0.10,
    "M16": 0.10,
}
"""How likely a learner is to hold each misconception."""
_SLOPE = 1.7


@dataclass(frozen=True)
class Learner:
    """A simulated person."""

    id: str
    ability: float
    misconceptions: frozenset[str]


def draw(ids: Sequence[str], chance: random.Random) -> list[Learner]:
    """One learner for each id."""
    return [
        Learner(one, chance.gauss(0, 1), frozenset(code for code, p in HELD.items() if chance.random() < p))
        for one in ids
    ]


def knows(who: Learner, difficulty: float, chance: random.Random) -> bool:
    """Whether somebody knows something of this difficulty, this once."""
    return chance.random() < 1 / (1 + exp(-_SLOPE * (who.ability - difficulty)))


def respond(item: Item, who: Learner, difficulty: float, chance: random.Random) -> Any:
    """A response to an item, in its plain form (see `items.scoring.Response`)."""
    if item.kind in ("classify", "match"):
        names = label_ids(item)
        return {
            str(case["id"]): _one(
                [(name, name == case["answer"], _shown(case, name)) for name in names],
                who,
                difficulty,
                chance,
            )
            for case in item.parts["cases"]
        }
    if item.kind == "order":
        return _order(item, who, difficulty, chance)
    if item.kind == "number":
        return float(item.parts["answer"]) * (1 if knows(who, difficulty, chance) else 3)
    options = [
        (str(one["id"]), bool(one.get("correct")), str(one.get("misconception", "")))
        for one in item.parts["options"]
    ]
    if item.kind == "choice":
        return _one(options, who, difficulty, chance)
    marked = [name for name, right, code in options if _marks(right, code, who, difficulty, chance)]
    return marked or [chance.choice(options)[0]]


def confidence(right: bool, chance: random.Random) -> str:
    """How sure somebody says they are: surer when right, as people are, and not by much."""
    return chance.choices(("sure", "fairly", "guess"), (5, 3, 1) if right else (3, 4, 2))[0]


def _one(
    values: Sequence[tuple[str, bool, str]], who: Learner, difficulty: float, chance: random.Random
) -> str:
    """The value somebody gives: (value, whether it is right, the misconception it reveals) for each there is."""
    held = [name for name, _right, code in values if code in who.misconceptions]
    if held and chance.random() < HOLDS:
        return chance.choice(held)
    right = knows(who, difficulty, chance)
    return chance.choice([name for name, is_right, _code in values if is_right == right])


def _marks(right: bool, code: str, who: Learner, difficulty: float, chance: random.Random) -> bool:
    if code in who.misconceptions and chance.random() < HOLDS:
        return True
    return right if knows(who, difficulty, chance) else chance.random() < 0.4


def _order(item: Item, who: Learner, difficulty: float, chance: random.Random) -> list[str]:
    steps = [str(step["id"]) for step in item.parts["steps"]]
    if not knows(who, difficulty, chance):
        place = chance.randrange(len(steps) - 1)
        steps[place], steps[place + 1] = steps[place + 1], steps[place]
    return steps


def _shown(case: Mapping[str, Any], name: str) -> str:
    return next(
        (str(slip.get("misconception", "")) for slip in case.get("wrong", ()) if slip["id"] == name), ""
    )
