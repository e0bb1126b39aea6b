"""Who of the roster a hand-in belongs to. Nobody is guessed: when two fit, or none, a person says who it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dosclientes.teaching.hand_ins.names import Label, key, original

__all__ = ["Match", "Matcher", "Person"]


@dataclass(frozen=True)
class Person:
    """A student of the roster, as nbgrader has them."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    def spellings(self) -> set[str]:
        """The name in the orders in which platforms write it."""
        first, last = key(self.first_name), key(self.last_name)
        return {first + last, last + first} - {""}


@dataclass(frozen=True)
class Match:
    """Whose a hand-in is.

    Attributes:
        students: one, if it is clear; several that fit; none.
        certain: whether an id says so, rather than a name.
        file: the student's path, for names that begin with an id.
    """

    students: tuple[str, ...]
    certain: bool = False
    file: str = ""


@dataclass
class Matcher:
    """Finds students.

    Arguments:
        roster: the class.
        table: rows of `tables.read_table` that say who is who: a platform's person, number, name or e-mail.
        known: names of the assignment's files.
    """

    roster: list[Person]
    table: list[dict[str, str]] = field(default_factory=list)
    known: set[str] = field(default_factory=set)

    def match(self, label: Label) -> Match:
        """Find whose a file is."""
        row = self.row(label)
        if row:
            students = self._of_row(row)
            if students:
                return Match(students, certain=True, file=label.file or self._rest(label, students))
        if label.platform == "canvas" and label.number:
            same = self._all(lambda one: label.number in (one.lms_user_id, one.id))
            if same:
                return Match(same, certain=True, file=label.file)
        if not label.platform:
            return self._by_id(label)
        return Match(self._by_name(label.name), file=label.file)

    def row(self, label: Label) -> dict[str, str] | None:
        """What the table says of this person."""
        wanted = {key(text) for text in (label.person, label.number) if text}
        for row in self.table:
            told = row.get("person", "")
            if told and (key(told) in wanted or (label.number and told.split()[-1] == label.number)):
                return row
        rows = [row for row in self.table if label.name and key(row.get("name", "")) == key(label.name)]
        return rows[0] if len(rows) == 1 else None

    def _of_row(self, row: dict[str, str]) -> tuple[str, ...]:
        """The students that a row of the table names, by id, by e-mail or by name."""
        for name in ("id", "email", "lms_user_id"):
            value = row.get(name, "").casefold()
            same = self._all(
                lambda one, value=value, name=name: value and getattr(one, name).casefold() == value
            )
            if same:
                return same
        return self._by_name(row.get("name", "") or f"{row.get('first_name', '')} {row.get('last_name', '')}")

    def _by_id(self, label: Label) -> Match:
        """The longest id that the name begins with, where a file of the assignment's kind follows."""
        for one in sorted(self.roster, key=lambda one: -len(one.id)):
            for name in filter(None, (one.id, one.email)):
                rest = _after(label.person, name)
                if rest is not None and label.file:
                    return Match((one.id,), certain=True, file=label.file)
                if rest and (
                    original(rest, self.known) in self.known or rest.casefold().endswith((".zip", ".ipynb"))
                ):
                    shorter = [p.id for p in self.roster if p.id != one.id and _after(label.person, p.id)]
                    if original(rest, self.known) in self.known or not self._is_more_of_a_name(rest, shorter):
                        return Match((one.id,), certain=True, file=rest)
        return Match(self._by_name(label.person) if label.file else (), file=label.file)

    def _is_more_of_a_name(self, rest: str, shorter: list[str]) -> bool:
        """Whether what follows an id may be the rest of somebody else's: another word before the file's name."""
        return "_" in rest.rpartition(".")[0] or bool(shorter)

    def _rest(self, label: Label, students: tuple[str, ...]) -> str:
        for student in students:
            rest = _after(label.person, student)
            if rest:
                return rest
        return label.person.rpartition("_")[2]

    def _by_name(self, name: str) -> tuple[str, ...]:
        """Who has this name, in either order, with or without their user name in front."""
        if not key(name):
            return ()
        words = sorted(key(word) for word in name.replace(",", " ").split())
        exact = self._all(
            lambda one: (
                key(name) in one.spellings()
                or (one.full_name and words == sorted(key(word) for word in one.full_name.split()))
            )
        )
        if exact:
            return exact
        first, _space, rest = name.partition(" ")
        return self._all(lambda one: key(first) == key(one.id) and key(rest) in {*one.spellings(), ""})

    def _all(self, fits: object) -> tuple[str, ...]:
        return tuple(one.id for one in self.roster if fits(one))  # type: ignore[operator]


def _after(text: str, start: str) -> str | None:
    """What follows an id and an underscore; "" if nothing does; None if it does not begin so."""
    if key(text) == key(start):
        return ""
    lowered = text.casefold()
    return text[len(start) + 1 :] if lowered.startswith(f"{start.casefold()}_") else None


def several(people: Iterable[str]) -> str:
    """Names one after the other."""
    return ", ".join(people)
