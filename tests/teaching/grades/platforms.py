"""Readers of grade files, each written after the rules of a platform's own source: what it takes, skips and refuses.

Moodle 4: grade/import/csv/classes/load_data.php, mod/assign/feedback/offline/{importgradeslib,locallib}.php,
lib/csvlib.class.php. Canvas: lib/gradebook_importer.rb.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field


class RefusedError(Exception):
    """The platform takes nothing of the file."""


def _rows(content: bytes, encoding: str = "utf-8", delimiter: str = ",") -> list[list[str]]:
    text = content.decode(encoding).removeprefix("\ufeff")
    return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]


def moodle_import(
    content: bytes, users: Mapping[str, int], items: Mapping[str, float], by: str
) -> dict[tuple[int, str], float | None]:
    """Grades by user and heading after an import that creates each grade item anew.

    Arguments:
        users: a user's number by what identifies them.
        items: the heading of each column of grades, with its maximum.
        by: the heading of the column that identifies.
    """
    head, *lines = _rows(content)
    if any(len(line) != len(head) for line in lines):
        raise RefusedError("csvweirdcolumns")
    head = [cell.strip() for cell in head]
    graded: dict[tuple[int, str], float | None] = {}
    student: int | None = None  # Moodle forgets it at no line's end
    for line in lines:
        new: dict[str, float | None] = {}
        for name, cell in zip(head, line, strict=True):
            value = cell.strip()
            if name == by:
                if value:
                    student = users.get(value.lower())
                    if student is None:
                        raise RefusedError(f"usermappingerror {value}")
            elif name in items:
                # a new item: «-» is no grade, and an empty cell becomes 0 in the database
                new[name] = None if value == "-" else _number(value)
        if student is None:
            raise RefusedError("usermappingerrorusernotfound")
        for name, points in new.items():
            if points is not None and points > 100:
                raise RefusedError("gradevaluetoobig")
            graded[student, name] = points
    return graded


def moodle_worksheet(
    content: bytes, users: Mapping[int, str], maximum: float, word: str = "Participant "
) -> dict[str, float]:
    """Grades by user that a filled worksheet gives.

    Arguments:
        users: who has each participant number.
        maximum: the assignment's.
        word: what stands before the number, in the platform's language.
    """
    english = word == "Participant "
    identifier, grade, modified = (
        ("Identifier", "Grade", "Last modified (grade)")
        if english
        else ("Identificador", "Calificación", "Última modificación (calificación)")
    )
    head, *lines = _rows(content)
    if not {identifier, grade, modified} <= set(head) or any(len(line) != len(head) for line in lines):
        raise RefusedError("invalidgradeimport")
    graded = {}
    for line in lines:
        cells = dict(zip(head, line, strict=True))
        number = cells[identifier][len(word) :]
        user = users.get(int(number)) if number.isdecimal() else None
        points = _number(cells[grade]) if cells[grade].strip() else None
        if user is not None and points is not None and 0 <= points <= maximum:
            graded[user] = points
    return graded


def _number(value: str) -> float:
    """unformat_float, not strict: what is no number is 0."""
    try:
        return float(value.replace(" ", "").replace(",", "."))
    except ValueError:
        return 0.0


@dataclass
class CanvasCourse:
    """What Canvas knows: students by id, their SIS logins, and assignments with their points."""

    students: dict[int, str]
    logins: dict[str, int] = field(default_factory=dict)
    assignments: dict[str, int] = field(default_factory=dict)


@dataclass
class CanvasImport:
    """What an import would do: grades by user and assignment, points, and things Canvas does not know."""

    grades: dict[tuple[int, str], str]
    points: dict[str, float]
    unknown_students: list[str]
    unknown_assignments: list[str]


def canvas_import(content: bytes, course: CanvasCourse) -> CanvasImport:
    """Read a gradebook file as Canvas does."""
    text = content.decode("utf-8")
    first = re.split(r"\r?\n", text)[:3]
    counts = {mark: {len(next(csv.reader([line], delimiter=mark))) for line in first} for mark in (";", ",")}
    semicolon = len(counts[";"]) == 1 and (len(counts[","]) > 1 or max(counts[";"]) > max(counts[","]))
    rows = _rows(content, "utf-8", ";" if semicolon else ",")
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    head = rows[0]
    if not (len(head) > 3 and "Student" in head[0] and "ID" in head[1]):
        raise RefusedError("Invalid header row")
    columns, sis, login = 3, None, None
    if re.search(r"SIS\s+Login\s+ID", head[2]):
        columns, login = 4, 2
    elif re.search(r"SIS\s+User\s+ID", head[2]) and re.search(r"SIS\s+Login\s+ID", head[3]):
        columns, sis, login = 5, 2, 3
    if "Section" not in head[columns - 1]:
        raise RefusedError("Invalid header row")
    skip = re.compile(r"(Current|Final|Override) (Score|Points|Grade)")
    headings = {place: name for place, name in enumerate(head) if place >= columns and not skip.search(name)}
    found = CanvasImport({}, {}, [], [])
    names = {}
    for place, name in headings.items():
        match = re.fullmatch(r"(.*)\s\((\d+)\)", name)
        known = match and course.assignments.get(match[1]) == int(match[2])
        names[place] = match[1] if match and known else name
        if not known and name not in course.assignments:
            found.unknown_assignments.append(name)
    for row in rows[1:]:
        if "Points Possible" in row[0]:
            found.points = {names[place]: float(row[place]) for place in names if row[place]}
        elif not all(re.fullmatch(r"\s*(Muted|Manual Posting.*)?\s*", cell, re.IGNORECASE) for cell in row):
            user = _canvas_user(row, sis, login, course)
            if user is None:
                found.unknown_students.append(row[0])
                continue
            for place, name in names.items():
                found.grades[user, name] = row[place].strip()
    return found


def _canvas_user(row: list[str], sis: int | None, login: int | None, course: CanvasCourse) -> int | None:
    if row[1] and re.match(r"\d+", row[1]) and int(row[1]) in course.students:
        return int(row[1])
    for place in (sis, login):
        if place is not None and row[place] in course.logins:
            return course.logins[row[place]]
    return next((user for user, name in course.students.items() if row[0] == name), None)


def moodle_feedback(names: list[str], users: Mapping[int, str]) -> dict[str, str]:
    """The file of feedback that each user gets from a zip with these names (importziplib.php)."""
    found = {}
    for name in names:
        parts = name.split("/")
        while parts:
            words = parts.pop(0).split("_", 4)
            plugin = tuple(words[2:4]) in {("assignsubmission", "file"), ("assignfeedback", "file")}
            if plugin and words[1].isdecimal() and int(words[1]) in users:
                rest = [*words[4:], *parts]
                found[users[int(words[1])]] = "/".join(filter(None, rest))
                break
    return found


def canvas_feedback(names: list[str], attachments: Mapping[tuple[int, int], str]) -> dict[str, str]:
    """The file that each user gets as a comment, by the numbers of user and attachment in its name."""
    found = {}
    for name in names:
        numbers = [int(word) for word in name.split("/")[-1].split("_") if word.isdecimal()][:2]
        if len(numbers) == 2 and (numbers[0], numbers[1]) in attachments:
            found[attachments[numbers[0], numbers[1]]] = name
    return found
