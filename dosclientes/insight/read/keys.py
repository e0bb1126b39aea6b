"""The keys of graded questions: items, and which misconception each of their explanations is about.

A course without `autograde_tests/items` has none, and its statistics come without misconceptions.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from dosclientes.items import Item, ItemError, load
from dosclientes.items.model import translated
from dosclientes.language.translation import languages, pgettext, use_language

__all__ = ["about", "asked", "items", "tells"]

_TESTS = "autograde_tests"
_told: dict[str, tuple[Item, list[tuple[str, str, str, str]]]] = {}  # asked for by each hand-in


def items(root: Path, assignment: str) -> dict[str, Item]:
    """The graded items of an assignment in the reader's language, by id; none where there are no keys."""
    path = root / _TESTS / "items" / f"{assignment}.yml"
    if not path.is_file():
        return {}
    try:
        return {one.id: translated(one, partial(_words, one.id)) for one in load(path, checked=False)}
    except (ItemError, OSError, KeyError):
        return {}


def asked(source: str, known: Mapping[str, Item]) -> tuple[Item | None, str | None]:
    """Which item the source of a graded cell asks about, and which case of it, if it is just one."""
    names = re.findall(r"[\"']([\w-]+)[\"']", source)
    item = next((known[name] for name in names if name in known), None)
    if item is None:
        return None, None
    cases = {str(part["id"]) for part in item.parts.get("cases", ())} & set(names)
    return item, cases.pop() if len(cases) == 1 else None


def about(root: Path, assignment: str) -> dict[str, tuple[str, ...]]:
    """The misconceptions that each check is about, by the check's name, from the first lines of their docstrings.

    The file is read and not run.
    """
    path = root / _TESTS / f"{assignment}.py"
    try:
        tree = ast.parse(path.read_text("utf-8"))
    except (OSError, SyntaxError, ValueError):
        return {}
    return {
        one.name: tuple(re.findall(r"\bM\d{1,2}\b", (ast.get_docstring(one) or "").split("\n")[0]))
        for one in tree.body
        if isinstance(one, ast.FunctionDef)
    }


def tells(item: Item) -> list[tuple[str, str, str, str]]:
    """Explanations of wrong answers, in every language: (why, part, value given, misconception or "")."""
    if item.id not in _told or _told[item.id][0] is not item:
        found: list[tuple[str, str, str, str]] = []
        for code in languages():
            with use_language(code):
                found += _slips(translated(item, partial(_words, item.id)).parts)
        _told[item.id] = (item, found)
    return _told[item.id][1]


def _slips(parts: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    for case in parts.get("cases", ()):
        for slip in case.get("wrong", ()):
            yield str(slip["why"]), str(case["id"]), str(slip["id"]), str(slip.get("misconception", ""))
    if not parts.get("cases"):
        for slip in parts.get("wrong", ()):
            name = str(slip.get("id", slip.get("value", "")))
            yield str(slip["why"]), "", name, str(slip.get("misconception", ""))


def _words(item_id: str, part: str, text: str) -> str:
    context = f"item:{item_id}:{part}"
    found = pgettext(context, text, catalog="graded")
    return found if found != text else pgettext(context, text)
