"""Which question an item's id stands for, so that answers to one that was replaced count for nothing."""

from __future__ import annotations

from dosclientes import yaml_file
from dosclientes.paths import ITEMS

__all__ = ["answer_name", "item_answered"]

_MARK = "_r"  # no id holds an underscore
_REVISIONS: dict[str, int] = yaml_file.read(ITEMS / "revisions.yaml") or {}


def answer_name(item_id: str) -> str:
    """The name under which answers to the question that this id stands for now are kept."""
    revision = _REVISIONS.get(item_id, 1)
    return item_id if revision == 1 else f"{item_id}{_MARK}{revision}"


def item_answered(name: str) -> str | None:
    """The item that an answer kept under `name` is about, or None if its question was replaced since."""
    item_id = name.partition(_MARK)[0]
    return item_id if answer_name(item_id) == name else None
