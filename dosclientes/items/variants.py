"""An item as it is asked at one attempt: drawn from a seed, so that it can be shown and scored again.

As in PrairieLearn, a question is written once and drawn anew each time. What is drawn is kept with the answer, so that
an old one is shown as it was asked, even after the item's pool has changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dosclientes.items.filling import filled
from dosclientes.items.model import Item
from dosclientes.items.pools import Drew, draw, fits, implied, outcome, values

__all__ = ["at_attempt", "baked", "drawn", "redrawn"]

_USED = frozenset({"given", "draw", "formula"})


def at_attempt(item: Item, attempt: int, occasion: str = "") -> Item:
    """The item as attempt 1, 2, … asks it: another one each time and on each occasion, such as a day's review."""
    return drawn(item, f"{occasion}#{attempt}")


def drawn(item: Item, seed: str) -> Item:
    """The item that `seed` gives; graded work is the same for everybody and at each attempt."""
    return _built(item, seed, draw(item, seed)) if item.has_key else item


def redrawn(item: Item, seed: str, drew: Mapping[str, Any], response: object) -> Item | None:
    """The item as it was when it was answered; None if the course no longer has what it asked."""
    if not item.has_key:
        return item
    kept = dict(drew) or implied(item, response)
    return _built(item, seed, kept) if fits(item, kept) else None


def baked(item: Item, count: int) -> list[dict[str, Any]]:
    """Up to `count` different variants of an item as plain data, for a page that has no Python.

    Each is {"seed", "drew", "parts"}: `parts` is an item of the same kind without anything left to draw.
    """
    found: dict[str, dict[str, Any]] = {}
    for number in range(3 * count):
        one = drawn(item, f"baked#{number}")
        found.setdefault(repr(one.drew), {"seed": one.seed, "drew": one.drew, "parts": dict(one.parts)})
        if len(found) == count:
            break
    return list(found.values())


def _built(item: Item, seed: str, drew: Drew) -> Item:
    parts = {key: value for key, value in item.parts.items() if key not in _USED}
    for key in {"cases", "steps"} & set(drew):
        parts[key] = [part for part in item.parts[key] if part["id"] in drew[key]]
    if "steps" in drew:
        asked = drew["steps"]
        parts["wrong"] = [w for w in parts.get("wrong", ()) if w["first"] in asked and w["then"] in asked]
    if "given" not in drew:
        return replace(item, parts=parts, seed=seed, drew=drew)
    words = values(item, drew["given"])
    if "formula" in item.parts:
        result = outcome(item, drew["given"])
        # a wrong answer may bear the name of what was drawn, and the text means what was drawn
        words = {name: value for name, value in result.items() if name.isidentifier()} | words
        parts["answer"] = result["answer"]
        parts["wrong"] = [
            {**wrong, "value": result[wrong["id"]]}
            for wrong in parts.get("wrong", ())
            if wrong["id"] in result
        ]
    return filled(replace(item, parts=parts, seed=seed, drew=drew), words)
