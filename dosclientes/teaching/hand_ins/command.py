"""`dosclientes collect`: what students handed in on a learning platform, from its download to their folders."""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from dosclientes.answers import FILE as ANSWERS
from dosclientes.language.translation import gettext as _
from dosclientes.options import CannotRunError, add_language, speak_class
from dosclientes.teaching.course import Course, open_class, writing
from dosclientes.teaching.hand_ins.archive import Archive, ArchiveError
from dosclientes.teaching.hand_ins.collecting import Collected, Stranger, gather
from dosclientes.teaching.hand_ins.laying import LEFT, NEW, NEWER, UNCHANGED, Collector
from dosclientes.teaching.hand_ins.matching import Matcher
from dosclientes.teaching.hand_ins.roster import people
from dosclientes.teaching.hand_ins.tables import TableError, read_table

__all__ = ["COLLECTED", "PERSON", "add_arguments", "run"]

COLLECTED, PERSON = 0, 3
"""Exit codes: all are collected; some need a person."""
PEOPLE = "people.csv"
"""Beside the downloads: whose are the files that could not be matched."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("assignment", metavar="a1", help=_("nombre de la tarea"))
    parser.add_argument(
        "download", type=Path, help=_("el zip de la plataforma, o una carpeta con sus archivos")
    )
    parser.add_argument(
        "--table",
        type=Path,
        metavar="CSV",
        help=_("quién es quién y cuándo entregó: la hoja de calificaciones de Moodle, o una tabla tuya"),
    )
    parser.add_argument(
        "--zone",
        metavar="Europe/Madrid",
        help=_("zona horaria de la tabla (si no se dice: la de este ordenador)"),
    )
    parser.add_argument(
        "--replace", action="store_true", help=_("sustituir también lo que no se sabe si es más nuevo")
    )
    add_language(parser)
    parser.add_argument("--root", type=Path, default=Path(), help=_("carpeta del curso"))


def run(options: argparse.Namespace) -> int:
    """Collect as the options say; print who handed in what, and who could not be told."""
    lang, root = speak_class(options), options.root.resolve()
    download = options.download.resolve()
    with open_class(root, lang) as course:
        known = _known(course, options.assignment)
        roster = people(course.gradebook)
        if not roster:
            raise CannotRunError(
                _("La clase no tiene a nadie: inscríbela antes con «dosclientes roster LISTA.csv».")
            )
        memory = course.downloads / options.assignment
        matcher = Matcher(roster, _tables(options.table, memory / PEOPLE), known)
        try:
            archive = Archive.open(download)
        except ArchiveError as error:
            raise CannotRunError(str(error)) from None
        place = course.place("submitted").replace("{assignment}", options.assignment)
        try:
            found, strangers = gather(archive, matcher, options.zone)
            collector = Collector(place, memory, options.replace)
            with writing(root):
                for one in found:
                    collector.lay(one)
                _ask(memory / PEOPLE, strangers)
        finally:
            archive.close()
    _print(options.assignment, lang, found, strangers, archive.odd, memory)
    doubtful = strangers or any(one.state == LEFT for one in found)
    return PERSON if doubtful else COLLECTED


def _known(course: Course, assignment: str) -> set[str]:
    """The names of an assignment's files. Raises CannotRunError if there is no such assignment."""
    names = {one.name for one in course.gradebook.assignments}
    if assignment not in names:
        told = ", ".join(sorted(names)) or "-"
        raise CannotRunError(
            _("La tarea «{name}» no está en el libro de notas. Están: {names}.", name=assignment, names=told)
        )
    notebooks = {f"{one.name}.ipynb" for one in course.gradebook.find_assignment(assignment).notebooks}
    release = Path(course.directory.format_path(course.directory.release_directory, ".", assignment))
    given = {path.name for path in release.iterdir()} if release.is_dir() else set()
    return notebooks | given | {ANSWERS, "student.json"}


def _tables(*paths: Path | None) -> list[dict[str, str]]:
    """Rows of the tables that are there. Raises CannotRunError."""
    try:
        return [
            row
            for path in paths
            if path is not None and (path.exists() or path.name != PEOPLE)
            for row in read_table(path)
        ]
    except TableError as error:
        raise CannotRunError(str(error)) from None


def _ask(path: Path, strangers: list[Stranger]) -> None:
    """Add whoever could not be matched to the file in which a person says who they are; what they wrote stays."""
    said = [row for row in _tables(path) if row.get("id")]
    told = {row.get("person") for row in said}
    rows = [[row.get("person", ""), row["id"], ""] for row in said]
    rows += [[one.person, "", " / ".join(one.candidates)] for one in strangers if one.person not in told]
    if rows:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([["person", "id", "candidates"], *rows])


def _print(
    assignment: str,
    lang: str,
    found: list[Collected],
    strangers: list[Stranger],
    odd: list[str],
    memory: Path,
) -> None:
    console = Console()
    words = {NEW: _("nueva"), NEWER: _("más nueva"), UNCHANGED: _("igual"), LEFT: _("no se ha tocado")}
    shown = Table(title=_("{name}: entregas recogidas (clase {lang})", name=assignment, lang=lang))
    for column in (_("estudiante"), _("estado de la entrega"), _("observaciones")):
        shown.add_column(column)
    for one in found:
        remarks = [*one.remarks, *([_("tarde, según la plataforma")] if one.late else [])]
        if one.state == LEFT and one.files:
            remarks.append(_("ya hay otra y no se sabe cuál es más nueva; --replace pone esta"))
        if one.state != UNCHANGED or remarks:
            shown.add_row(escape(one.student), words[one.state], escape("; ".join(remarks)))
    for stranger in strangers:
        told = (
            _("encajan: {names}", names=", ".join(stranger.candidates))
            if stranger.candidates
            else _("no encaja nadie")
        )
        shown.add_row(escape(stranger.person), _("sin dueño"), escape(told))
    if shown.row_count:
        console.print(shown)
    for line in odd:
        console.print(escape(line))
    counts = {state: sum(one.state == state for one in found) for state in words}
    console.print(
        _(
            "Nuevas: {new}; más nuevas: {newer}; iguales: {same}; no tocadas: {left}; sin dueño: {strangers}",
            new=counts[NEW],
            newer=counts[NEWER],
            same=counts[UNCHANGED],
            left=counts[LEFT],
            strangers=len(strangers),
        )
    )
    if strangers:
        console.print(
            _(
                "Di de quién son en la columna id de {path} y repite la misma orden.",
                path=escape(str(memory / PEOPLE)),
            )
        )
    if not any(one.when for one in found):
        console.print(
            _(
                "Un zip no dice cuándo se entregó. Con la hoja de calificaciones de Moodle (--table) se sabe quién "
                "entregó tarde."
            )
        )
