"""Responses to an item: the right one, a wrong one, and any, for tests that answer."""

from __future__ import annotations

import random
from typing import Any

from autograde_tests.clicks import right_response
from dosclientes.items import Item
from dosclientes.items.labels import label_ids

right = right_response
"""The response that gets everything."""


def wrong(item: Item) -> Any:
    parts = item.parts
    match item.kind:
        case "choice":
            return next(option["id"] for option in parts["options"] if not option.get("correct"))
        case "multi":
            return [option["id"] for option in parts["options"] if not option.get("correct")][:1] or right(
                item
            )[:1]
        case "order":
            return right(item)[::-1]
        case "number":
            return parts["answer"] * 3 + 7
        case _:
            labels = label_ids(item)
            return {
                case["id"]: next(each for each in labels if each != case["answer"]) for case in parts["cases"]
            }


def some(item: Item, seed: int) -> Any:
    """A response drawn from `seed`, complete, and right or wrong as it comes."""
    draw, parts = random.Random(f"{item.id}/{seed}"), item.parts
    match item.kind:
        case "choice":
            return draw.choice(parts["options"])["id"]
        case "multi":
            names = [option["id"] for option in parts["options"]]
            return draw.sample(names, draw.randint(1, len(names)))
        case "order":
            return draw.sample(right(item), len(parts["steps"]))
        case "number":
            near = parts["answer"] * draw.choice([1, 1.001, 0.99, 1.1, 10, 0.1, -1])
            return draw.choice([near, *(slip["value"] for slip in parts.get("wrong", ()))])
        case _:
            return {case["id"]: draw.choice(label_ids(item)) for case in parts["cases"]}
