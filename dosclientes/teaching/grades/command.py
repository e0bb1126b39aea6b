"""`dosclientes grades`: the grades of a class, as the file that a learning platform takes back."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from dosclientes.authoring.files import write
from dosclientes.language.translation import gettext as _
from dosclientes.options import CannotRunError, add_language, speak_class
from dosclientes.teaching.course import Course, open_class
from dosclientes.teaching.grades import filled
from dosclientes.teaching.grades.cells import sheet
from dosclientes.teaching.grades.feedback import pack
from dosclientes.teaching.grades.formats import IDENTITIES, Made, canvas, long, moodle
from dosclientes.teaching.grades.results import (
    GRADED,
    MISSING,
    UNGRADED,
    WAITING,
    WITHDRAWN,
    Result,
    results,
    with_zero,
)

__all__ = ["PERSON", "WRITTEN", "add_arguments", "run"]

WRITTEN, PERSON = 0, 3
"""Exit codes: every hand-in has its grade in the file; some wait for a person."""
_ZERO = "zero"
_FORMATS = ("moodle", "canvas", "csv")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("assignments", nargs="*", metavar="a1", help=_("solo estas tareas; si no, todas"))
    parser.add_argument("--format", choices=_FORMATS, required=True, help=_("para qué plataforma"))
    parser.add_argument(
        "--fill",
        type=Path,
        metavar="CSV",
        help=_(
            "rellenar este archivo de la plataforma: la hoja de calificaciones de una tarea de Moodle, o las de Canvas"
        ),
    )
    parser.add_argument(
        "--by",
        choices=IDENTITIES,
        default="email",
        help=_("por qué reconoce Moodle a cada persona: correo, lms_user_id o identificador (email)"),
    )
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar=_("a1=TÍTULO"),
        help=_("cómo se llama la tarea en la plataforma"),
    )
    parser.add_argument(
        "--scale", action="store_true", help=_("con --fill, convertir los puntos al máximo de la plataforma")
    )
    parser.add_argument(
        "--feedback",
        type=Path,
        metavar="ZIP",
        help=_(
            "en vez de notas, las páginas de comentarios en un zip con los nombres de esta descarga de entregas"
        ),
    )
    parser.add_argument(
        "--missing-as-zero",
        action="store_true",
        help=_("poner 0 a quien no ha entregado y ya no está a tiempo; sin esto no tiene nota"),
    )
    where = _("dónde escribir; si no, en la carpeta en la que estás")
    parser.add_argument("--to", type=Path, metavar="CSV", help=where)
    add_language(parser)
    parser.add_argument("--root", type=Path, default=Path(), help=_("carpeta del curso"))


def run(options: argparse.Namespace) -> int:
    """Write the file and say what is not in it. Returns WRITTEN or PERSON; raises CannotRunError."""
    lang = speak_class(options)
    from nbgrader.api import MissingEntry

    if options.feedback:
        return _feedback(options, lang)
    headings = _headings(options.column)
    with open_class(options.root.resolve(), lang) as course:
        try:
            found = list(results(course, options.assignments))
            if options.missing_as_zero:
                found = [with_zero(one) for one in found]
            made, text, encoding = _made(options, course, found, headings)
            target = options.to or Path(_name(options, course.directory.course_id))
            write(target, text.encode(encoding, "replace"))
        except MissingEntry as error:
            raise CannotRunError(_("no hay tal tarea en el libro de notas: {error}", error=error)) from None
        except OSError as error:
            raise CannotRunError(_("No se han escrito notas: {message}", message=error)) from None
    return _tell(target, found, made)


def _feedback(options: argparse.Namespace, lang: str) -> int:
    """Pack the feedback of one assignment."""
    if len(options.assignments) != 1:
        raise CannotRunError(_("di de qué tarea son los comentarios: dosclientes grades a1 --feedback …"))
    name = options.assignments[0]
    with open_class(options.root.resolve(), lang) as course:
        target = options.to or Path(f"feedback-{course.directory.course_id}-{name}-{options.format}.zip")
        try:
            missing = pack(course, name, options.feedback, target)
        except OSError as error:
            raise CannotRunError(str(error)) from None
    print(_("Los comentarios están en {path}", path=target))
    for student, why in missing.items():
        print("  " + _("fuera del archivo: {student} ({why})", student=student, why=why))
    return PERSON if missing else WRITTEN


def _made(
    options: argparse.Namespace, course: Course, found: Sequence[Result], headings: dict[str, str]
) -> tuple[Made, str, str]:
    """The file's rows, text and encoding."""
    if options.fill:
        page = filled.read(options.fill)
        if page.platform != options.format:
            raise filled.CannotFillError(
                _(
                    "{path} no parece un archivo de {platform}: descárgalo de la plataforma y no cambies los títulos",
                    path=options.fill,
                    platform=options.format.capitalize(),
                )
            )
        made = filled.fill(page, found, headings, options.scale)
        return made, sheet(made.rows, page.delimiter, page.newline), page.encoding
    if options.format == "moodle":
        made = moodle(found, options.by, headings)
    elif options.format == "canvas":
        made = canvas(found, headings)
    else:
        made = long(found, course.directory.course_id)
    return made, sheet(made.rows), "utf-8"


def _headings(given: Sequence[str]) -> dict[str, str]:
    pairs = [one.partition("=") for one in given]
    for assignment, equals, title in pairs:
        if not (assignment and equals and title.strip()):
            raise filled.CannotFillError(
                _("«{word}» no es de la forma a1=TÍTULO", word=assignment + equals + title)
            )
    return {assignment: title.strip() for assignment, _equals, title in pairs}


def _name(options: argparse.Namespace, course: str) -> str:
    words = ["grades", course, *options.assignments]
    return "-".join(words if options.format == "csv" else [*words, options.format]) + ".csv"


def _tell(target: Path, found: Sequence[Result], made: Made) -> int:
    """Say where the grades are, and count what is empty."""
    print(_("Las notas están en {path}", path=target))
    titles = {
        GRADED: _("con nota"),
        WAITING: _("esperan a una persona, sin nota en el archivo"),
        UNGRADED: _("entregadas y sin calificar, sin nota en el archivo"),
        MISSING: _("no entregaron, sin nota en el archivo"),
        _ZERO: _("no entregaron, con 0 en el archivo"),
        WITHDRAWN: _("dados de baja"),
    }
    for state, title in titles.items():
        mine = [
            one
            for one in found
            if state == (_ZERO if one.state == MISSING and one.score is not None else one.state)
        ]
        if mine:
            names = ", ".join(f"{one.person.id} ({one.assignment})" for one in mine)
            print(f"  {title}: {len(mine)}" + ("" if state == GRADED else f" – {names}"))
    for student, why in made.left_out.items():
        print("  " + _("fuera del archivo: {student} ({why})", student=student, why=why))
    waits = any(one.state in (WAITING, UNGRADED) for one in found)
    return PERSON if waits or made.left_out else WRITTEN
