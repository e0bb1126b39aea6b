"""A learner's answers, in `answers.json` beside the notebook.

The file is plain JSON that nbgrader hands in along with the notebook. It is written atomically, under
a lock, and re-read before each write, so that two notebooks of a folder never lose each other's answers.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dosclientes.answers.file import (
    FILE,
    UNASKED,
    VERSION,
    Answer,
    BrokenError,
    UnusableError,
    answers_in,
    content,
    well_formed,
    word,
)
from dosclientes.atomic import write_atomically
from dosclientes.language.translation import gettext as _
from dosclientes.locks import locked

_LOCK_SECONDS = 5.0
_OPTIONAL = frozenset({"drew", "earlier"})  # left out of the file where there are none


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
            return answers_in(self.path).get(item_id)
        except FileNotFoundError:
            return None
        except UnusableError as error:
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

        def following(there: Answer | None) -> Answer:
            tries = 1 + (there.tries if there else 0)
            return Answer(response, confidence, _now(), tries, seed, hints, drew or {})

        return self._record(item_id, following)

    def revise(self, item_id: str, response: Mapping[str, Any]) -> Answer:
        """Record a text, {"text": …, "ticks": [...] or None}, and keep what it replaces among its `earlier` versions.

        Ticks given to a text that had none complete that version, and make no other.
        """
        return self._record(item_id, lambda there: _revised(there, response))

    def _record(self, item_id: str, following: Callable[[Answer | None], Answer]) -> Answer:
        """Record the answer that follows on the one that is there when the file is ours."""
        try:
            answer = self._write(item_id, following)
        except (UnusableError, OSError) as error:  # a lock held for too long is an OSError
            answer = self._session[item_id] = following(self.get(item_id))
            self.problem = (
                str(error)
                if isinstance(error, UnusableError)
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
                data = content(self.path)
            except FileNotFoundError:
                data = {}
            except BrokenError:
                _lay_aside(self.path)
                data = {}
            answer = following(self._session.get(item_id) or (well_formed(data).get(item_id)))
            kept = {key: value for key, value in asdict(answer).items() if value or key not in _OPTIONAL}
            answers = {**data.get("answers", {}), item_id: kept}
            owner = _owner(self.path.parent)
            _replace(self.path, {**data, **owner, "version": VERSION, "answers": answers})
        return answer


def _owner(folder: Path) -> dict[str, str]:
    """Which assignment, and which student, answers given in `folder` are for, as far as the folder knows.

    The student is who JupyterHub or `student.json` says: what the computer calls its user is no class name.
    """
    found = {"assignment": _setting(folder / "course.json", "assignment")}
    found["student"] = os.environ.get("JUPYTERHUB_USER") or _setting(folder / "student.json", "id")
    return {key: value for key, value in found.items() if value}


def _setting(path: Path, key: str) -> str | None:
    try:
        return word(json.loads(path.read_text(encoding="utf-8-sig")), key)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


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
