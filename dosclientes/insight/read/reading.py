"""One assignment of a class, read whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dosclientes.insight.read import gradebook, keys
from dosclientes.insight.read.aims import aims_of
from dosclientes.insight.read.handed_in import cells, hand_in, texts
from dosclientes.insight.read.model import Group, Question
from dosclientes.teaching.course import Course

__all__ = ["read"]


def read(course: Course, assignment: str, root: Path) -> Group:
    """The assignment as graded. Raises CannotRunError.

    Arguments:
        course: open.
        root: the course's folder, where `autograde_tests` has keys, or not.
    """
    marks = gradebook.read(course.gradebook, assignment)
    names = sorted({one.notebook for one in marks.cells})  # a gradebook has no order of its own
    sources = _sources(course, assignment, names)
    order = {key: place for place, key in enumerate(sources)}
    ranks = [order.get((one.notebook, one.name), len(order)) for one in marks.cells]
    placed = sorted(range(len(ranks)), key=ranks.__getitem__)
    asked = list(_questions(marks.cells, sources, root, assignment, several=len(names) > 1))
    given: dict[str, str] = {}
    for name in names:
        for step in ("source", "release"):
            given |= {
                f"{step}/{key}": text
                for key, text in texts(_place(course, step, assignment) / f"{name}.ipynb").items()
            }
    submitted, autograded = (course.place(step) for step in ("submitted", "autograded"))

    def at(place: str, student: str) -> Path:
        return Path(place.format(student=student, assignment=assignment))

    return Group(
        course.directory.course_id,
        assignment,
        [asked[place] for place in placed],
        marks.points[:, placed],
        [hand_in(who, at(submitted, who), at(autograded, who), names, given) for who in marks.students],
        marks.absent,
        given,
    )


def _questions(
    found: list[gradebook.Cell],
    sources: dict[tuple[str, str], str],
    root: Path,
    assignment: str,
    several: bool,
) -> Iterator[Question]:
    known, checks = keys.items(root, assignment), keys.about(root, assignment)
    aims = aims_of(root, assignment)
    for cell in found:
        source = sources.get((cell.notebook, cell.name), "")
        item, case = keys.asked(source, known)
        named = [code for check in re.findall(r"\bcheck_\w+", source) for code in checks.get(check, ())]
        name = f"{cell.notebook}/{cell.name}" if several else cell.name
        about = tuple(dict.fromkeys(named))
        yield Question(name, cell.full, cell.by_hand, item, case, about, aims(cell.name, item))


def _sources(course: Course, assignment: str, names: list[str]) -> dict[tuple[str, str], str]:
    """The source of each graded cell, hidden tests included, by notebook and grade id, in the order of the
    notebook; where the instructor's own is not at hand, as students got it.
    """
    folders = [_place(course, step, assignment) for step in ("source", "release")]
    return {
        (name, str(label["grade_id"])): cell["source"]
        for name in names
        for cell in next(filter(None, (cells(folder / f"{name}.ipynb") for folder in folders)), [])
        if (label := cell["metadata"].get("nbgrader", {})).get("grade") or label.get("task")
    }


def _place(course: Course, step: str, assignment: str) -> Path:
    directory: Any = course.directory
    return Path(directory.format_path(getattr(directory, f"{step}_directory"), ".", assignment))
