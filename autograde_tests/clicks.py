"""The clicks of somebody who knows everything: `answers.json` as it lies beside an assignment's solution.

The instructor's notebook has the right code and texts, but nobody clicks in it; the rehearsal of an assignment needs
both.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dosclientes.answers import FILE, VERSION
from dosclientes.items import Item, load

__all__ = ["right_clicks", "right_response"]


_ITEMS = Path(__file__).with_name("items")


def right_clicks(assignment: str, items: Path = _ITEMS) -> dict[str, bytes]:
    """The files beside the solution of an assignment, by name: answers to all its items, none where it has none.

    `items` is the folder of the keys: each class has its own, and they are read anew, since a key can be mended while
    a formgrader runs. Raises ItemError if they cannot be read.
    """
    keys = items / f"{assignment}.yml"
    answers = {
        one.id: {"response": right_response(one), "confidence": "sure", "time": "", "tries": 1}
        for one in (load(keys, checked=False) if keys.is_file() else ())
    }
    book = {"assignment": assignment, "version": VERSION, "answers": answers}
    return {FILE: json.dumps(book, indent=1).encode()} if answers else {}


def right_response(item: Item) -> Any:
    """The response to an item that gets everything, in the form of `dosclientes.items.scoring`."""
    parts = item.parts
    match item.kind:
        case "choice":
            return next(option["id"] for option in parts["options"] if option.get("correct"))
        case "multi":
            return [option["id"] for option in parts["options"] if option.get("correct")]
        case "order":
            return [step["id"] for step in parts["steps"]]
        case "number":
            return parts["answer"]
        case _:
            return {case["id"]: case["answer"] for case in parts["cases"]}
