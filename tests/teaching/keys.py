"""Another key for an item of a class, as an instructor mends one."""

from __future__ import annotations

from pathlib import Path

import yaml

__all__ = ["make_right"]


def make_right(course: Path, assignment: str, item_id: str, option_id: str) -> None:
    """Make one option of a choice item the right one, in the course's folder."""
    path = course / "autograde_tests" / "items" / f"{assignment}.yml"
    bank = yaml.safe_load(path.read_text("utf-8"))
    item = next(item for item in bank["items"] if item["id"] == item_id)
    for option in item["options"]:
        option["correct"] = option["id"] == option_id
        if option["correct"]:
            option.pop("misconception", None)
    path.write_text(yaml.safe_dump(bank, allow_unicode=True, sort_keys=False), "utf-8")
