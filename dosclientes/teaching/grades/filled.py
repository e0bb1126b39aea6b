"""Moodle's offline grading worksheet, or Canvas's gradebook, as the platform has made it, with the grades filled in.

Where Moodle hides names, its worksheet knows people by the number of their hand-in alone, which `dosclientes collect`
has seen in the download.

Only the cells of grades change. All else, the platform's own columns, order, separator and encoding, stays as it was.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dosclientes.language.translation import gettext as _
from dosclientes.options import CannotRunError
from dosclientes.teaching.grades.cells import number
from dosclientes.teaching.grades.formats import Made
from dosclientes.teaching.grades.results import WITHDRAWN, Person, Result

__all__ = ["CannotFillError", "Sheet", "fill", "read"]

# What Moodle calls its columns in the course's languages (mod/assign/lang, lang/moodle.php), and Canvas in all.
_IDENTIFIER = ("identifier", "identificador")
_GRADE = ("grade", "calificación")
_MAXIMUM = ("maximum grade", "calificación máxima")
_EMAIL = ("email address", "email", "dirección de correo", "dirección email", "correo electrónico")
_LOGIN = ("username", "nombre de usuario", "sis login id")
_NUMBER = ("id number", "número de id", "id", "sis user id")
_NAME = ("full name", "nombre completo", "student")
_ENCODINGS = ("utf-8-sig", "utf-16", "cp1252")
_POINTS = "points possible"


class CannotFillError(CannotRunError):
    """The file is not one that can be filled in; the message says why, and what to do."""


@dataclass
class Sheet:
    """A platform's file as it was read.

    `head` is the place of the line of headings: Canvas may have another before it.
    """

    rows: list[list[str]]
    encoding: str
    delimiter: str
    newline: str

    @property
    def head(self) -> list[str]:
        """The headings, in small letters, without what surrounds them."""
        return [_simple(cell) for cell in self.rows[0]]

    @property
    def platform(self) -> str:
        """ "moodle" or "canvas", or "" if it is neither's."""
        head = self.head
        if any(name in head for name in _IDENTIFIER):
            return "moodle"
        return "canvas" if {"id", "section"} <= set(head) else ""

    def column(self, names: Sequence[str]) -> int | None:
        """The place of the first column that is called one of these."""
        return next((place for place, name in enumerate(self.head) if name in names), None)


def read(path: Path) -> Sheet:
    """Read a platform's file. Raises CannotFillError; OSError."""
    content = path.read_bytes()
    for encoding in _ENCODINGS:
        if encoding == "utf-16" and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            continue
        try:
            text = content.decode(encoding)
            break
        except UnicodeError:
            continue
    else:
        raise CannotFillError(_("no se puede leer {path}: no es un archivo de texto", path=path))
    if encoding == "utf-8-sig" and not content.startswith(b"\xef\xbb\xbf"):
        encoding = "utf-8"
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    newline = "\r\n" if first.endswith("\r") else "\n"
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    if not rows or not any(rows[0]):
        raise CannotFillError(_("{path} está vacío", path=path))
    return Sheet(rows, encoding, delimiter, newline)


def fill(sheet: Sheet, found: Sequence[Result], headings: Mapping[str, str], scale: bool) -> Made:
    """Fill the grades in; who has none keeps what the platform has, an excuse for one.

    Arguments:
        headings: what the platform calls an assignment, by name.
        scale: convert to the platform's maximum where it is another one.

    Returns: the rows, and whom the file does not hold.
    Raises CannotFillError.
    """
    made = Made([list(row) for row in sheet.rows])
    for name in dict.fromkeys(one.assignment for one in found):
        column = _grade_column(sheet, name, headings)
        mine = [one for one in found if one.assignment == name and one.state != WITHDRAWN]
        places = _places(sheet, mine)
        for one in mine:
            place = places.get(one.person.id)
            if place is None:
                made.left_out[one.person.id] = _(
                    "no está en el archivo de la plataforma, o no se sabe cuál es"
                )
            elif one.score is not None:
                row = made.rows[place]
                row += [""] * (column + 1 - len(row))
                row[column] = number(one.score * _factor(sheet, place, column, one, scale))
    return made


def _grade_column(sheet: Sheet, assignment: str, headings: Mapping[str, str]) -> int:
    wanted = _simple(headings.get(assignment, assignment))
    # Canvas writes «Title (12345)»; the number may be left out here
    found = [
        place for place, name in enumerate(sheet.head) if wanted in (name, re.sub(r"\s\(\d+\)$", "", name))
    ]
    if not found and sheet.platform == "moodle" and assignment not in headings:
        found = [place for place, name in enumerate(sheet.head) if name in _GRADE]
    if len(found) != 1:
        there = ", ".join(f"«{cell.strip()}»" for cell in sheet.rows[0] if cell.strip())
        raise CannotFillError(
            _(
                "no se sabe cuál es la columna de {assignment}: dilo con --column '{assignment}=TÍTULO'. Hay: {there}",
                assignment=assignment,
                there=there,
            )
        )
    return found[0]


def _factor(sheet: Sheet, place: int, column: int, one: Result, scale: bool) -> float:
    """What to multiply points with; the platform's maximum is in a line of Canvas's, in a column of Moodle's."""
    said = ""
    limit = sheet.column(_MAXIMUM)
    if limit is not None:
        said = _cell(sheet.rows[place], limit)
    elif sheet.platform == "canvas":
        said = next((_cell(row, column) for row in sheet.rows[1:4] if _POINTS in _simple(_cell(row, 0))), "")
    try:
        maximum = float(said.replace(",", "."))
    except ValueError:
        return 1.0
    if maximum == one.full or maximum <= 0 or not one.full:
        return 1.0
    if not scale:
        raise CannotFillError(
            _(
                "{assignment} vale {full:g} puntos y en la plataforma {maximum:g}: iguálalos allí, o usa --scale",
                assignment=one.assignment,
                full=one.full,
                maximum=maximum,
            )
        )
    return maximum / one.full


def _places(sheet: Sheet, mine: Sequence[Result]) -> dict[str, int]:
    """The line of each person, by id: whoever has one line, which is nobody else's, by the surest of what is known."""
    people = [one.person for one in mine]
    numbers = {one.person.id: one.number for one in mine}
    ways: Iterator[tuple[int | None, Callable[[Person], Sequence[str]]]] = iter(
        (
            (sheet.column(_EMAIL), lambda person: [person.email]),
            (sheet.column(_LOGIN), lambda person: [person.id]),
            (sheet.column(_NUMBER), lambda person: [person.lms, person.id]),
            (sheet.column(_IDENTIFIER), lambda person: [numbers[person.id]]),
            (sheet.column(_NAME), lambda person: [f"{person.first} {person.last}", person.sortable]),
        )
    )
    found: dict[str, int] = {}
    for column, said in ways:
        if column is None:
            continue
        lines: dict[str, list[int]] = {}
        for place, row in enumerate(sheet.rows[1:], start=1):
            said_there = _simple(_cell(row, column))
            if column == sheet.column(_IDENTIFIER):  # «Participant 4321», in the platform's language
                said_there = said_there.rpartition(" ")[2]
            lines.setdefault(said_there, []).append(place)
        claims: dict[int, set[str]] = {}
        for person in people:
            if person.id not in found:
                for word in filter(None, map(_simple, said(person))):
                    for place in lines.get(word, []) if len(lines.get(word, [])) == 1 else []:
                        claims.setdefault(place, set()).add(person.id)
        taken = set(found.values())
        for place, ids in claims.items():
            if len(ids) == 1 and place not in taken:
                found.setdefault(next(iter(ids)), place)
    return found


def _cell(row: Sequence[str], place: int) -> str:
    return row[place] if place < len(row) else ""


def _simple(text: str) -> str:
    """Text to compare: no capitals, no outer or double spaces, accents composed."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().replace("\ufeff", "").split())
