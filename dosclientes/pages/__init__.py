"""HTML pages that need nothing but themselves, for whoever keeps one or sends it on."""

from __future__ import annotations

from html import escape
from pathlib import Path

from dosclientes.language.translation import language

__all__ = ["page"]

_STYLE = (Path(__file__).parent / "page.css").read_text("utf-8")


def page(heading: str, body: str, style: str = "") -> str:
    """A whole HTML page in the reader's language, light or dark as the reader has it; `style` is added to its look."""
    return (
        f'<!doctype html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(heading)}</title>\n<style>\n{_STYLE}{style}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(heading)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )
