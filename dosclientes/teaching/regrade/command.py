"""`dosclientes regrade`: see its package."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from dosclientes.language.translation import gettext as _
from dosclientes.options import CannotRunError, add_language, speak_class
from dosclientes.teaching.commands import Class, CommandError
from dosclientes.teaching.course import open_class
from dosclientes.teaching.regrade import kept
from dosclientes.teaching.regrade.changes import Change, changes, lines
from dosclientes.teaching.regrade.rehearsal import copied
from dosclientes.teaching.regrade.state import Key, Mark, read

__all__ = ["add_arguments", "run"]

PERSON = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("assignment", help=_("nombre de la tarea"))
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--dry-run", action="store_true", help=_("solo decir qué cambiaría"))
    how.add_argument("--undo", action="store_true", help=_("retirar la última recalificación"))
    parser.add_argument(
        "--unsandboxed", action="store_true", help=_("ejecutar el código de los estudiantes sin aislarlo")
    )
    add_language(parser)
    parser.add_argument("--root", type=Path, default=Path(), help=_("carpeta del curso"))


def run(options: argparse.Namespace) -> int:
    """Regrade, rehearse or take back. Returns 0, or PERSON if some wait for a person again; raises CannotRunError."""
    lang = speak_class(options)
    group = Class(options.root.resolve(), lang, grading="engine")
    try:
        if options.undo:
            return _undo(group, options.assignment)
        before = _state(group, options.assignment)
        if options.dry_run:
            with tempfile.TemporaryDirectory() as folder:
                trial = copied(group, options.assignment, Path(folder).resolve())
                after = _graded(trial, options, before)
            found = _told(before, after)
            print(_("Es un ensayo: no ha cambiado nada."))
        else:
            found = _apply(group, options, before)
    except (CommandError, OSError) as error:
        raise CannotRunError(_("No se ha podido recalificar: {error}", error=error)) from error
    again = any(one.after.waits and not (one.before and one.before.waits) for one in found)
    return PERSON if again else 0


def _apply(group: Class, options: argparse.Namespace, before: Mapping[Key, Mark]) -> list[Change]:
    place = group.folder / "regrades" / group.lang
    with open_class(group.folder, group.lang) as course:
        folder = kept.begin(place, course, options.assignment, before)
    try:
        after = _graded(group, options, before)
    except BaseException:
        if _state(group, options.assignment) == before:  # refused before anything changed
            shutil.rmtree(folder)
        else:
            kept.finish(folder, _state(group, options.assignment), [])
        raise
    found = _told(before, after)
    log = kept.finish(folder, after, found)
    print(_("Queda apuntado en {log}. Se retira con --undo.", log=log))
    _feedback(group, options.assignment, found)
    return found


def _graded(group: Class, options: argparse.Namespace, before: Mapping[Key, Mark]) -> dict[Key, Mark]:
    """Bring the gradebook's copy of the assignment up to date, grade everybody again, and return what there is now."""
    from dosclientes.teaching.graded import grade
    from dosclientes.teaching.late.penalties import recompute

    group.run("generate_assignment", options.assignment)
    summary = grade(group, options.assignment, unsandboxed=options.unsandboxed, force=True)
    for student, why in summary["broken"].items():
        print(_("{student}: no se ha guardado: {why}", student=student, why=why))
    with open_class(group.folder, group.lang) as course:
        after = read(course, options.assignment)
        for key, new in after.items():
            old = before.get(key)
            # a person has looked at this very work: only what has changed since is to be looked at again
            if old and new.manual is not None and not old.waits and old.work == new.work:
                student, notebook, question = key
                mark = course.gradebook.find_grade(question, notebook, options.assignment, student)
                mark.needs_manual_grade = old.auto != new.auto or new.manual > new.full
        course.gradebook.db.commit()
        recompute(course.gradebook, course.config, options.assignment)
        return read(course, options.assignment)


def _told(before: Mapping[Key, Mark], after: Mapping[Key, Mark]) -> list[Change]:
    found = changes(before, after)
    for line in lines(found):
        print(line)
    return found


def _state(group: Class, assignment: str) -> dict[Key, Mark]:
    from nbgrader.api import MissingEntry

    with open_class(group.folder, group.lang) as course:
        try:
            return read(course, assignment)
        except MissingEntry as error:
            raise CannotRunError(_("no hay tal tarea en el libro de notas: {error}", error=error)) from None


def _feedback(group: Class, assignment: str, found: Sequence[Change]) -> None:
    """Renew the pages there are of those whose marks changed."""
    from dosclientes.grading.feedback import make_pages

    place = group.folder / "feedback" / group.lang
    stale = {one.student for one in found if (place / one.student / assignment).is_dir()}
    if not stale:
        return
    with group.here():
        made = make_pages(group.folder, assignment, wanted=stale.__contains__)
    for student in sorted(stale):
        if student in made.missing:
            print(
                _("{student}: sin página de comentarios: {why}", student=student, why=made.missing[student])
            )
        elif student in made.new:
            print(_("{student}: página de comentarios renovada; publícala otra vez", student=student))


def _undo(group: Class, assignment: str) -> int:
    from dosclientes.teaching.late.penalties import recompute

    with open_class(group.folder, group.lang) as course:
        students = kept.take_back(group.folder / "regrades" / group.lang, course, assignment)
        recompute(course.gradebook, course.config, assignment)
    print(_("Retirada la última recalificación: {names}", names=", ".join(students) or "–"))
    return 0
