"""What students must not see, and whether a folder holds any of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from dosclientes.authoring.catalogs import read_catalog
from dosclientes.authoring.reasons import read_reasons, reason_files
from dosclientes.items import load
from dosclientes.items.model import KEYS, texts
from dosclientes.paths import ROOT, SOURCE_LANGUAGE

__all__ = ["forbidden_files", "leaks", "secrets"]

_MARKS = ("HIDDEN TESTS", "MARK SCHEME", "BEGIN SOLUTION", "autograde_tests")
_KEYS = re.compile(r'"(correct|answer|why|misconception|wrong|otherwise|tolerance|hints)":')
_REGION = re.compile(r"BEGIN (?:MARK SCHEME|SOLUTION|HIDDEN TESTS).*?\n(.*?)\n[^\n]*END ", re.DOTALL)
_TELLING = 15
"""Shorter lines, such as `chain = []`, say nothing and stand in many places."""


def leaks(folder: Path, root: Path = ROOT) -> list[str]:
    """Each file below `folder` with a secret in it, and the secret. `root` is the instructor's course.

    In assignments even the marks around secrets, and the names of keys, are too much.
    """
    known = secrets(root)
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            text = _plain(path)
            is_release = "assignments" in path.relative_to(folder.parent).parts
            marks = [mark for mark in _MARKS if is_release and mark in text]
            keys = (
                [match[0] for match in _KEYS.finditer(text)]
                if is_release and path.name == "items.json"
                else []
            )
            told = [secret for secret in known if secret in text]
            found += [f"{path.relative_to(folder)}: {what}" for what in (*marks, *keys, *told)]
    return found


def forbidden_files(names: list[str]) -> list[str]:
    """The names, relative to the course, that students never get."""
    wrong = re.compile(
        r"(^|/)(source|autograde_tests|gradebook[^/]*|submitted|autograded|feedback)(/|$)|graded\.[mp]o$"
    )
    return [name for name in names if wrong.search(name)]


def secrets(root: Path = ROOT) -> set[str]:
    """Explanations, reasons, hidden tests, solutions and rubrics, line by line, in every language."""
    lines = {line.strip() for text in _explanations(root) for line in text.splitlines()}
    for path in sorted((root / "source").glob("*/*/*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            source = "".join(cell["source"])
            given = {line.strip() for line in _REGION.sub("", source).splitlines()}  # such as a skeleton
            for region in _REGION.findall(source):
                lines |= {line.strip() for line in region.splitlines()} - given
    return {line for line in lines if len(line) >= _TELLING}


def _explanations(root: Path) -> Iterator[str]:
    for path in sorted((root / "autograde_tests" / "items").glob("*.yml")):
        for item in load(path):
            for where, text in texts(item.parts):
                if KEYS & {where.partition(".")[0], where.rpartition(".")[2]}:
                    yield text
    for path in reason_files(root):
        yield from read_reasons(root, path).values()
    for path in sorted((root / "locale").glob("*/graded.po")):
        if path.parent.name != SOURCE_LANGUAGE:
            for message in read_catalog(root, path):
                if message.context and message.context.startswith(("item:", "reason:")):
                    yield from message.strings


def _plain(path: Path) -> str:
    """The text as people read it: a notebook's cells, else the file."""
    text = path.read_bytes().decode("utf-8", "replace")
    if path.suffix == ".ipynb":
        return "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])
    return text
