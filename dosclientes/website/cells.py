"""A cell with blanks on a web page, where no Python runs: one chooses what goes into the blanks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dosclientes.items import Item

__all__ = ["as_choice"]


def as_choice(cell: Item) -> Item:
    """The item that asks for the fills of a cell, its common mistakes beside the solution."""
    parts = cell.parts
    right = {"id": "right", "fills": parts["fills"], "why": parts["why"], "correct": True}
    return Item(
        {
            **{key: parts[key] for key in ("id", "bloom", "section")},
            "kind": "choice",
            "prompt": f"{cell.prompt}\n\n```python\n{parts['code'].rstrip()}\n```",
            "options": [_option(one) for one in (right, *parts["wrong"])],
        }
    )


def _option(one: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in one.items() if key != "fills"}
    return {**kept, "text": _fills(one["fills"])}


def _fills(fills: Sequence[str]) -> str:
    """One line: each blank's text, numbered where there are several."""
    if len(fills) == 1:
        return fills[0]
    return "   ".join(f"{number}) {text}" for number, text in enumerate(fills, 1))
