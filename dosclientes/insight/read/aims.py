"""Objectives of graded questions: those which the lessons' exercises practise in the section a question sends back to.

An objective is called by its lesson and its place there, such as "01.2" (`course/items/objectives.yaml`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import yaml

from dosclientes.items import Item, load
from dosclientes.paths import ITEMS
from dosclientes.progress.lessons import lessons

__all__ = ["aims_of", "names"]

_FILE = "autograde_tests/objectives.yaml"


def aims_of(root: Path, assignment: str) -> Callable[[str, Item | None], tuple[str, ...]]:
    """What tells a question's objectives by its grade id and item: () where neither says any.

    `root` is the course's folder. Its `autograde_tests/objectives.yaml` has the word, where it names the question.
    """
    said = _said(root / _FILE, assignment)

    def of(name: str, item: Item | None) -> tuple[str, ...]:
        return said.get(name) or (_practised().get(item.section, ()) if item else ())

    return of


def names() -> dict[str, str]:
    """Every objective by its key, in the reader's language: in the words of the lesson."""
    try:
        return {
            f"{lesson.number}.{place}": f"{aim.verb} {aim.rest}"
            for lesson in lessons()
            for place, aim in enumerate(lesson.objectives, 1)
        }
    except OSError:  # the package without the course
        return {}


def _said(path: Path, assignment: str) -> dict[str, tuple[str, ...]]:
    try:
        content = yaml.safe_load(path.read_text("utf-8"))[assignment]
        return {str(name): tuple(map(str, aims)) for name, aims in content.items()}
    except (OSError, ValueError, yaml.YAMLError, LookupError, TypeError, AttributeError):
        return {}


@cache
def _practised() -> dict[str, tuple[str, ...]]:
    """The objectives of each section whose exercises practise any."""
    found: dict[str, list[str]] = {}
    try:
        for lesson in lessons():
            sections = {item.id: item.section for item in load(ITEMS / f"{lesson.number}.yml", checked=False)}
            for place, aim in enumerate(lesson.objectives, 1):
                for item in aim.items:
                    found.setdefault(sections.get(item, ""), []).append(f"{lesson.number}.{place}")
    except OSError:
        return {}
    return {section: tuple(dict.fromkeys(keys)) for section, keys in found.items() if section}
