"""`dosclientes status`: who waits for what in an assignment, at any time."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dosclientes.language.translation import gettext as _
from dosclientes.options import CannotRunError, add_language, speak_class
from dosclientes.teaching.course import Course, open_class

__all__ = ["add_arguments", "run", "waits"]

PERSON = 3
_SCORE = re.compile(r"\(Score: ([\d.]+) / ")
"""The points of a notebook at the head of nbgrader's feedback page."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("assignment", metavar="a1", help=_("nombre de la tarea"))
    add_language(parser)
    parser.add_argument("--root", type=Path, default=Path(), help=_("carpeta del curso"))


def run(options: argparse.Namespace) -> int:
    """Print what is left to do. Returns 0, or PERSON if anything is; raises CannotRunError.

    Without a language it is about the class that the environment says, or the Spanish one, in the system's language.
    """
    lang = speak_class(options)
    with open_class(options.root.resolve(), lang) as course:
        names = {one.name for one in course.gradebook.assignments}
        if options.assignment not in names:
            told = ", ".join(sorted(names)) or "-"
            raise CannotRunError(
                _(
                    "La tarea «{name}» no está en el libro de notas. Están: {names}.",
                    name=options.assignment,
                    names=told,
                )
            )
        found = waits(course, options.assignment)
        gone, group = len(course.withdrawn), course.directory.course_id
    about = f"{options.assignment} ({group})" if group else options.assignment
    shown = Table(title=Text(_("{name}: lo que falta", name=about)))
    for column in (_("estudiante"), _("qué falta")):
        shown.add_column(column)
    for student, reasons in found.items():
        if reasons:
            shown.add_row(Text(repr(student)[1:-1]), Text("; ".join(reasons)))
    console = Console()
    if shown.row_count:
        console.print(shown)
    left = sum(bool(reasons) for reasons in found.values())
    console.print(_("Estudiantes: {all}; con algo pendiente: {left}", all=len(found), left=left))
    if gone:
        console.print(_("Dados de baja: {count}", count=gone))
    return PERSON if left else 0


def waits(course: Course, assignment: str) -> dict[str, list[str]]:
    """What each student waits for, nothing where all is done: those of the roster, and whoever handed in besides.

    Nobody waits for those who have left the class.
    """
    from dosclientes.grading.feedback.record import Record, content
    from dosclientes.grading.submissions import hand_ins
    from dosclientes.grading.submissions.gradebook.marks import read_marks

    submitted = hand_ins.folders(course.directory, assignment)
    left = course.withdrawn
    rows = {one.student_id: one for one in course.gradebook.find_assignment(assignment).submissions}
    students = sorted(({one.id for one in course.gradebook.students} | submitted.keys()) - left)
    pages = Record(course.directory, assignment)
    marks = read_marks(course.gradebook, assignment, list(pages.known))
    found = {}
    for student in students:
        graded, told = (
            Path(course.place(step).format(student=student, assignment=assignment))
            for step in ("autograded", "feedback")
        )

        def is_current(student: str = student, graded: Path = graded, told: Path = told) -> bool | None:
            shows = content(graded, marks.get(student, {}), course.directory.ignore)
            return pages.is_current(student, shows, told)

        found[student] = list(
            _reasons(submitted.get(student), graded, told, rows.get(student), course.directory, is_current)
        )
    return found


def _reasons(
    source: Path | None,
    graded: Path,
    told: Path,
    row: Any,
    directory: Any,
    is_current: Callable[[], bool | None],
) -> Iterator[str]:
    from dosclientes.grading.engine import newer
    from dosclientes.grading.submissions.opening import clocks, handed_in_at

    if source is None:
        yield _("no ha entregado")
        return
    _moment, no_time = handed_in_at(source, clocks(directory.config))
    if no_time:
        yield no_time
    if row is None or not graded.is_dir():
        yield _("entregada y sin calificar")
        return
    if newer(source, graded, directory.ignore):
        yield _("la entrega es más nueva que la calificada")
    grades = [grade for notebook in row.notebooks for grade in notebook.grades if grade.needs_manual_grade]
    by_hand = [grade.name for grade in grades if _is_by_hand(grade.cell)]
    unjudged = [grade.name for grade in grades if not _is_by_hand(grade.cell)]
    judged = [grade for notebook in row.notebooks for grade in notebook.grades if not _is_by_hand(grade.cell)]
    if unjudged and len(unjudged) == len(judged):
        yield _("para una persona: todas las pruebas ({count})", count=len(unjudged))
    elif unjudged:
        yield _("para una persona: {cells}", cells=", ".join(sorted(unjudged)))
    if by_hand:
        yield _("por calificar a mano: {cells}", cells=", ".join(sorted(by_hand)))
    if not grades:
        yield from _feedback(told, graded, row, is_current)


def _is_by_hand(cell: Any) -> bool:
    """Whether a person grades a cell by design, text or code, rather than because it could not be judged."""
    answers = {one.name for one in cell.notebook.solution_cells}
    return bool(cell.type == "TaskCell" or cell.cell_type == "markdown" or cell.name in answers)


def _feedback(told: Path, graded: Path, row: Any, is_current: Callable[[], bool | None]) -> Iterator[str]:
    """Whether the pages for the student are there and show the points that count."""
    late = _("comentarios (feedback) anteriores a la calificación")
    for notebook in row.notebooks:
        page, shown = told / f"{notebook.name}.html", graded / f"{notebook.name}.ipynb"
        if not shown.is_file():
            continue
        if not page.is_file():
            yield _("sin comentarios (feedback)")
            return
        known = is_current()
        if known is not None:
            if not known:
                yield late
            return
        score = _SCORE.search(page.read_text("utf-8", errors="replace"))
        differs = score is not None and abs(float(score[1]) - round(notebook.score, 2)) > 0.005
        if differs or page.stat().st_mtime < shown.stat().st_mtime:
            yield late
            return
