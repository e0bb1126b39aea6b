"""Natural language in code cells: there it would stay untranslated."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator

_REGION = re.compile(r"### (BEGIN|END) [A-Z ]+")
_MAGIC = re.compile(r"^[%!].*", re.MULTILINE)
_WORDS = re.compile(r"[A-Za-z]{2,}[,;:.]?\s+[A-Za-z]{2,}")
_WORD = re.compile(r"[A-Za-z]{2,}")
# arguments that are shown to people, where even a single word is language
_SHOWING = {
    "print",
    "title",
    "suptitle",
    "xlabel",
    "ylabel",
    "set_title",
    "set_xlabel",
    "set_ylabel",
    "annotate",
}
_SHOWN = {"title", "suptitle", "xlabel", "ylabel", "label", "description"}
# arguments that are code in a string
_CODE_IN_TEXT = {"query", "eval", "strftime", "strptime"}


def language_in(source: str) -> Iterator[str]:
    """What in the code of a cell is meant for people, in words that name it."""
    source = _MAGIC.sub("pass", source)
    try:
        tree = ast.parse(source)
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (SyntaxError, ValueError, tokenize.TokenError) as error:
        yield f"not Python: {error}"
        return
    for token in tokens:
        if token.type == tokenize.COMMENT and not _REGION.fullmatch(token.string):
            yield f"comment: {token.string}"
    if not source.isascii():
        yield f"not ASCII: {next(line for line in source.splitlines() if not line.isascii()).strip()}"
    yield from _literals(tree)


def _literals(tree: ast.AST) -> Iterator[str]:
    allowed: set[int] = set()
    shown: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            allowed |= {id(part) for part in node.args if called in _CODE_IN_TEXT}
            values = node.args if called in _SHOWING else []
            values = values + [keyword.value for keyword in node.keywords if keyword.arg in _SHOWN]
            shown |= {id(part) for value in values for part in _parts(value)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in allowed:
            text = node.value
            if _WORDS.search(text) or (id(node) in shown and _WORD.search(text)):
                yield f"words: {text.strip()!r}"


def _parts(value: ast.expr) -> list[ast.expr]:
    """A literal itself, or the literals between the placeholders of an f-string."""
    return value.values if isinstance(value, ast.JoinedStr) else [value]
