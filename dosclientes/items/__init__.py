"""The item bank: questions written once and used in lessons, in review and in graded work.

An item is data (see `schema.json`); nothing here knows of widgets.
"""

from dosclientes.items.bank import UnknownItemError, find, find_cell, lesson_items
from dosclientes.items.loading import ItemError, load
from dosclientes.items.model import Item, without_key
from dosclientes.items.scoring import Remark, ResponseError, Score, check_response, score

__all__ = [
    "Item",
    "ItemError",
    "Remark",
    "ResponseError",
    "Score",
    "UnknownItemError",
    "check_response",
    "find",
    "find_cell",
    "lesson_items",
    "load",
    "score",
    "without_key",
]
