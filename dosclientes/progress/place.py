"""Where the record lies, whether it is on, and where nothing is recorded."""

from __future__ import annotations

import json
import os
from pathlib import Path

import platformdirs

__all__ = ["folder", "in_class", "is_on", "switch"]

_CLASS = ("NBGRADER_STUDENT_ID", "NBGRADER_EXECUTION")
_OFF = "progress.off"


def folder() -> Path:
    """The user's data folder for the course; the variable DOSCLIENTES_DATA names another."""
    return Path(os.environ.get("DOSCLIENTES_DATA") or platformdirs.user_data_path("dosclientes", False))


def is_on() -> bool:
    """The one setting: whether answers are recorded."""
    return not (folder() / _OFF).exists()


def switch(on: bool) -> None:
    """Turn the record on or off; what it holds stays. Raises OSError."""
    mark = folder() / _OFF
    if on:
        mark.unlink(missing_ok=True)
    else:
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()


def in_class(here: Path | None = None) -> bool:
    """Whether work in a folder is an assignment's, or is being graded."""
    here = here or Path.cwd()
    if any(name in os.environ for name in _CLASS) or "autograded" in here.parts:
        return True
    try:
        return bool(json.loads((here / "course.json").read_text("utf-8-sig")).get("assignment"))
    except (OSError, ValueError, AttributeError, RecursionError):
        return False
