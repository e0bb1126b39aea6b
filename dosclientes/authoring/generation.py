"""The notebooks of the other languages, made from the Spanish ones and the catalogs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dosclientes.assignments import names as assignments
from dosclientes.authoring.catalogs import Message
from dosclientes.authoring.extraction import cell_address, item_address, load_items
from dosclientes.authoring.files import BadInputError, files, name, read
from dosclientes.authoring.notebooks import read_notebook, to_bytes, translated
from dosclientes.items import Item, without_key
from dosclientes.items.model import translated as translated_item
from dosclientes.paths import SOURCE_LANGUAGE

_Done = dict[tuple[str | None, str], str]

_TREES = ("course", "source")
_GENERATED = {"course.json", "items.json"}
_LANGUAGE_FOLDER = re.compile(r"[a-z]{2,3}(_[A-Z][A-Za-z]+)?")


def generate(root: Path, language: str, messages: Iterable[Message]) -> dict[Path, bytes]:
    """Each generated file of a language. What is not translated yet stays Spanish.

    Of Spanish itself, only `course.json` and `items.json` are. Raises BadInputError for an unreadable file.
    """
    done: _Done = {message.key: message.strings[0] for message in messages if message.done}
    result = {}
    for tree in _TREES:
        base = root / tree / SOURCE_LANGUAGE
        for path in files(base):
            target = root / tree / language / path.relative_to(base)
            if path.suffix == ".ipynb":
                settings = path.with_name("course.json")
                result[target.with_name("course.json")] = _settings(root, settings, language)
            if language != SOURCE_LANGUAGE and path.name not in _GENERATED:
                result[target] = _translated(root, path, base, done)
    for path in sorted((root / "autograde_tests" / "items").glob("*.yml")):
        if path.stem in assignments(SOURCE_LANGUAGE, root):
            result[root / "source" / language / path.stem / "items.json"] = _released_items(root, path, done)
    return result


def orphans(root: Path, languages: Iterable[str], expected: Iterable[Path]) -> Iterator[str]:
    """Files in a language's folders that nothing generates, and folders of languages without a catalog."""
    known, kept = {SOURCE_LANGUAGE, *languages}, set(expected)
    for folder in (path for tree in _TREES for path in sorted((root / tree).glob("*"))):
        if not folder.is_dir() or not _LANGUAGE_FOLDER.fullmatch(folder.name):
            continue
        if folder.name not in known:
            yield name(root, folder)
        elif folder.name != SOURCE_LANGUAGE:
            yield from (name(root, path) for path in files(folder) if path not in kept)


def _translated(root: Path, path: Path, base: Path, done: _Done) -> bytes:
    if path.suffix == ".ipynb":

        def in_cell(cell: str, text: str) -> str:
            return done.get((cell_address(path, base, cell), text), text)

        return to_bytes(translated(read_notebook(root, path), in_cell))
    return path.read_bytes()


def _released_items(root: Path, path: Path, done: _Done) -> bytes:
    """What a release of graded work carries of its items: questions and options, and no key."""

    def released(item: Item) -> Any:
        def translate(where: str, text: str) -> str:
            return done.get((item_address(item.id, where), text), text)

        return translated_item(without_key(item), translate).parts

    content = {"items": [released(item) for item in load_items(root, path)]}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _settings(root: Path, path: Path, language: str) -> bytes:
    try:
        settings = json.loads(read(root, path)) if path.exists() else {}
        settings |= {"language": language}
        if path.parent.parent.parent.name == "source":  # by it, answers know which assignment they are for
            settings |= {"assignment": path.parent.name}
    except (ValueError, TypeError) as error:
        raise BadInputError(name(root, path), f'expected {{"language": "es"}}: {error}') from error
    return (json.dumps(settings, ensure_ascii=False) + "\n").encode()
