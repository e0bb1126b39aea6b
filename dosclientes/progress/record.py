"""Reading and writing the record: answers, and the card of each item that follows from them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from dosclientes.items.revisions import item_answered
from dosclientes.progress.place import folder, is_on
from dosclientes.progress.schedule import AHEAD, UNCARDED, Card, Given, replay
from dosclientes.progress.store import FILE, connect, forget_traces

__all__ = [
    "add",
    "add_now",
    "all_answers",
    "cards",
    "current_answers",
    "erase",
    "now",
    "pick_of",
    "remember_pick",
]

_COLUMNS = "id, item, time, confidence, fraction, misconceptions"


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def add(answers: Iterable[Given], at: datetime | None = None) -> int:
    """Add answers, and say how many were new: an id that is there already changes nothing. Raises RecordError."""
    with _open(write=True) as record:
        return _insert(record, answers, at or now())


def add_now(answer: Given) -> bool:
    """Add an answer just given; return whether the clock is behind an earlier one. Raises RecordError."""
    with _open(write=True) as record:
        newest = record.execute("SELECT max(time) FROM answers").fetchone()[0]
        _insert(record, [answer], answer.time)
    return newest is not None and datetime.fromisoformat(newest) > answer.time + AHEAD


def all_answers() -> list[Given]:
    """Every answer as it is kept, oldest first; `current_answers` has those that count. Raises RecordError."""
    with _open() as record:
        return [_given(row) for row in record.execute(f"SELECT {_COLUMNS} FROM answers ORDER BY time, id")]


def current_answers() -> list[Given]:
    """The answers to questions that there are, each with its item's id, oldest first; none while the record is off.

    Raises RecordError.
    """
    if not is_on() or not (folder() / FILE).exists():
        return []
    return [replace(one, item=item) for one in all_answers() if (item := item_answered(one.item))]


def cards() -> dict[str, Card]:
    """Where each item ever answered stands, by its id; empty while the record is off. Raises RecordError."""
    if not is_on() or not (folder() / FILE).exists():
        return {}
    with _open() as record:
        rows = record.execute("SELECT item, due, last, fraction, confidence, misconceptions, days FROM cards")
        return {item: _card((item, *row[1:])) for row in rows if (item := item_answered(row[0]))}


def pick_of(lesson: str, day: str) -> list[str]:
    """The items chosen on a day to open a lesson with; empty if none were. Raises RecordError."""
    with _open() as record:
        row = record.execute("SELECT items FROM picks WHERE lesson = ? AND day = ?", (lesson, day)).fetchone()
    return row[0].split() if row else []


def remember_pick(lesson: str, day: str, items: list[str]) -> None:
    """Keep what was chosen, so that a lesson run again on the same day asks the same. Raises RecordError."""
    with _open(write=True) as record:
        record.execute("INSERT OR REPLACE INTO picks VALUES (?, ?, ?)", (lesson, day, " ".join(items)))


def erase() -> int:
    """Delete every answer, here and in damaged files laid aside; return how many were here.

    Raises RecordError, OSError.
    """
    found = 0
    if (folder() / FILE).exists():
        with _open(write=True) as record:
            found = record.execute("SELECT count(*) FROM answers").fetchone()[0]
            for table in ("answers", "cards", "picks"):
                record.execute(f"DELETE FROM {table}")  # names of our own
        forget_traces()
    for path in folder().glob("progress.damaged-*.sqlite3*"):
        path.unlink()
    return found


def _insert(record: sqlite3.Connection, answers: Iterable[Given], at: datetime) -> int:
    rows = [
        (one.id, one.item, _text(one.time), one.confidence, one.fraction, " ".join(one.misconceptions))
        for one in answers
    ]
    before = record.total_changes
    record.executemany(f"INSERT OR IGNORE INTO answers ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", rows)
    added = record.total_changes - before
    if added:
        _refresh(record, {row[1] for row in rows}, at)
    return added


@contextmanager
def _open(*, write: bool = False) -> Iterator[sqlite3.Connection]:
    with connect(_rebuild, write=write) as record:
        yield record


def _rebuild(record: sqlite3.Connection) -> None:
    """Make all cards anew, as after a migration."""
    items = {row[0] for row in record.execute("SELECT DISTINCT item FROM answers")}
    _refresh(record, items, now())


def _refresh(record: sqlite3.Connection, items: Iterable[str], at: datetime) -> None:
    for item in items:
        rows = record.execute(f"SELECT {_COLUMNS} FROM answers WHERE item = ?", (item,))
        card = replay((one for one in map(_given, rows) if one.confidence not in UNCARDED), at)
        if card:
            last = card.last
            values = (item, _text(card.due), _text(last.time), last.fraction, last.confidence)
            record.execute(
                "INSERT OR REPLACE INTO cards VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*values, " ".join(last.misconceptions), card.days),
            )


def _text(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def _given(row: Any) -> Given:
    name, item, time, confidence, fraction, misconceptions = row
    return Given(
        name, item, datetime.fromisoformat(time), confidence, fraction, tuple(misconceptions.split())
    )


def _card(row: Any) -> Card:
    item, due, last, fraction, confidence, misconceptions, days = row
    answer = _given(("", item, last, confidence, fraction, misconceptions))
    return Card(answer, datetime.fromisoformat(due), days)
