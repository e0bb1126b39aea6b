"""Items as they are asked with certain values, so that a test can say what the answer is."""

from __future__ import annotations

from dosclientes.answers import AnswerBook
from dosclientes.exercises import Exercise
from dosclientes.items import Item, find
from dosclientes.items.variants import redrawn

__all__ = ["asked_as", "exercise_as"]


def asked_as(item_id: str, **given: object) -> Item:
    """The item with these values, in the language in force."""
    found = redrawn(find(item_id), "", {"given": given}, None)
    assert found, f"{item_id} does not have the values {given}"
    return found


def exercise_as(item_id: str, **given: object) -> Exercise:
    """The same, to be answered in the current folder."""
    return Exercise(asked_as(item_id, **given), AnswerBook())
