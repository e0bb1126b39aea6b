"""All that is to be translated, as two catalogs: `public`, and `graded` for what students must not see."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from dosclientes.authoring.catalogs import CATALOGS, Message
from dosclientes.authoring.files import BadInputError, files, name
from dosclientes.authoring.notebooks import read_notebook, translatable
from dosclientes.authoring.reasons import read_reasons, reason_address, reason_files
from dosclientes.items import Item, ItemError, load
from dosclientes.items.model import KEYS, texts
from dosclientes.paths import SOURCE_LANGUAGE

_KEYWORDS = {
    "gettext": ("text",),
    "_": ("text",),
    "pgettext": ("context", "text"),
    "ngettext": ("text", "plural"),
}
"""What the first arguments of each function are."""


def extract(root: Path) -> dict[str, list[Message]]:
    """The messages of each catalog, in order of appearance.

    Raises BadInputError for an unreadable file, or if two texts have one address.
    """
    found: dict[str, dict[tuple[str | None, str], Message]] = {catalog: {} for catalog in CATALOGS}
    addresses: set[str | None] = set()
    for catalog, message in (*_notebooks(root), *_items(root), *_reasons(root)):
        if message.context in addresses:
            raise BadInputError(message.places[0], f"{message.context} is used twice: give each its own id")
        addresses.add(message.context)
        found[catalog][message.key] = message
    for catalog, message in _code(root):
        before = found[catalog].get(message.key, message)
        places = tuple(dict.fromkeys(before.places + message.places))
        found[catalog][message.key] = replace(before, places=places, plural=before.plural or message.plural)
    return {catalog: list(messages.values()) for catalog, messages in found.items()}


def item_address(item: str, path: str) -> str:
    """The context of an item's message, such as `item:01-child-vaccine:options.mother.why`."""
    return f"item:{item}:{path}"


def cell_address(path: Path, base: Path, cell: str) -> str:
    """The context of a cell's message, such as `course/01-customer-iso9000#objectives`."""
    return f"{base.parent.name}/{path.relative_to(base).with_suffix('').as_posix()}#{cell}"


def _notebooks(root: Path) -> Iterator[tuple[str, Message]]:
    for base in (root / "course" / SOURCE_LANGUAGE, root / "source" / SOURCE_LANGUAGE):
        for path in files(base):
            if path.suffix == ".ipynb":
                for cell, text, solution in translatable(read_notebook(root, path)):
                    graded = solution and base.parent.name == "source"
                    message = Message(text, cell_address(path, base, cell), places=(name(root, path),))
                    yield ("graded" if graded else "public"), message


def _items(root: Path) -> Iterator[tuple[str, Message]]:
    for folder in ("course/items", "autograde_tests/items"):
        for path in sorted([*(root / folder).glob("*.yml"), *(root / folder).glob("cells.yaml")]):
            for item in load_items(root, path):
                for where, text in texts(item.parts):
                    released = folder.startswith("course") or _is_released(where)
                    message = Message(text, item_address(item.id, where), places=(name(root, path),))
                    yield ("public" if released else "graded"), message


def _reasons(root: Path) -> Iterator[tuple[str, Message]]:
    for path in reason_files(root):
        for grade_id, text in read_reasons(root, path).items():
            yield "graded", Message(text, reason_address(path.stem, grade_id), places=(name(root, path),))


def load_items(root: Path, path: Path) -> list[Item]:
    """The items of a file. Raises BadInputError, with the line, if one is malformed."""
    try:
        return load(path)
    except ItemError as error:
        line, _, text = str(error).removeprefix(f"{path}:").partition(": ")
        number = int(line) if line.isdecimal() else None
        raise BadInputError(name(root, path), text if number else str(error), number) from error


def _is_released(path: str) -> bool:
    """Whether a text of a graded item reaches students before grading."""
    return not KEYS & {path.partition(".")[0], path.rpartition(".")[2]}


def _code(root: Path) -> Iterator[tuple[str, Message]]:
    for folder, catalog in (("dosclientes", "public"), ("autograde_tests", "graded")):
        for path in files(root / folder):
            if path.suffix == ".py" and path.parent.name != "authoring":
                yield from ((catalog, message) for message in _calls(root, path))


def _calls(root: Path, path: Path) -> Iterable[Message]:
    """The messages of a module, in order of appearance; read from its syntax tree.

    A tokenizer, Babel's for one, sees no call inside an f-string before Python 3.12.
    """
    where = name(root, path)
    try:
        tree = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError) as error:
        raise BadInputError(where, f"not Python: {error}") from error
    for call in _in_order(tree):
        function = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", None)
        values = [node.value if isinstance(node, ast.Constant) else None for node in call.args]
        words = [value if isinstance(value, str) else None for value in values]
        parts = dict(zip(_KEYWORDS.get(function or "", ()), words, strict=False))
        text = parts.get("text")
        if text and None not in parts.values():
            yield Message(text, parts.get("context"), parts.get("plural"), (where,))


def _in_order(node: ast.AST) -> Iterator[ast.Call]:
    if isinstance(node, ast.Call):
        yield node
    for child in ast.iter_child_nodes(node):
        yield from _in_order(child)
