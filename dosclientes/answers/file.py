"""What `answers.json` holds, as far as it is well formed: an answer to each question, and whose they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from dosclientes.language.translation import gettext as _

FILE = "answers.json"
VERSION = 1
CONFIDENCES = ("sure", "fairly", "guess")
UNASKED = ""
"""The confidence of a text, which is not right or wrong."""


@dataclass(frozen=True)
class Answer:
    """One committed answer: the response, how sure the learner was, when (UTC, ISO 8601), which try.

    `seed` is what the item was drawn from when it was answered, `drew` what that gave (see `items.variants`); `hints`,
    how many were looked at before. `earlier` are the versions of a text that this one replaces, each with its time.
    """

    response: Any
    confidence: str
    time: str
    tries: int = 1
    seed: str = ""
    hints: int = 0
    drew: Mapping[str, Any] = field(default_factory=dict)
    earlier: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class HandedIn:
    """An answer book as somebody handed it in; `assignment` and `student` are None where it does not say."""

    answers: Mapping[str, Answer]
    assignment: str | None = None
    student: str | None = None


class UnusableError(Exception):
    """The file must not be written."""


class BrokenError(UnusableError):
    """The file is no answer book; the next write lays it aside."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _(
                "{file} está dañado. Se guardará al lado con otro nombre y se empezará uno nuevo; "
                "nada de lo que contiene se borra.",
                file=path.name,
            )
        )


def read_answers(path: Path) -> HandedIn:
    """The answers in a file that somebody handed in, and whose they say they are.

    Raises FileNotFoundError, and ValueError for anything that is not an answer book of this version.
    """
    try:
        data = content(path)
    except UnusableError as error:
        raise ValueError(str(error)) from None
    return HandedIn(well_formed(data), *(word(data, key) for key in ("assignment", "student")))


def content(path: Path) -> dict[str, Any]:
    """The answer book in a file; an editor may have put a byte order mark in front.

    Raises FileNotFoundError, UnusableError.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise
    except (ValueError, RecursionError):
        raise BrokenError(path) from None
    except OSError as error:
        raise _unreadable(path, error) from None
    if not isinstance(data, dict) or not isinstance(data.get("answers"), dict):
        raise BrokenError(path)
    if not isinstance(data.get("version"), int) or data["version"] > VERSION:
        raise UnusableError(
            _(
                "{file} es de una versión más nueva del curso y no se toca: actualiza el curso. "
                "Mientras tanto tus respuestas valen solo en esta sesión.",
                file=path.name,
            )
        )
    return data


def answers_in(path: Path) -> dict[str, Answer]:
    """The answers in a file, read again when it has changed: a notebook's cells ask for them some forty times.

    Raises FileNotFoundError, UnusableError.
    """
    return _read(path, _stamp(path))


def _stamp(path: Path) -> tuple[int, ...]:
    """What changes with a file."""
    try:
        found = path.stat()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise _unreadable(path, error) from None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


@lru_cache(8)
def _read(path: Path, _stamp: tuple[int, ...]) -> dict[str, Answer]:
    return well_formed(content(path))


def _unreadable(path: Path, error: OSError) -> UnusableError:
    return UnusableError(_("No se puede leer {file}: {error}", file=path.name, error=error.strerror))


def word(data: Mapping[str, Any], key: str) -> str | None:
    """A name that a file gives, or None. Raises what looking it up in something else raises."""
    value = data.get(key)
    return str(value).strip() or None if value is not None else None


def well_formed(data: Mapping[str, Any]) -> dict[str, Answer]:
    """The well-formed answers; one that somebody edited into another form is as if not given."""
    found = {}
    for name, entry in data.get("answers", {}).items():
        if isinstance(entry, dict) and "response" in entry:
            found[name] = Answer(
                entry["response"],
                entry["confidence"] if entry.get("confidence") in (*CONFIDENCES, UNASKED) else "fairly",
                str(entry.get("time", "")),
                entry["tries"] if isinstance(entry.get("tries"), int) else 1,
                entry["seed"] if isinstance(entry.get("seed"), str) else "",
                entry["hints"] if isinstance(entry.get("hints"), int) else 0,
                entry["drew"] if isinstance(entry.get("drew"), dict) else {},
                tuple(one for one in _list(entry, "earlier") if isinstance(one, dict)),
            )
    return found


def _list(entry: Mapping[str, Any], key: str) -> list[Any]:
    value = entry.get(key)
    return value if isinstance(value, list) else []
