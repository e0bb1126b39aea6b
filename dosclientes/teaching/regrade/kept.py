"""What a regrade found, kept so that it can be taken back: the marks as they were, and the graded folders."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dosclientes.authoring.files import write
from dosclientes.language.translation import gettext as _
from dosclientes.options import CannotRunError
from dosclientes.teaching.course import Course
from dosclientes.teaching.grades.cells import sheet
from dosclientes.teaching.regrade.changes import Change, table
from dosclientes.teaching.regrade.state import Key, Mark

__all__ = ["begin", "finish", "take_back"]

_BEFORE, _AFTER, _LOG, _FOLDERS = "before.json", "after.json", "changes.csv", "autograded"


def begin(place: Path, course: Course, assignment: str, before: Mapping[Key, Mark]) -> Path:
    """Keep everything as it is now, in a folder of its own below `place`; return that folder. Raises OSError."""
    moment = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H-%M-%S-%f")
    folder = place / assignment / moment
    folder.mkdir(parents=True)
    for student in sorted({key[0] for key in before}):
        graded = Path(course.place("autograded").format(student=student, assignment=assignment))
        if graded.is_dir():
            shutil.copytree(graded, folder / _FOLDERS / student, symlinks=True)
    write(folder / _BEFORE, _json(before))
    return folder


def finish(folder: Path, after: Mapping[Key, Mark], found: Sequence[Change]) -> Path:
    """Write what changed; return the log."""
    write(folder / _AFTER, _json(after))
    write(folder / _LOG, sheet(table(found)).encode("utf-8"))
    return folder / _LOG


def take_back(place: Path, course: Course, assignment: str) -> list[str]:
    """Undo the last regrade of an assignment; return whose marks went back.

    What a person has given since stays: only a mark that is still as the regrade left it goes back.
    Raises CannotRunError; OSError.
    """
    made = sorted(path.parent for path in (place / assignment).glob(f"*/{_AFTER}"))
    if not made:
        raise CannotRunError(
            _("no hay ninguna recalificación de {assignment} que retirar", assignment=assignment)
        )
    folder = made[-1]
    before, after = (_marks(folder / name) for name in (_BEFORE, _AFTER))
    students = set()
    for key, old in before.items():
        new = after.get(key)
        if new is None or _put_back(course.gradebook, assignment, key, old, new):
            students.add(key[0])
    _maxima(course.gradebook, assignment, before, after)
    course.gradebook.db.commit()
    for kept in sorted((folder / _FOLDERS).glob("*")):
        graded = Path(course.place("autograded").format(student=kept.name, assignment=assignment))
        aside = graded.with_name(f".{graded.name}.partial")
        shutil.rmtree(aside, ignore_errors=True)
        shutil.copytree(kept, aside, symlinks=True)
        shutil.rmtree(graded, ignore_errors=True)
        aside.rename(graded)
    (folder / _AFTER).rename(folder / "taken-back.json")  # it is not undone twice, and the log stays
    return sorted(students)


def _put_back(gradebook: Any, assignment: str, key: Key, old: Mark, new: Mark) -> bool:
    """Put one mark back; say whether it was different."""
    student, notebook, question = key
    grade = gradebook.find_grade(question, notebook, assignment, student)
    untouched = (grade.auto_score, grade.manual_score) == (new.auto, new.manual)
    if not untouched or (old.auto, old.waits) == (new.auto, new.waits):
        return False
    grade.auto_score, grade.needs_manual_grade = old.auto, old.waits
    return True


def _maxima(gradebook: Any, assignment: str, before: Mapping[Key, Mark], after: Mapping[Key, Mark]) -> None:
    """Put back how many points each question gives, if the regrade has changed it and nobody since."""
    changed = {
        (notebook, question): (old.full, after[student, notebook, question].full)
        for (student, notebook, question), old in before.items()
        if (student, notebook, question) in after
    }
    for (notebook, question), (old_full, new_full) in changed.items():
        if old_full != new_full:
            cell = gradebook.find_graded_cell(question, notebook, assignment)
            if cell.max_score == new_full:
                cell.max_score = old_full


def _json(marks: Mapping[Key, Mark]) -> bytes:
    found = [{"key": key, **asdict(mark), "work": ""} for key, mark in sorted(marks.items())]
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _marks(path: Path) -> dict[Key, Mark]:
    found: dict[Key, Mark] = {}
    for one in json.loads(path.read_text("utf-8")):
        student, notebook, question = one.pop("key")
        found[student, notebook, question] = Mark(**one)
    return found
