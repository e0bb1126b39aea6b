"""What a translation must have in common with its Spanish text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from dosclientes.authoring.catalogs import Message

_FENCE = re.compile(r"^(`{3,}|~{3,}).*?^\1", re.MULTILINE | re.DOTALL)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
# an article such as 002 and a clause such as 3.2.4, but not 10 000 or 1.000.000
_SOURCES = r"(?<![\d.,])(?<!\d\s)00[0-4]\b|\b\d\.\d{1,2}\.\d{1,2}\b"
_POINTS = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:puntos?|pts?)\b", re.IGNORECASE)


def _count(pattern: str) -> Callable[[str], int]:
    compiled = re.compile(pattern, re.MULTILINE)
    return lambda text: len(compiled.findall(text))


def _found(pattern: str) -> Callable[[str], Counter[str]]:
    compiled = re.compile(pattern, re.MULTILINE)
    return lambda text: Counter(compiled.findall(text))


# what to call it, how to take it from the text, and whether code blocks are looked into
_SAME: tuple[tuple[str, Callable[[str], object], bool], ...] = (
    ("code blocks", lambda text: len(_FENCE.findall(text)), True),
    ("code spans", _count(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)"), False),
    ("headings", _found(r"^#{1,6}(?= )"), False),
    ("images", _count(r"!\[|<img\b"), False),
    ("links", _count(r"(?<!!)\[[^\]]*\]\("), False),
    ("links to files", _found(r"\]\((?![a-z]+:|#)([^)#\s]+)"), False),
    ("tags", _found(r"</?[a-z][a-z0-9]*(?=[\s>/])"), False),
    ("claims", _found(r"\b(?:C\d{1,3}|M\d{1,2}|X[A-L])\b"), False),
    ("articles and clauses", _found(_SOURCES), False),
)
# braces behind a letter, a backslash command, `_`, `^` or `}` are formulas
_PLACEHOLDER = re.compile(r"(?<![\w\\}^{])\{([A-Za-z_]\w*)(?:![rsa])?(?::[^{}]*)?\}")


def mismatches(message: Message) -> Iterator[str]:
    """Each difference that the translation of a message has and must not have, in words."""
    wanted = set(_PLACEHOLDER.findall(message.text + (message.plural or "")))
    for string in message.strings:
        # one of several plural forms may do without the number
        found = set(_PLACEHOLDER.findall(string))
        if found - wanted or (message.plural is None and wanted - found):
            yield f"placeholders: {_list(wanted)} in Spanish, {_list(found)} here"
    if message.plural is not None or not message.strings:
        return
    spanish, other = message.text, message.strings[0]
    for what, take, with_blocks in _SAME:
        here, there = (take(text if with_blocks else _FENCE.sub("", text)) for text in (spanish, other))
        if here != there:
            yield f"{what}: {_show(here)} in Spanish, {_show(there)} here"
    points = Counter(_POINTS.findall(spanish))
    if points - Counter(_NUMBER.findall(other)):
        yield f"points: {_show(points)} in Spanish, not so here"


def _show(value: object) -> str:
    return _list(value.elements()) if isinstance(value, Counter) else str(value)


def _list(values: object) -> str:
    return ", ".join(sorted(map(str, values))) or "none"  # type: ignore[call-overload]
