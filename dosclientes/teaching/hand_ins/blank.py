"""`dosclientes blank`: whose text is as it was handed out. To give them all 0 is a person's decision, `--zero`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dosclientes.language.translation import gettext as _
from dosclientes.options import CannotRunError, add_language, speak_class
from dosclientes.teaching.course import Course, open_class

__all__ = ["add_arguments", "run", "unanswered"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("assignment", metavar="a1", help=_("nombre de la tarea"))
    parser.add_argument("students", nargs="*", metavar="ID", help=_("solo estos; si no, toda la clase"))
    parser.add_argument("--zero", action="store_true", help=_("ponerles 0 en lo que dejaron en blanco"))
    add_language(parser)
    parser.add_argument("--root", type=Path, default=Path(), help=_("carpeta del curso"))


def run(options: argparse.Namespace) -> int:
    """Say whose texts are blank, or give them 0; return 0. Raises CannotRunError."""
    lang = speak_class(options)
    from nbgrader.api import MissingEntry

    with open_class(options.root.resolve(), lang) as course:
        try:
            found = unanswered(course, options.assignment)
        except MissingEntry as error:
            raise CannotRunError(_("no hay tal tarea en el libro de notas: {error}", error=error)) from None
        chosen = {name: grades for name, grades in found.items() if name in (options.students or found)}
        for student, grades in chosen.items():
            print(f"  {student}: {', '.join(sorted(grade.name for grade in grades))}")
            if options.zero:
                for grade in grades:
                    grade.manual_score, grade.needs_manual_grade = 0.0, False
        course.gradebook.db.commit()
    if options.zero:
        print(_("Con 0 en lo que dejaron en blanco: {count}", count=len(chosen)))
    elif chosen:
        print(
            _(
                "En blanco y sin puntos: {count}. Míralos; con --zero reciben 0 en esas preguntas.",
                count=len(chosen),
            )
        )
    else:
        print(_("No hay respuestas en blanco sin puntos."))
    return 0


def unanswered(course: Course, assignment: str) -> dict[str, list[Any]]:
    """The grades that wait for a person though there is nothing to read, by student. Raises nbgrader's MissingEntry.

    An answer is blank only if the student has written nothing in the notebook beside code: a text may stand in any
    cell. What somebody gave points to, or could not be judged, is never among them.
    """
    directory = course.directory
    release = Path(directory.format_path(directory.release_directory, ".", assignment))
    found: dict[str, list[Any]] = {}
    for submission in course.gradebook.find_assignment(assignment).submissions:
        student = submission.student_id
        folder = Path(course.place("autograded").format(student=student, assignment=assignment))
        for notebook in submission.notebooks:
            waiting = [
                grade
                for grade in notebook.grades
                if grade.needs_manual_grade and grade.manual_score is None and _is_text(grade.cell)
            ]
            file = f"{notebook.name}.ipynb"
            if waiting and not _says_anything(_texts(folder / file), _texts(release / file)):
                found.setdefault(student, []).extend(waiting)
    return found


def _is_text(cell: Any) -> bool:
    """Whether a person reads words there: code that is graded by hand is never taken for blank."""
    return bool(cell.type == "TaskCell" or cell.cell_type == "markdown")


def _says_anything(written: list[str] | None, given: list[str] | None) -> bool:
    """Whether a notebook holds words that were not handed out; yes where either cannot be read."""
    return written is None or given is None or bool(set(written) - set(given))


def _texts(path: Path) -> list[str] | None:
    """What stands in the cells that a student may write text in, pictures included; None if it cannot be read."""
    import nbformat

    try:
        cells: Iterable[Any] = nbformat.read(path, as_version=4).cells
    except Exception:
        return None
    found = []
    for cell in cells:
        label = cell.metadata.get("nbgrader") or {}
        is_code_answer = cell.cell_type == "code" and label.get("solution")
        if not (label.get("locked") or label.get("task") or is_code_answer):
            found += [cell.source.strip(), *map(str, cell.get("attachments", {}).values())]
    return [text for text in found if text]
