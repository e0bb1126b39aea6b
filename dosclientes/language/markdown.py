"""Markdown where no emphasis can be shown: a menu, a button, a title in a sentence, a terminal."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

__all__ = ["unmarked"]

_PARSER = MarkdownIt("commonmark")
_PLAIN = re.compile(r"[^\\`*_\[\]!<&\s\0]+(?: [^\\`*_\[\]!<&\s\0]+)*")
"""Words with nothing among them that could be a sign (CommonMark 0.31, 6): most texts, and reading them takes long."""


def unmarked(text: str) -> str:
    """The words alone, without the signs of emphasis, code and links; lines stay lines."""
    if _PLAIN.fullmatch(text):
        return text
    (line,) = _PARSER.parseInline(text)
    breaks = {"softbreak": "\n", "hardbreak": "\n"}
    return "".join(breaks.get(part.type, part.content) for part in line.children or [])
