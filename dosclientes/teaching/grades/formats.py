"""The files that are made from nothing but the gradebook: a long CSV, Moodle's grade import, Canvas's gradebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from dosclientes.language.translation import gettext as _
from dosclientes.teaching.grades.cells import number, plain
from dosclientes.teaching.grades.results import WITHDRAWN, Person, Result

__all__ = ["IDENTITIES", "Made", "canvas", "long", "moodle"]

IDENTITIES: dict[str, Callable[[Person], str]] = {
    "email": lambda person: person.email,
    "lms": lambda person: person.lms,
    "id": lambda person: person.id,
}
"""By what a platform is to know a student."""
_LONG = (
    "class",
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
    "status",
)


@dataclass
class Made:
    """A file in the making: its rows, the head among them, and who could not be put into it, with the reason."""

    rows: list[list[str]]
    left_out: dict[str, str] = field(default_factory=dict)


def long(found: Sequence[Result], course: str) -> Made:
    """One line for each student and assignment: nbgrader's own columns, the class in front, the status behind."""
    made = Made([list(_LONG)])
    for one in found:
        who = one.person
        when = (str(moment or "") for moment in (one.due, one.handed_in))
        points = (number(value) for value in (one.raw, one.penalty, one.score, one.full))
        names = (plain(text) for text in (who.id, who.last, who.first, who.email))
        made.rows.append([course, plain(one.assignment), *when, *names, *points, one.state])
    return made


def moodle(found: Sequence[Result], by: str, headings: Mapping[str, str]) -> Made:
    """For Moodle's *Grades > Import > CSV file*: one line for each student, one column for each assignment.

    Where there is no grade stands `-`, Moodle's own sign for it: an empty cell becomes 0 in an item that the import
    creates. A line without an identity would give its grades to the student of the line before, and an unknown one
    ends the whole import (`grade/import/csv/classes/load_data.php`): such students are left out, and named.

    Arguments:
        by: a key of IDENTITIES.
        headings: what the platform calls an assignment, by name; its name if it is not there.
    """
    titles = {"email": _("Dirección de correo"), "lms": _("Número de ID"), "id": _("Nombre de usuario")}
    names = _assignments(found)
    head = [titles[by], _("Apellido(s)"), _("Nombre"), *(plain(headings.get(name, name)) for name in names)]
    made = Made([head])
    people = _people(found)
    used = Counter(IDENTITIES[by](person).lower() for person in people)
    for person in people:
        identity = IDENTITIES[by](person)
        if not identity or plain(identity) != identity:
            made.left_out[person.id] = _("la lista no dice su «{column}»", column=titles[by])
        elif used[identity.lower()] > 1:
            made.left_out[person.id] = _("{identity} es de más de una persona", identity=identity)
        else:
            points = [number(people[person][name].score, "-") for name in names]
            made.rows.append([identity, plain(person.last), plain(person.first), *points])
    return made


def canvas(found: Sequence[Result], headings: Mapping[str, str]) -> Made:
    """Canvas's wide gradebook file: five columns that say who, then assignments; the second line holds the points.

    Canvas looks for a student by ID, a whole number, then by the SIS columns, then by name (its
    `lib/gradebook_importer.rb`).
    """
    names = _assignments(found)
    full = {one.assignment: one.full for one in found}
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    made = Made([[*head, *(plain(headings.get(name, name)) for name in names)]])
    made.rows.append(["    Points Possible", "", "", "", "", *(number(full[name]) for name in names)])
    people = _people(found)
    for person in people:
        if plain(person.id) != person.id or plain(person.lms) != person.lms:
            made.left_out[person.id] = _("su identificador parece una fórmula de hoja de cálculo")
            continue
        ids = [person.lms, ""] if person.lms.isdecimal() else ["", person.lms]
        points = [number(people[person][name].score) for name in names]
        made.rows.append([plain(person.sortable), *ids, person.id, "", *points])
    return made


def _assignments(found: Sequence[Result]) -> list[str]:
    return list(dict.fromkeys(one.assignment for one in found))


def _people(found: Sequence[Result]) -> dict[Person, dict[str, Result]]:
    people: dict[Person, dict[str, Result]] = {}
    for one in found:
        if one.state != WITHDRAWN:  # whom the platform may know no more
            people.setdefault(one.person, {})[one.assignment] = one
    return people
