"""An item as it is asked at one attempt: drawn from a seed, so that it can be shown and scored again."""

from __future__ import annotations

from dataclasses import replace

from dosclientes.items.model import Item

__all__ = ["at_attempt", "drawn"]


def at_attempt(item: Item, attempt: int, occasion: str = "") -> Item:
    """The item as attempt 1, 2, … asks it: another one each time and on each occasion, such as a day's review."""
    return drawn(item, f"{occasion}#{attempt}")


def drawn(item: Item, seed: str) -> Item:
    """The item that `seed` gives; graded work is the same for everybody and at each attempt."""
    return replace(item, seed=seed) if item.has_key else item
