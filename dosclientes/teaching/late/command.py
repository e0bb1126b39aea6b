"""`dosclientes extend`: more time for a student, or the date for all; penalties follow at once."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import Any

from dosclientes.grading.submissions.moments import read
from dosclientes.language.translation import gettext as _
from dosclientes.options import CannotRunError, add_language, speak_class
from dosclientes.teaching.course import Course, open_class
from dosclientes.teaching.late.dates import shown

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("assignment", help=_("nombre de la tarea"))
    parser.add_argument(
        "students", nargs="*", help=_("identificadores; si no hay, se dicen las prórrogas que hay")
    )
    size = parser.add_mutually_exclusive_group()
    size.add_argument(
        "--until", metavar=_("FECHA"), help=_("hasta cuándo, como '2026-12-03 23:59 Europe/Madrid'")
    )
    size.add_argument("--days", type=float, metavar="N", help=_("cuántos días más que la clase"))
    size.add_argument("--remove", action="store_true", help=_("quitar la prórroga"))
    parser.add_argument("--due", metavar=_("FECHA"), help=_("la fecha de entrega de toda la clase"))
    add_language(parser)
    parser.add_argument("--root", type=Path, default=Path(), help=_("carpeta del curso"))


def run(options: argparse.Namespace) -> int:
    """Set dates and extensions, reckon penalties anew, and say what holds now. Raises CannotRunError."""
    lang = speak_class(options)
    from nbgrader.api import MissingEntry

    due = read(options.due) if options.due else None
    with open_class(options.root.resolve(), lang) as course:
        try:
            assignment = course.gradebook.find_assignment(options.assignment)
        except MissingEntry as error:
            raise CannotRunError(_("no hay tal tarea en el libro de notas: {error}", error=error)) from None
        if due:
            assignment.duedate = due
        extension = _extension(options, assignment)
        if extension is not None or options.remove:
            _extend(course, options, extension)
        course.gradebook.db.commit()
        _tell(course, options.assignment)
    return 0


def _extension(options: argparse.Namespace, assignment: Any) -> dt.timedelta | None:
    """How much more time, checked."""
    asked = options.until is not None or options.days is not None
    if (asked or options.remove) and not options.students:
        raise CannotRunError(
            _("di a quién: dosclientes extend {assignment} ana …", assignment=assignment.name)
        )
    if options.students and not (asked or options.remove):
        raise CannotRunError(_("di hasta cuándo: --until, --days o --remove"))
    if not asked:
        return None
    if assignment.duedate is None:
        raise CannotRunError(
            _("{assignment} no tiene fecha de entrega: ponla con --due", assignment=assignment.name)
        )
    more: dt.timedelta = (
        read(options.until) - assignment.duedate if options.until else dt.timedelta(days=options.days)
    )
    if more <= dt.timedelta(0):
        raise CannotRunError(
            _("una prórroga acaba después de la fecha de la clase, {due}", due=shown(assignment.duedate))
        )
    return more


def _extend(course: Course, options: argparse.Namespace, extension: dt.timedelta | None) -> None:
    known = {student.id for student in course.gradebook.students}
    unknown = [name for name in options.students if name not in known]
    if unknown:
        raise CannotRunError(_("no están en la lista: {names}", names=", ".join(unknown)))
    for name in options.students:
        # nbgrader keeps an extension in the row of a hand-in, which may be there before the hand-in itself
        course.gradebook.update_or_create_submission(options.assignment, name, extension=extension)
        if extension is None:
            _forget(course.gradebook, options.assignment, name)


def _forget(gradebook: Any, assignment: str, student: str) -> None:
    """Remove a row that held nothing but an extension: to nbgrader it is a hand-in."""
    submission = gradebook.find_submission(assignment, student)
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    if submission.timestamp is None and all(
        grade.auto_score is grade.manual_score is None for grade in grades
    ):
        gradebook.remove_submission(assignment, student)


def _tell(course: Course, name: str) -> None:
    """Say the date, the extensions, and whose penalty changed."""
    from dosclientes.teaching.late.penalties import recompute

    assignment = course.gradebook.find_assignment(name)
    if assignment.duedate is None:
        print(_("{assignment}: sin fecha de entrega", assignment=name))
    else:
        print(_("{assignment}: hasta {due}", assignment=name, due=shown(assignment.duedate)))
    for one in sorted(assignment.submissions, key=lambda one: str(one.student_id)):
        if one.extension and assignment.duedate is not None:
            print(f"  {one.student_id}: {shown(assignment.duedate + one.extension)}")
    for penalty in recompute(course.gradebook, course.config, name):
        print(
            "  "
            + _(
                "{student}: se le descuentan {after:g} puntos por retraso; antes, {before:g}",
                student=penalty.student,
                after=penalty.after,
                before=penalty.before,
            )
        )
