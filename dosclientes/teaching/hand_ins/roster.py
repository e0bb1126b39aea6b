"""`dosclientes roster`: enter a class in the gradebook, from a table as a spreadsheet or a platform writes it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from dosclientes.language.translation import gettext as _
from dosclientes.options import CannotRunError, add_language, speak_class
from dosclientes.teaching.course import open_class, writing
from dosclientes.teaching.hand_ins.matching import Person
from dosclientes.teaching.hand_ins.tables import TableError, read_table

__all__ = ["FIELDS", "add_arguments", "is_usable", "people", "run"]

FIELDS = ("first_name", "last_name", "email", "lms_user_id")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "table", nargs="?", type=Path, metavar="CSV", help=_("tabla con una columna id y los nombres")
    )
    what.add_argument(
        "--withdraw",
        nargs="+",
        metavar="ID",
        help=_("dar de baja: conservan lo que tienen, y nadie espera más de ellos"),
    )
    what.add_argument("--readmit", nargs="+", metavar="ID", help=_("retirar la baja"))
    add_language(parser)
    parser.add_argument("--root", type=Path, default=Path(), help=_("carpeta del curso"))


def run(options: argparse.Namespace) -> int:
    """Enter or update each student of the table. Nobody is removed, and what a row leaves out stays."""
    lang = speak_class(options)
    if options.withdraw or options.readmit:
        return _leave(options, lang)
    try:
        rows = read_table(options.table)
    except TableError as error:
        print(error, file=sys.stderr)
        return 2
    wrong = _problems(rows)
    if wrong:
        print("\n".join([_("No se ha cambiado nada:"), *wrong]), file=sys.stderr)
        return 2
    with open_class(options.root.resolve(), lang, begin=True) as course:
        known = {person.id for person in people(course.gradebook)}
        for row in rows:
            told = {name: row[name] for name in FIELDS if name in row}
            course.gradebook.update_or_create_student(row["id"], **told)
    new = len({row["id"] for row in rows} - known)
    print(
        _(
            "Inscritos: {new} nuevos, {old} puestos al día, {all} en total",
            new=new,
            old=len(rows) - new,
            all=len(known) + new,
        )
    )
    return 0


def _leave(options: argparse.Namespace, lang: str) -> int:
    """Note who has left the class, or is back. Nothing of theirs is removed. Raises CannotRunError."""
    with open_class(options.root.resolve(), lang) as course:
        known = {person.id for person in people(course.gradebook)}
        unknown = sorted(set(options.withdraw or options.readmit) - known)
        if unknown:
            raise CannotRunError(_("no están en la lista: {names}", names=", ".join(unknown)))
        left = (course.withdrawn | set(options.withdraw or ())) - set(options.readmit or ())
        with writing(options.root):
            course.withdraw(left)
    print(_("Dados de baja: {names}", names=", ".join(sorted(left)) or "–"))
    return 0


def people(gradebook: Any) -> list[Person]:
    """The class in nbgrader's gradebook."""
    return [Person(one.id, *(getattr(one, name) or "" for name in FIELDS)) for one in gradebook.students]


def is_usable(name: str) -> bool:
    """Whether an id can be the name of a folder, as nbgrader has it."""
    return bool(name) and name not in (".", "..") and not set(name) & set("/\\\0\n\r") and len(name) <= 128


def _problems(rows: list[dict[str, str]]) -> list[str]:
    """What is wrong with a table, a line each."""
    found = [] if rows else [_("la tabla no tiene filas")]
    seen: set[str] = set()
    for number, row in enumerate(rows, start=2):
        name = row.get("id", "")
        if not name:
            found.append(_("fila {number}: falta el identificador (columna id)", number=number))
        elif not is_usable(name):
            found.append(_("fila {number}: «{name}» no puede ser un identificador", number=number, name=name))
        elif name.casefold() in seen:
            found.append(_("fila {number}: «{name}» está dos veces", number=number, name=name))
        seen.add(name.casefold())
    return found
