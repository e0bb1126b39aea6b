"""`dosclientes insight`: what a class knows, as a page, and as CSV and JSON."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dosclientes.atomic import write_atomically
from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import ngettext, use_language
from dosclientes.options import CannotRunError, add_language, speak_class
from dosclientes.paths import ROOT
from dosclientes.teaching.course import Course, open_class

if TYPE_CHECKING:
    from dosclientes.insight.count.records import Learned
    from dosclientes.insight.whole import Report

__all__ = ["add_arguments", "run"]

_OURS = ".insight"
"""The file that says that a folder is this command's to empty."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument(
        "assignments",
        nargs="*",
        metavar="a1",
        help=_("solo estas tareas; si no, todas las que están corregidas"),
    )
    parser.add_argument(
        "--records",
        nargs="+",
        type=Path,
        default=[],
        metavar="JSON",
        help=_("registros que han exportado quienes aprenden, o la carpeta en que están"),
    )
    parser.add_argument(
        "--second",
        type=Path,
        metavar="CSV",
        help=_("puntos de otra persona que corrigió lo mismo: columnas student, question, points"),
    )
    parser.add_argument(
        "--names", action="store_true", help=_("en los CSV y el JSON, identificadores en vez de seudónimos")
    )
    parser.add_argument("--erase", action="store_true", help=_("borrar todo lo que esta orden ha escrito"))
    parser.add_argument("--to", type=Path, metavar=_("carpeta"), help=_("dónde escribir (insight/IDIOMA)"))
    add_language(parser)
    parser.add_argument("--root", type=Path, default=Path(), help=_("carpeta del curso"))


def run(options: argparse.Namespace) -> int:
    """Write the pages and tables, or erase them. Returns 0; raises CannotRunError."""
    lang = speak_class(options)
    root = options.root.resolve()
    folder = options.to or root / "insight" / lang
    try:
        if options.erase:
            return _erase(folder)
        with open_class(root, lang) as course:
            return _write(options, course, folder, lang)
    except OSError as error:
        raise CannotRunError(
            _("No se pudo escribir en {folder}: {error}", folder=folder, error=error)
        ) from None


def _write(options: argparse.Namespace, course: Course, folder: Path, lang: str) -> int:
    """Each assignment's pages and tables, which speak the class's language, whoever reads what is printed here."""
    from dosclientes.insight.count.records import learned
    from dosclientes.insight.read.reading import read
    from dosclientes.insight.read.records import read_records
    from dosclientes.insight.read.second import read_second
    from dosclientes.insight.whole import report

    lessons = learned(read_records(options.records)) if options.records else None
    second = read_second(options.second) if options.second else None
    names = options.assignments or _graded(course)
    _begin(folder)
    for name in names:
        with use_language(lang):
            found = report(read(course, name, options.root.resolve()), second)
            files = list(_files(found, folder, options.names, lessons))
        for file, text in files:
            _note(folder, file)
            write_atomically(folder / file, text.encode())
        print(folder / f"{name}.html")
    print(_("Nada ha salido de este ordenador. Se borra con: dosclientes insight --erase"))
    return 0


def _files(found: Report, folder: Path, named: bool, lessons: Learned | None) -> Iterator[tuple[str, str]]:
    """Each file's name and text."""
    from dosclientes.insight.show.class_page import class_page
    from dosclientes.insight.show.export import as_json, tables
    from dosclientes.insight.show.people_page import people_page
    from dosclientes.insight.show.pseudonyms import pseudonyms

    name, students = found.group.assignment, found.group.students
    called = {who: who for who in students} if named else pseudonyms(folder, students)
    notes = ROOT / "docs" / "teaching"
    link = Path(os.path.relpath(notes, folder)).as_posix() if notes.is_dir() else ""
    yield f"{name}.html", class_page(found, link, lessons)
    yield f"{name}-people.html", people_page(found)
    for what, text in tables(found, called, lessons).items():
        yield f"{name}-{what}.csv", text
    yield f"{name}.json", as_json(found, called, lessons)


def _graded(course: Course) -> list[str]:
    """Every assignment of which anything is graded. Raises CannotRunError if there is none."""
    from dosclientes.insight.read.gradebook import read

    found = []
    for one in course.gradebook.assignments:
        try:
            read(course.gradebook, one.name)
        except CannotRunError:
            continue
        found.append(one.name)
    if not found:
        raise CannotRunError(_("Todavía no hay ninguna entrega corregida: dosclientes grade a1"))
    return found


def _begin(folder: Path) -> None:
    """Have the folder, marked as this command's. Raises CannotRunError if it is somebody else's."""
    if folder.is_dir() and any(folder.iterdir()) and not (folder / _OURS).is_file():
        raise CannotRunError(
            _("{folder} tiene archivos que no son de esta orden: elige otra con --to.", folder=folder)
        )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _OURS).touch()


def _note(folder: Path, file: str) -> None:
    """Remember a file's name before it is written."""
    known = (folder / _OURS).read_text("utf-8").splitlines()
    if file not in known:
        write_atomically(folder / _OURS, "\n".join([*known, file, ""]).encode())


def _erase(folder: Path) -> int:
    """Delete what was written, the key of the pseudonyms too, and nothing else."""
    from dosclientes.insight.show.pseudonyms import KEY

    if not (folder / _OURS).is_file():
        print(_("En {folder} no hay nada que esta orden haya escrito.", folder=folder))
        return 0
    written = (folder / _OURS).read_text("utf-8").splitlines()
    gone = 0
    for name in (*written, KEY):
        path = folder / Path(name).name
        if path.is_file():
            path.unlink()
            gone += 1
    (folder / _OURS).unlink()
    if not any(folder.iterdir()):
        folder.rmdir()
    print(
        ngettext(
            "Se borró un archivo de {folder}.", "Se borraron {n} archivos de {folder}.", gone, folder=folder
        )
    )
    return 0
