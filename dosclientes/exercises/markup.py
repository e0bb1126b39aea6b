"""From the Markdown of items to safe HTML."""

from __future__ import annotations

from functools import cache
from html import escape

from markdown_it import MarkdownIt

__all__ = ["escape", "html", "inline"]


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def html(text: str) -> str:
    """Paragraphs, lists and tables; HTML in the text is shown, not obeyed."""
    return str(_parser().render(text))


def inline(text: str) -> str:
    """Emphasis and code within a line."""
    return str(_parser().renderInline(text))
