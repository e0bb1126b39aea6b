"""What a student wrote, as text and nothing else: no control sequence, no half character, no turned direction."""

from __future__ import annotations

import unicodedata

__all__ = ["shown"]

_KEPT = "\n\t"
_HIDDEN = {"Cc", "Cs", "Zl", "Zp"}
_TURNING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def shown(text: str) -> str:
    """The same text with what would act in a terminal, a file or a page written out, as Python writes it in a literal.

    File names that are no UTF-8 have half characters (PEP 383); those of names and messages are written out too.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_written(letter) for letter in text)


def _written(letter: str) -> str:
    acts = unicodedata.category(letter) in _HIDDEN or letter in _TURNING
    return letter.encode("unicode_escape").decode("ascii") if acts and letter not in _KEPT else letter
