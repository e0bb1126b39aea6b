"""Markdown where no emphasis can be shown: a menu, a button, a title in a sentence, a terminal."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt

__all__ = ["unmarked"]


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark")


def unmarked(text: str) -> str:
    """The words alone, without the signs of emphasis, code and links; lines stay lines."""
    (line,) = _parser().parseInline(text)
    breaks = {"softbreak": "\n", "hardbreak": "\n"}
    return "".join(breaks.get(part.type, part.content) for part in line.children or [])
