"""A learner's answers, in `answers.json` beside the notebook.

The file is plain JSON that nbgrader hands in along with the notebook. It is written atomically, under
a lock, and re-read before each write, so that two notebooks of a folder never lose each other's answers.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from dosclientes.atomic import write_atomically
from dosclientes.language.translation import gettext as _
from dosclientes.locks import locked

FILE = "answers.json"
VERSION = 1
CONFIDENCES = ("sure", "fairly", "guess")
UNASKED = ""
"""The confidence of a text, which is not right or wrong."""
_LOCK_SECONDS = 5.0
_OPTIONAL = frozenset({"drew", "earlier"})  # left out of the file where there are none


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


class AnswerBook:
    """The answers of one folder, in the file that is handed in or in another.

    `occasion` sets a book apart from others in which the same items are asked on another day.

    When the file cannot be used, answers live in memory for the session and `problem` says why in the
    reader's language; it is None while all is well.
    """

    occasion = ""

    def __init__(self, folder: Path | None = None, file: str = FILE) -> None:
        self.path = (folder or Path.cwd()) / file
        self.problem: str | None = None
        self._session: dict[str, Answer] = {}

    def get(self, item_id: str) -> Answer | None:
        """The last committed answer to an item, or None."""
        if item_id in self._session:
            return self._session[item_id]
        try:
            return _remembered(self.path, _stamp(self.path)).get(item_id)
        except FileNotFoundError:
            return None
        except _UnusableError as error:
            self.problem = str(error)
            return None

    def put(
        self,
        item_id: str,
        response: Any,
        confidence: str,
        seed: str = "",
        hints: int = 0,
        drew: Mapping[str, Any] | None = None,
    ) -> Answer:
        """Record an answer and return it. It is kept on the session's screen whatever the disk says."""
        before = self.get(item_id)
        tries = 1 + (before.tries if before else 0)
        answer = Answer(response, confidence, _now(), tries, seed, hints, drew or {})
        return self._record(item_id, lambda _there: answer)

    def revise(self, item_id: str, response: Mapping[str, Any]) -> Answer:
        """Record a text, {"text": …, "ticks": [...] or None}, and keep what it replaces among its `earlier` versions.

        Ticks given to a text that had none complete that version, and make no other.
        """
        return self._record(item_id, lambda there: _revised(there, response))

    def _record(self, item_id: str, following: Callable[[Answer | None], Answer]) -> Answer:
        """Record the answer that follows on the one that is there when the file is ours."""
        try:
            answer = self._write(item_id, following)
        except (_UnusableError, OSError) as error:  # a lock held for too long is an OSError
            answer = self._session[item_id] = following(self.get(item_id))
            self.problem = (
                str(error)
                if isinstance(error, _UnusableError)
                else _(
                    "No se puede escribir {file}: tus respuestas valen en esta sesión, pero no se guardan. "
                    "Comprueba los permisos y el espacio libre de la carpeta.",
                    file=self.path.name,
                )
            )
        else:
            self._session.pop(item_id, None)
            self.problem = None
        return answer

    def _write(self, item_id: str, following: Callable[[Answer | None], Answer]) -> Answer:
        with locked(self.path, _LOCK_SECONDS):
            try:
                data = _content(self.path)
            except FileNotFoundError:
                data = {}
            except _BrokenError:
                _lay_aside(self.path)
                data = {}
            answer = following(self._session.get(item_id) or (_answers(data).get(item_id)))
            kept = {key: value for key, value in asdict(answer).items() if value or key not in _OPTIONAL}
            answers = {**data.get("answers", {}), item_id: kept}
            owner = _owner(self.path.parent)
            _replace(self.path, {**data, **owner, "version": VERSION, "answers": answers})
        return answer


class _UnusableError(Exception):
    """The file must not be written."""


class _BrokenError(_UnusableError):
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
        data = _content(path)
    except _UnusableError as error:
        raise ValueError(str(error)) from None
    return HandedIn(_answers(data), *(_name(data, key) for key in ("assignment", "student")))


def _content(path: Path) -> dict[str, Any]:
    """The answer book in a file; an editor may have put a byte order mark in front.

    Raises FileNotFoundError, _UnusableError.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise
    except (ValueError, RecursionError):
        raise _BrokenError(path) from None
    except OSError as error:
        raise _unreadable(path, error) from None
    if not isinstance(data, dict) or not isinstance(data.get("answers"), dict):
        raise _BrokenError(path)
    if not isinstance(data.get("version"), int) or data["version"] > VERSION:
        raise _UnusableError(
            _(
                "{file} es de una versión más nueva del curso y no se toca: actualiza el curso. "
                "Mientras tanto tus respuestas valen solo en esta sesión.",
                file=path.name,
            )
        )
    return data


def _stamp(path: Path) -> tuple[int, ...]:
    """What changes with the file. Raises FileNotFoundError, _UnusableError."""
    try:
        found = path.stat()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise _unreadable(path, error) from None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


@lru_cache(8)
def _remembered(path: Path, _stamp: tuple[int, ...]) -> dict[str, Answer]:
    """The answers in a file: a notebook's cells ask for them some forty times. A write reads the file itself."""
    return _answers(_content(path))


def _unreadable(path: Path, error: OSError) -> _UnusableError:
    return _UnusableError(_("No se puede leer {file}: {error}", file=path.name, error=error.strerror))


def _owner(folder: Path) -> dict[str, str]:
    """Which assignment, and which student, answers given in `folder` are for, as far as the folder knows.

    The student is who JupyterHub or `student.json` says: what the computer calls its user is no class name.
    """
    found = {"assignment": _setting(folder / "course.json", "assignment")}
    found["student"] = os.environ.get("JUPYTERHUB_USER") or _setting(folder / "student.json", "id")
    return {key: value for key, value in found.items() if value}


def _setting(path: Path, key: str) -> str | None:
    try:
        return _name(json.loads(path.read_text(encoding="utf-8-sig")), key)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _name(data: Mapping[str, Any], key: str) -> str | None:
    value = data.get(key)
    return str(value).strip() or None if value is not None else None


def _answers(data: Mapping[str, Any]) -> dict[str, Answer]:
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


def _revised(before: Answer | None, response: Mapping[str, Any]) -> Answer:
    earlier = before.earlier if before else ()
    if before and before.response != {**response, "ticks": None}:
        earlier = (*earlier, {"response": before.response, "time": before.time})
    return Answer(dict(response), UNASKED, _now(), len(earlier) + 1, earlier=earlier)


def _lay_aside(path: Path) -> None:
    """Rename a broken file, `answers.json` say, to the first free `answers.broken-N.json`."""
    number = 1
    while (beside := path.with_name(f"{path.stem}.broken-{number}.json")).exists():
        number += 1
    path.rename(beside)


def _replace(path: Path, data: Mapping[str, Any]) -> None:
    """Write JSON, so that not even a power cut loses an answer. Raises OSError."""
    mode = path.stat().st_mode if path.exists() else 0o644
    if not mode & stat.S_IWUSR:
        raise PermissionError(path)  # renaming over a file would not mind that it is read-only
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    write_atomically(path, text.encode(), mode=stat.S_IMODE(mode), durable=True)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
