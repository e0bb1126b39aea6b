"""The learner's own copies of lessons and assignments, filled and kept up to date without losing work.

A manifest remembers what was delivered. A copy that still is what was delivered follows the course; a copy
the learner has changed, or run, is never touched, and a newer version is laid beside it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from dosclientes.atomic import write_atomically
from dosclientes.paths import ROOT, SOURCE_LANGUAGE

__all__ = ["Delivery", "course_languages", "fill", "last_change", "lesson_to_open"]

_MANIFEST = ".delivered.json"
_LESSON = re.compile(r"(\d+)-[^.]+\.ipynb")  # a version laid beside has one dot more
_LEARNERS_OWN = {"answers.json", "student.json"}
_NEW = {"es": "nuevo"}  # any other language: "new"
_WRITTEN_BY_OPENING = {"kernelspec", "language_info", "widgets"}


@dataclass
class Delivery:
    """What the learner should hear about a delivery; names are relative to the learner's folder."""

    laid_beside: list[tuple[str, str]] = field(default_factory=list)
    """Each changed file with the name of its new version."""
    failed: list[tuple[str, OSError]] = field(default_factory=list)
    """Each file that could not be read or written, with the error."""
    manifest_lost: bool = False
    """Whether the record of what was delivered was unreadable, so that every copy counts as changed."""


def course_languages(root: Path = ROOT) -> tuple[str, ...]:
    """The languages there are lessons in, Spanish first."""
    found = {path.parent.name for path in (root / "course").glob("*/course.json")}
    return tuple(sorted(found, key=lambda code: (code != SOURCE_LANGUAGE, code)))


def fill(lang: str, target: Path, root: Path = ROOT) -> Delivery:
    """Bring the learner's folder `target` up to date with the course in `lang`.

    A file that cannot be written is reported and the others are delivered. Raises OSError if the folder
    itself cannot be made or its manifest not written.
    """
    target.mkdir(parents=True, exist_ok=True)
    delivered, lost = _read_manifest(target)
    report = Delivery(manifest_lost=lost)
    before = dict(delivered)
    for name, source in _sources(root, lang):
        try:
            beside = _deliver(name, source, target, delivered, _NEW.get(lang, "new"))
        except OSError as error:
            report.failed.append((name, error))
            continue
        if beside:
            report.laid_beside.append((name, beside))
    if lost or delivered != before:
        text = json.dumps({"version": 1, "files": delivered}, ensure_ascii=False, indent=1)
        write_atomically(target / _MANIFEST, text.encode())
    return report


def lesson_to_open(folder: Path) -> str:
    """The name of the lesson last changed or answered, else of the first one; "" if there is none."""
    lessons = {
        match[1]: path.name
        for path in sorted(folder.glob("*.ipynb"), reverse=True)
        if (match := _LESSON.fullmatch(path.name))
    }
    delivered, _ = _read_manifest(folder)
    times = {lessons[number]: when for number, when in _answer_times(folder) if number in lessons}
    for name in lessons.values():
        path = folder / name
        try:
            if _digest(path.read_bytes()) != delivered.get(name):
                times[name] = max(times.get(name, 0.0), path.stat().st_mtime)
        except OSError:
            continue
    if times:
        return max(times, key=times.__getitem__)
    return min(lessons.values(), default="")


def last_change(folder: Path, name: str) -> float:
    """When a delivered folder `name` was last worked in, as a time stamp; 0.0 if it is as it was delivered."""
    delivered, _ = _read_manifest(folder)
    times = [0.0]
    for path in (folder / name).iterdir():
        with suppress(OSError):
            if path.name in _LEARNERS_OWN or (
                path.suffix == ".ipynb" and _digest(path.read_bytes()) != delivered.get(f"{name}/{path.name}")
            ):
                times.append(path.stat().st_mtime)
    return max(times)


def _sources(root: Path, lang: str) -> Iterator[tuple[str, Path]]:
    for base in (root / "course" / lang, root / "assignments" / lang):
        for path in sorted(base.rglob("*")):
            inside = path.relative_to(base)
            hidden = any(part.startswith(".") or part == "__pycache__" for part in inside.parts)
            if path.is_file() and not hidden and path.name not in _LEARNERS_OWN:
                yield inside.as_posix(), path


def _deliver(name: str, source: Path, target: Path, delivered: dict[str, str], word: str) -> str | None:
    """Deliver one file, record it in `delivered`, and return the name of a version laid beside it."""
    content = source.read_bytes()
    newest = _digest(content)
    path = target / name
    present = _digest(path.read_bytes()) if path.exists() else None
    known, delivered[name] = delivered.get(name), newest
    if present == newest or (present is not None and known == newest):
        return None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if present is None or present == known:
            write_atomically(path, content)
            return None
        return _lay_beside(name, content, target, delivered, word)
    except OSError:  # so that it is tried again the next time
        del delivered[name]
        if known is not None:
            delivered[name] = known
        raise


def _lay_beside(name: str, content: bytes, target: Path, delivered: dict[str, str], word: str) -> str:
    """Write `content` beside the file `name`, over an older such version only if that is unchanged."""
    stem, suffix = os.path.splitext(name)  # noqa: PTH122 - the folders stay in front
    newest = _digest(content)
    number = 1
    while True:
        beside = f"{stem}.{word}{'' if number == 1 else f'-{number}'}{suffix}"
        path = target / beside
        present = _digest(path.read_bytes()) if path.exists() else None
        if present in (None, newest, delivered.get(beside)):
            break
        number += 1
    write_atomically(path, content)
    delivered[beside] = newest
    return beside


def _read_manifest(folder: Path) -> tuple[dict[str, str], bool]:
    """What was delivered, by name, and whether that record was there but unreadable."""
    try:
        files = json.loads((folder / _MANIFEST).read_text("utf-8"))["files"]
        return {str(name): str(digest) for name, digest in files.items()}, False
    except FileNotFoundError:
        return {}, False
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}, True


def _answer_times(folder: Path) -> Iterator[tuple[str, float]]:
    """Lesson number and time of each answer, oldest first; what cannot be read is passed over."""
    try:
        answers: Any = json.loads((folder / "answers.json").read_text("utf-8-sig"))["answers"]
        items = [(str(item), _timestamp(answer)) for item, answer in answers.items()]
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return
    known = [(item.split("-", 1)[0], when) for item, when in items if when is not None]
    yield from sorted(known, key=lambda found: found[1])


def _timestamp(answer: Any) -> float | None:
    try:
        return datetime.fromisoformat(answer["time"]).timestamp()
    except (ValueError, LookupError, TypeError, OverflowError, OSError):
        return None


def _digest(content: bytes) -> str:
    """The sha256 of a file; of a notebook, without what is saved there when it is merely opened."""
    if content.lstrip().startswith(b"{"):
        # no notebook, or a broken one: every byte counts
        with suppress(ValueError, LookupError, TypeError, AttributeError, RecursionError):
            content = _work_in(json.loads(content))
    return hashlib.sha256(content).hexdigest()


def _work_in(notebook: Any) -> bytes:
    kept = {key: value for key, value in notebook["metadata"].items() if key not in _WRITTEN_BY_OPENING}
    cells = [{**cell, "source": "".join(cell["source"])} for cell in notebook["cells"]]
    first = next((cell for cell in cells if cell["cell_type"] == "code"), {})
    first.update(outputs=[], execution_count=None)  # opening a lesson runs it
    return json.dumps([kept, cells], sort_keys=True).encode()
