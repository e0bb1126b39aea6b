"""What of a text or a piece of code stays when words, names or the order are changed a little."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

__all__ = ["numbers", "of_code", "of_text", "strings"]

_WORDS = 5
_NODES = 8
"""A statement with fewer parts says nothing: everybody writes it."""
_DIGITS = 3
_KEPT = 2048
"""Cells remembered: many people write the same one, or leave it as it was."""


def of_text(text: str, length: int = _WORDS) -> set[str]:
    """Every run of `length` words, without case and signs: shingles (Broder, *Proceedings of SEQUENCES* (1997))."""
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[place : place + length]) for place in range(len(words) - length + 1)}


@lru_cache(_KEPT)
def of_code(source: str) -> frozenset[str]:
    """Every statement of some length, with names replaced in the order in which it uses them.

    Statements in another order, or with other names, spaces and comments, give the same. Code that is none gives
    nothing.
    """
    return frozenset(
        _plain(one) for one in _statements(source) if sum(1 for _node in ast.walk(one)) >= _NODES
    )


@lru_cache(_KEPT)
def numbers(source: str) -> frozenset[str]:
    """The numbers written in code that have at least three significant digits."""
    return frozenset(
        repr(value) for value in _constants(source) if isinstance(value, int | float) and _is_rare(value)
    )


def strings(source: str) -> set[str]:
    """The texts written in code."""
    return {value for value in _constants(source) if isinstance(value, str)}


def _statements(source: str) -> Iterator[ast.stmt]:
    for node in ast.walk(_tree(source)):
        if isinstance(node, ast.stmt):
            yield _head(node)


def _head(node: ast.stmt) -> ast.stmt:
    """A statement without the statements inside it, which are counted on their own."""
    inside: Iterable[str] = ("body", "orelse", "finalbody", "handlers", "cases")
    fields = {name: [] if name in inside else value for name, value in ast.iter_fields(node)}
    return type(node)(**fields)


def _plain(node: ast.stmt) -> str:
    names: dict[str, str] = {}
    text = ast.dump(node)
    # the names of variables, arguments and functions; attributes and keywords are the library's
    return re.sub(
        r"\b(id|arg|name)='([^']*)'",
        lambda found: f"{found[1]}={names.setdefault(found[2], f'n{len(names)}')}",
        text,
    )


def _constants(source: str) -> Iterator[object]:
    yield from (node.value for node in ast.walk(_tree(source)) if isinstance(node, ast.Constant))


def _is_rare(value: float) -> bool:
    digits = re.sub(r"[^\d]", "", f"{value:.12g}".partition("e")[0]).strip("0")
    return not isinstance(value, bool) and len(digits) >= _DIGITS


def _tree(source: str) -> ast.Module:
    try:
        # magics are Jupyter's and no Python
        return ast.parse(
            "\n".join(line for line in source.splitlines() if not line.lstrip().startswith(("%", "!")))
        )
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module(body=[], type_ignores=[])
