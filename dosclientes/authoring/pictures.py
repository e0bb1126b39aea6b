"""Which pictures of the docs are older than what they show.

`docs/images/pictures.yaml` says of each picture what it shows; `docs/images/shown.json`, written by whoever takes it,
how that looked then. What is compared is what a reader could see: of a notebook's cell or an item its words in the
picture's language, of a module, or a function of it, its texts and numbers, of a
style sheet the rules of some classes, of a lock file a version.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import tinycss2
import yaml

from dosclientes.authoring.files import Problem, write
from dosclientes.items.model import Item, texts
from dosclientes.language.translation import gettext, languages, pgettext, use_language
from dosclientes.paths import ROOT

__all__ = ["pictures", "record", "stale"]

_IMAGES = Path("docs", "images")
_ADVICE = "run `make pictures`"
_CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")


def pictures(root: Path = ROOT) -> dict[str, tuple[str, list[str]]]:
    """Each picture's file name, with its language and the sources of what it shows, as "course/items/01.yml#01-bus".

    In `pictures.yaml`, `{lang}` stands for each language, in names and sources.
    """
    path = root / _IMAGES / "pictures.yaml"
    listed = yaml.safe_load(path.read_text("utf-8")) if path.is_file() else {}
    return {
        name.format(lang=lang): (lang, [source.format(lang=lang) for source in shown])
        for name, shown in listed.items()
        for lang in languages()
    }


def record(names: Iterable[str], root: Path = ROOT) -> None:
    """Note that these pictures, just taken, show what their sources say now. Raises KeyError for one not listed."""
    path, known = root / _IMAGES / "shown.json", pictures(root)
    kept = _recorded(root)
    now = {name: _state(root, name, *known[name]) for name in names}
    merged = {name: state for name, state in sorted((kept | now).items()) if name in known}
    write(path, (json.dumps(merged, indent=1, ensure_ascii=False) + "\n").encode())


def stale(root: Path = ROOT) -> Iterator[Problem]:
    """Each picture that is not there, or shows something as it no longer is."""
    recorded = _recorded(root)
    for name, (lang, sources) in pictures(root).items():
        where = (_IMAGES / name).as_posix()
        if not (root / where).is_file() or name not in recorded:
            yield Problem(where, f"has not been taken: {_ADVICE}")
            continue
        now = _state(root, name, lang, sources)
        if now["picture"] != recorded[name]["picture"]:
            yield Problem(where, f"is not the picture that was taken: {_ADVICE}")
        before = recorded[name]["shows"]
        for source in sources:
            if now["shows"][source] is None:
                yield Problem(where, f"shows {source}, which is not there: mend pictures.yaml")
            elif now["shows"][source] != before.get(source):
                yield Problem(where, f"is older than {source}: {_ADVICE}")


def _recorded(root: Path) -> dict[str, Any]:
    path = root / _IMAGES / "shown.json"
    return dict(json.loads(path.read_text("utf-8"))) if path.is_file() else {}


def _state(root: Path, name: str, lang: str, sources: Iterable[str]) -> dict[str, Any]:
    with use_language(lang):
        seen = {source: "\n".join(_seen(root, source)) for source in sources}
    shows = {source: _digest(text.encode()) if text else None for source, text in seen.items()}
    return {"picture": _digest((root / _IMAGES / name).read_bytes()), "shows": shows}


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=8).hexdigest()


def _seen(root: Path, source: str) -> Iterator[str]:
    """What a reader could see of a source, in the language in force; nothing of one that is not there."""
    file, _sep, part = source.partition("#")
    path = root / file
    readers = {
        ".ipynb": _cells,
        ".yml": _item,
        ".css": _rules,
        ".py": _constants,
        ".lock": _version,
        ".js": _lines,
    }
    if path.is_file():
        yield from readers[path.suffix](path.read_text("utf-8"), part)


def _cells(text: str, cell_id: str) -> Iterator[str]:
    for cell in json.loads(text)["cells"]:
        if cell_id in ("", cell["id"]):
            yield "".join(cell["source"])


def _item(text: str, item_id: str) -> Iterator[str]:
    for parts in yaml.safe_load(text)["items"]:
        if item_id in ("", parts["id"]):
            for where, words in texts(Item(parts).parts):
                yield pgettext(f"item:{parts['id']}:{where}", words)


def _rules(text: str, classes: str) -> Iterator[str]:
    """The rules that dress nothing but these classes, parted by spaces; all rules without one."""
    shown = set(classes.split())
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            dressed = set(_CLASS.findall(tinycss2.serialize(rule.prelude)))
            if not shown or (dressed and dressed <= shown):
                yield " ".join(rule.serialize().split())


def _constants(text: str, part: str) -> Iterator[str]:
    """The texts, translated, and numbers of a module or of its function `part`, without docstrings."""
    tree: ast.AST = ast.parse(text)
    if part:
        named = (each for each in ast.walk(tree) if getattr(each, "name", "") == part)
        tree = next(named, ast.Module([], []))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in docstrings:
            if isinstance(node.value, str) and node.value:
                yield gettext(node.value)
            elif isinstance(node.value, int | float) and not isinstance(node.value, bool):
                yield repr(node.value)


def _version(text: str, package: str) -> Iterator[str]:
    yield from re.findall(rf"^{re.escape(package)}==[^\s;\\]+", text, re.MULTILINE)


def _lines(text: str, _part: str) -> Iterator[str]:
    yield from (
        line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("//")
    )
