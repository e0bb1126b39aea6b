"""What stands in one cell of a file for a spreadsheet or a platform: numbers without frills, text that cannot act."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

__all__ = ["number", "plain", "sheet"]

_FORMULA = re.compile(r"[=+\-@\t\r\n\0]|[＝＋－＠]")  # a spreadsheet takes the wide signs too
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def number(value: float | None, empty: str = "") -> str:
    """Points with up to five decimals, which is what Moodle keeps, and a point: every platform reads it."""
    if value is None:
        return empty
    return f"{value:.5f}".rstrip("0").rstrip(".") if value else "0"


def plain(text: str) -> str:
    """Text on one line; what a spreadsheet would take for a formula has an apostrophe in front (CWE-1236)."""
    line = _CONTROL.sub(" ", text)
    return f"'{line}" if _FORMULA.match(text) or _FORMULA.match(line.lstrip()) else line


def sheet(rows: Iterable[Sequence[str]], delimiter: str = ",", newline: str = "\r\n") -> str:
    """Rows as CSV (RFC 4180): what needs quotes has them."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=newline).writerows(rows)
    return text.getvalue()
