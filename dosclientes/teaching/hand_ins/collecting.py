"""A download becomes hand-ins: whose each file is, and the newest of each student's."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from dosclientes.language.translation import gettext as _
from dosclientes.teaching.hand_ins import times
from dosclientes.teaching.hand_ins.archive import Archive, ArchiveError, File, is_litter, unpack
from dosclientes.teaching.hand_ins.matching import Match, Matcher
from dosclientes.teaching.hand_ins.names import Label, original, read_label, version

__all__ = ["TIMESTAMP", "Collected", "Stranger", "gather"]

TIMESTAMP = "timestamp.txt"


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
        state: what became of it once it is laid, see `laying`.
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
            if name == TIMESTAMP or is_litter(path):
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
