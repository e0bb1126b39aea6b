"""The SQLite file of the record: opened for one operation and closed again, so that many notebooks can share it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dosclientes.language.translation import gettext as _
from dosclientes.locks import locked
from dosclientes.paths import typed
from dosclientes.progress.place import folder

__all__ = ["FILE", "VERSION", "RecordError", "connect", "forget_traces", "release"]

FILE = "progress.sqlite3"
_LOCK_SECONDS = 2.0

_SCHEMA = (
    """
    CREATE TABLE answers (
      id TEXT PRIMARY KEY, item TEXT NOT NULL, time TEXT NOT NULL, confidence TEXT NOT NULL,
      fraction REAL NOT NULL, misconceptions TEXT NOT NULL
    );
    CREATE INDEX answers_by_item ON answers (item, time);
    CREATE INDEX answers_by_time ON answers (time);
    """,
    """
    CREATE TABLE cards (
      item TEXT PRIMARY KEY, due TEXT NOT NULL, last TEXT NOT NULL, fraction REAL NOT NULL,
      confidence TEXT NOT NULL, misconceptions TEXT NOT NULL
    );
    CREATE TABLE picks (lesson TEXT PRIMARY KEY, day TEXT NOT NULL, items TEXT NOT NULL);
    """,
    """
    DROP TABLE cards;
    CREATE TABLE cards (
      item TEXT PRIMARY KEY, due TEXT NOT NULL, last TEXT NOT NULL, fraction REAL NOT NULL,
      confidence TEXT NOT NULL, misconceptions TEXT NOT NULL, days INTEGER NOT NULL
    );
    """,
)
"""What each version adds to the one before; a file of an older version is brought up step by step."""
VERSION = len(_SCHEMA)


class RecordError(Exception):
    """The record cannot be used now; the message says why and what to do. Its file is kept."""


class _DamagedError(Exception):
    """The file is no record."""


@contextmanager
def connect(
    rebuild: Callable[[sqlite3.Connection], None], *, write: bool = False
) -> Iterator[sqlite3.Connection]:
    """The record, inside one transaction: all that is done in it counts, or nothing.

    `rebuild` is called after a migration, to derive what the older version did not hold. A damaged file is laid
    aside, and RecordError says so; the next call starts a new one. Raises RecordError whenever it cannot be used.
    """
    path = folder() / FILE
    connection = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_LOCK_SECONDS, isolation_level=None)
        _prepare(connection, rebuild)
        connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
        yield connection
        connection.execute("COMMIT")
        if write:
            _keep(path)
    except _DamagedError:
        _close(connection)
        raise _laid_aside(path) from None
    except sqlite3.DatabaseError as error:
        _close(connection)
        raise _problem(path, error) from None
    except OSError as error:
        raise RecordError(_unusable(path, error.strerror or str(error))) from None
    finally:
        _close(connection)


_kept: tuple[Path, int, sqlite3.Connection] | None = None


def _keep(path: Path) -> None:
    """Hold the file open until this process ends: the last to close it pays for writing all through to the disk."""
    global _kept
    number = path.stat().st_ino
    if _kept is not None and _kept[:2] == (path, number):
        return
    release()
    connection = sqlite3.connect(path, timeout=_LOCK_SECONDS, check_same_thread=False)
    with suppress(sqlite3.Error):
        connection.execute("PRAGMA user_version").fetchone()
    _kept = (path, number, connection)


def release() -> None:
    """Let go of the file, so that it can be moved away."""
    global _kept
    if _kept is not None:
        _close(_kept[2])
    _kept = None


def _close(connection: sqlite3.Connection | None) -> None:
    if connection is not None:
        with suppress(sqlite3.Error):  # what was not committed is rolled back
            connection.close()


def _prepare(connection: sqlite3.Connection, rebuild: Callable[[sqlite3.Connection], None]) -> None:
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = ON")
    found = _version(connection)
    if found == VERSION:
        return
    if found > VERSION:
        raise RecordError(
            _(
                "Tu registro de progreso es de una versión más nueva del curso y no se toca: actualiza el curso. "
                "Mientras tanto sigues sin registro; tus respuestas de la lección se guardan como siempre."
            )
        )
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    for number in range(_version(connection), VERSION):  # another notebook may have been faster
        for statement in filter(str.strip, _SCHEMA[number].split(";")):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")
    rebuild(connection)
    connection.execute("COMMIT")


def forget_traces() -> None:
    """Write what was deleted through to the file, so that no log beside it still holds it."""
    path = folder() / FILE
    with sqlite3.connect(path, timeout=_LOCK_SECONDS) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    _close(connection)


def _version(connection: sqlite3.Connection) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version == 0 and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise _DamagedError  # a database, but not ours
    return version


def _problem(path: Path, error: sqlite3.DatabaseError) -> RecordError:
    if isinstance(error, sqlite3.OperationalError) and "no such" not in str(error):
        text = str(error)
        if "locked" in text:
            reason = _("otro programa lo tiene ocupado; ciérralo o vuelve a intentarlo")
        elif "readonly" in text or "read-only" in text:
            reason = _("es de solo lectura; comprueba los permisos")
        elif "full" in text:
            reason = _("el disco está lleno; libera espacio")
        else:
            reason = text
        return RecordError(_unusable(path, reason))
    return _laid_aside(path)


def _unusable(path: Path, reason: str) -> str:
    return _(
        "No se puede usar tu registro de progreso ({path}): {reason}. Se conserva tal como está y sigues sin "
        "registro; tus respuestas de la lección se guardan como siempre.",
        path=path,
        reason=reason,
    )


def _laid_aside(path: Path) -> RecordError:
    """Rename a damaged file with what belongs to it, unless another notebook has done so already."""
    release()
    try:
        with locked(path, _LOCK_SECONDS):
            if _is_sound(path):
                return RecordError(_unusable(path, _("se acaba de renovar; vuelve a intentarlo")))
            number = 1
            while (beside := path.with_name(f"progress.damaged-{number}.sqlite3")).exists():
                number += 1
            path.replace(beside)
            for suffix in ("-wal", "-shm"):
                with suppress(FileNotFoundError):
                    os.replace(f"{path}{suffix}", f"{beside}{suffix}")  # noqa: PTH105 - no suffix in Path's sense
    except OSError as error:  # a lock held for too long is one
        return RecordError(_unusable(path, str(error)))
    return RecordError(
        _(
            "Tu registro de progreso estaba dañado. Se conserva como {name} y se empieza uno nuevo; si tenías una "
            "exportación, impórtala con `{command}`.",
            name=beside,
            command=typed("progress --import"),
        )
    )


def _is_sound(path: Path) -> bool:
    connection = None
    try:
        connection = sqlite3.connect(path, timeout=_LOCK_SECONDS)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        sound = connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        return bool(sound and version and connection.execute("SELECT count(*) FROM answers"))
    except sqlite3.Error:
        return False
    finally:
        _close(connection)
