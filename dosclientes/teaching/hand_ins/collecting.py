"""A download becomes hand-ins: each student's newest files, laid where nbgrader grades them, what was there kept."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from dosclientes.atomic import write_atomically
from dosclientes.language.translation import gettext as _
from dosclientes.teaching.hand_ins import times
from dosclientes.teaching.hand_ins.archive import Archive, ArchiveError, File, unpack
from dosclientes.teaching.hand_ins.matching import Match, Matcher
from dosclientes.teaching.hand_ins.names import Label, original, read_label, version

__all__ = ["LEFT", "NEW", "NEWER", "UNCHANGED", "Collected", "Collector", "Stranger", "gather"]

NEW, NEWER, UNCHANGED, LEFT = "new", "newer", "unchanged", "left"
"""What became of a hand-in; LEFT: what is there differs, and it cannot be told which is the newer."""
_TIMESTAMP = "timestamp.txt"


@dataclass
class Collected:
    """One student's hand-in in a download.

    Attributes:
        files: contents by the path under which they are laid.
        place: the platform's words for whose it is, by which feedback goes back.
        order: the platform's number of the newest file; 0 if there is none.
        when: when it was handed in, if that is known.
        late: whether the platform says that it was late.
        remarks: what a person should know.
        state: NEW, NEWER, UNCHANGED or LEFT, once it is laid.
    """

    student: str
    files: dict[str, bytes] = field(default_factory=dict)
    place: str = ""
    platform: str = ""
    order: int = 0
    when: dt.datetime | None = None
    late: bool = False
    remarks: list[str] = field(default_factory=list)
    state: str = ""

    def digest(self) -> str:
        """What was handed in, as one word."""
        sums = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(self.files.items())}
        return hashlib.sha256(json.dumps(sums).encode()).hexdigest()


@dataclass(frozen=True)
class Stranger:
    """Somebody in a download whom nobody, or more than one, of the roster fits."""

    person: str
    candidates: tuple[str, ...]


def gather(
    archive: Archive, matcher: Matcher, zone: str | None = None
) -> tuple[list[Collected], list[Stranger]]:
    """Sort a download's files by student.

    Arguments:
        zone: see `times.moment`.

    Returns: the hand-ins, and whose files could not be matched.
    """
    owners: dict[str, tuple[Label, Match]] = {}
    files: dict[str, list[tuple[Label, File]]] = {}
    for file in archive.files:
        label = read_label(file.path)
        if label is None:
            continue
        match = matcher.match(label)
        if match.file:
            label = Label(**{**label.__dict__, "file": match.file})
        owners[label.person] = (label, match)
        files.setdefault(label.person, []).append((label, file))
    chosen = _one_each(owners)
    strangers = [
        Stranger(person, match.students) for person, (_label, match) in owners.items() if person not in chosen
    ]
    found: dict[str, Collected] = {}
    entries: dict[str, list[tuple[Label, File]]] = {}
    for person, student in chosen.items():
        label = owners[person][0]
        one = found.setdefault(student, Collected(student, place=person, platform=label.platform))
        entries.setdefault(student, []).extend(files[person])
        _date(one, matcher.row(label) or {}, zone)
    for student, theirs in entries.items():
        _fill(found[student], theirs, matcher.known)
    return sorted(found.values(), key=lambda one: one.student), strangers


def _one_each(owners: dict[str, tuple[Label, Match]]) -> dict[str, str]:
    """Whose each person's files are, where that is clear: two persons of a platform are not one student."""
    rivals: dict[str, list[str]] = {}
    for person, (_label, match) in owners.items():
        if len(match.students) == 1:
            rivals.setdefault(match.students[0], []).append(person)
    chosen = {}
    for student, persons in rivals.items():
        sure = [person for person in persons if owners[person][1].certain]
        own = [person for person in persons if not owners[person][0].platform]
        if len(persons) == 1 or persons == own:
            chosen.update(dict.fromkeys(persons, student))
        elif len(sure) == 1:
            chosen[sure[0]] = student
    return chosen


def _date(one: Collected, row: dict[str, str], zone: str | None) -> None:
    try:
        one.when = times.moment(row.get("time", ""), zone) or one.when
    except times.TimeError as error:
        one.remarks.append(str(error))


def _fill(one: Collected, entries: list[tuple[Label, File]], known: set[str]) -> None:
    """Take the newest of each file; what cannot be read is told, and the rest is taken."""
    ranks: dict[str, tuple[int, int]] = {}
    closed: dict[str, bytes] = {}
    for label, file in entries:
        one.late |= label.late
        one.order = max(one.order, label.order)
        for path, content in _contents(label, file, one.remarks, closed):
            name, rank = original(path, known), (label.order, version(path))
            if name == _TIMESTAMP:
                continue
            if name in one.files and one.files[name] != content:
                newer = rank > ranks[name]
                one.remarks.append(_("dos versiones de «{name}»: se toma la más nueva", name=name))
                if not newer:
                    continue
            one.files[name], ranks[name] = content, rank
    one.files = one.files or closed  # something was handed in, which a person has to look at
    one.remarks = list(dict.fromkeys(one.remarks))
    if not any(PurePosixPath(name).suffix == ".ipynb" for name in one.files):
        one.remarks.append(_("sin cuaderno"))


def _contents(
    label: Label, file: File, remarks: list[str], closed: dict[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    """A file, or what a zip holds; a zip that cannot be opened is put into `closed` as it is."""
    try:
        content = file.read()
        if not label.file.casefold().endswith(".zip"):
            yield label.file, content
            return
        closed[PurePosixPath(label.file).name] = content
        yield from unpack(content, label.file, remarks)
    except ArchiveError as error:
        remarks.append(str(error))


class Collector:
    """Lays hand-ins into the folders of a class.

    Arguments:
        place: where a student's hand-in goes, with `{student}`.
        memory: the folder that holds what was collected before, and earlier versions.
        replace: lay a hand-in even over one of which it cannot be told whether it is older.
    """

    def __init__(self, place: str, memory: Path, replace: bool = False) -> None:
        self.place = place
        self.memory = memory
        self.replace = replace
        self.record: dict[str, dict[str, Any]] = self._read()

    @property
    def _book(self) -> Path:
        return self.memory / "collected.json"

    def _read(self) -> dict[str, dict[str, Any]]:
        try:
            found = json.loads(self._book.read_text("utf-8"))
            return found if isinstance(found, dict) else {}
        except (OSError, ValueError):
            return {}

    def lay(self, one: Collected) -> None:
        """Lay a hand-in, if it is new or newer, and remember it."""
        if not one.files:
            one.state = LEFT
            return
        folder = Path(self.place.format(student=one.student))
        one.state = self._state(one, folder)
        if one.state in (NEW, NEWER):
            self._put(one, folder)
        if one.state != LEFT:
            self.record[one.student] = {
                "digest": one.digest(),
                "person": one.place,
                "platform": one.platform,
                "order": one.order,
                "late": one.late,
                "time": times.stamp(one.when) if one.when else None,
            }
            self.memory.mkdir(parents=True, exist_ok=True)
            text = json.dumps(self.record, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
            write_atomically(self._book, text.encode("utf-8", "replace"))

    def _state(self, one: Collected, folder: Path) -> str:
        before = self.record.get(one.student)
        if not folder.is_dir():
            return NEW
        if before is not None and before.get("digest") == one.digest():
            return UNCHANGED  # even if an instructor has mended what was laid
        if before is not None:
            older = one.order < before.get("order", 0)
            return LEFT if older and not self.replace else NEWER
        if all(_holds(folder / name, content) for name, content in one.files.items()):
            return UNCHANGED
        later = one.when is not None and one.when > (_handed_in(folder) or one.when)
        return NEWER if later or self.replace else LEFT

    def _put(self, one: Collected, folder: Path) -> None:
        """Make the folder beside its place, keep what was there, and put it there."""
        fresh = folder.with_name(f".{folder.name}.collecting")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        for name, content in one.files.items():
            path = fresh / name
            if path.is_dir() or any(parent.is_file() for parent in path.parents):
                one.remarks.append(_("«{name}» está donde va otro archivo y no cuenta", name=name))
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if one.when:
            (fresh / _TIMESTAMP).write_text(times.stamp(one.when), "utf-8")
        if folder.exists():
            self._keep(one.student, folder)
        fresh.rename(folder)

    def _keep(self, student: str, folder: Path) -> None:
        """Move an earlier version away; nothing that was handed in is thrown away."""
        shelf = self.memory / "earlier" / student
        shelf.mkdir(parents=True, exist_ok=True)
        number = 1 + max((int(path.name) for path in shelf.iterdir() if path.name.isdigit()), default=0)
        shutil.move(folder, shelf / str(number))


def _handed_in(folder: Path) -> dt.datetime | None:
    """When what is in a folder was handed in, if it says so."""
    try:
        return times.moment((folder / _TIMESTAMP).read_text("utf-8-sig"), "UTC")
    except (OSError, ValueError):
        return None


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content
