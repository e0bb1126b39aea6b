"""A page in pieces, one a cell: what nbconvert does last to a whole page is done once to each piece that comes again.

nbconvert reads each page that it has made with BeautifulSoup and writes it anew, which takes longer than to make it. Of
a piece whose tags are closed within it, that gives the same wherever it stands; a comment keeps its place meanwhile.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

from bs4 import BeautifulSoup

__all__ = ["filled", "parted"]

_CELL = re.compile(r'(?=<div class="cell border-box-sizing )')
"""Where the page of nbgrader's feedback begins a cell; no cell's content can have such a class, see `markup`."""
_PLACE = "dosclientes-piece-"
_WHOLE_PAGE = re.compile(r"<img|<script|<style|jp-", re.IGNORECASE)
"""What is changed by where it stands, or what nbconvert looks for in the whole page."""
_LONGEST = 100_000


def parted(page: str) -> tuple[str, dict[str, str]]:
    """A page with comments where pieces were, and what nbconvert would make of these, by comment.

    The whole page and nothing where one of its cells leaves a tag open, or closes one that it has not opened.
    """
    head, *cells = _CELL.split(page)
    if not cells or _PLACE in page:
        return page, {}
    places = {}
    for number, cell in enumerate(cells[:-1]):  # the last one is followed by the page's end
        made = _remembered(cell) if len(cell) < _LONGEST else _made(cell)
        if made is None:
            return page, {}
        if made:
            cells[number] = f"<!--{_PLACE}{number}-->"
            places[cells[number]] = made
    return "".join((head, *cells)), places


def filled(page: str, places: Mapping[str, str]) -> str:
    """The page with each piece in its place."""
    return re.sub(f"<!--{_PLACE}\\d+-->", lambda found: places[found[0]], page) if places else page


def _made(cell: str) -> str | None:
    """What becomes of a piece; "" if that depends on the page, None if it would change what comes after it."""
    if not _ends(cell):
        return None
    soup = _Soup(cell)
    if not soup.closed:
        return None
    return "" if _WHOLE_PAGE.search(cell) else str(soup)


_remembered = lru_cache(512)(_made)


def _ends(cell: str) -> bool:
    """Whether no tag, comment or script begins in a piece and ends in the next one."""
    reader = HTMLParser(convert_charrefs=False)
    reader.feed(cell)  # and is not told that this was all: what it cannot end by itself is left over
    return cell.rstrip().endswith(">") and not reader.rawdata and reader.cdata_elem is None


class _Soup(BeautifulSoup):
    """A piece, read as nbconvert reads a page."""

    def __init__(self, piece: str) -> None:
        self.open = 0
        self.nested = True
        super().__init__(piece, features="html.parser")

    @property
    def closed(self) -> bool:
        """Whether each tag was closed, in its turn."""
        return self.nested and not self.open

    def handle_starttag(self, *given: Any, **named: Any) -> Any:
        self.open += 1
        return super().handle_starttag(*given, **named)

    def handle_endtag(self, name: str, nsprefix: str | None = None) -> None:
        self.open -= 1
        self.nested = self.nested and self.currentTag is not None and self.currentTag.name == name
        super().handle_endtag(name, nsprefix)
