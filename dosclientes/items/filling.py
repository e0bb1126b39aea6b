"""Placeholders in an item's texts, such as `{rows}` or `{share:1}`, filled with what was drawn."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dosclientes.items.model import Item, translated
from dosclientes.language.numerals import numeral

__all__ = ["filled", "placeholders"]

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)(?::(\d))?\}")
_MOST_DIGITS = 6

Words = Mapping[str, str | float]


def filled(item: Item, words: Words) -> Item:
    """The item with its placeholders filled, numbers as the reader's language writes them.

    `{share:1}` asks for one decimal. Raises KeyError for a placeholder that has no value.
    """
    return translated(
        item, lambda _path, text: _PLACEHOLDER.sub(lambda found: _told(words, *found.groups()), text)
    )


def placeholders(text: str) -> set[str]:
    """The names that a text asks for."""
    return {name for name, _digits in _PLACEHOLDER.findall(text)}


def _told(words: Words, name: str, digits: str | None) -> str:
    value = words[name]
    if isinstance(value, str):
        return value
    wanted = int(digits) if digits is not None else _digits(value)
    rounded = round(float(value), wanted) + 0.0  # no minus before a zero
    return numeral(rounded, wanted).replace("-", "−")


def _digits(value: float) -> int:
    """As many decimals as a drawn number has."""
    return len(f"{round(value, _MOST_DIGITS):.{_MOST_DIGITS}f}".rstrip("0").partition(".")[2])
