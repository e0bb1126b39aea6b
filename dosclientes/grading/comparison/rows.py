"""Two gradebooks row by row: what is equal, and of what differs, how and why."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from dosclientes.grading.comparison.copies import Copy
from dosclientes.grading.submissions.folders import REPORT
from dosclientes.language.translation import gettext as _

EQUAL, PERSON, LOST, GAINED, MEANT = "equal", "person", "lost", "gained", "meant"
"""Kinds of rows: as stock; left to a person; fewer points than stock gives, and nobody told; more points; other than
stock on purpose."""

_GRADES = """
select s.student_id, n.name, c.name, g.auto_score, g.needs_manual_grade
from grade g join submitted_notebook sn on sn.id = g.notebook_id join notebook n on n.id = sn.notebook_id
join submitted_assignment s on s.id = sn.assignment_id join base_cell c on c.id = g.cell_id
join assignment a on a.id = s.assignment_id where a.name = ? order by s.student_id, n.name, c.name
"""


Key = tuple[str, str, str]
"""A student, a notebook, a cell."""
Grade = tuple[float | None, bool]
"""Points, and whether a person has to give them."""


@dataclass(frozen=True)
class Row:
    """One graded cell of one hand-in.

    Attributes:
        stock, engine: points; None where a person has to give them, or where stock has not graded it at all.
        kind: one of `EQUAL`, `PERSON`, `LOST`, `GAINED`, `MEANT`.
        reason: why it is not equal, in words.
    """

    student: str
    notebook: str
    cell: str
    stock: float | None
    engine: float | None
    kind: str
    reason: str = ""


def compare(assignment: str, stock: Copy, engine: Copy) -> list[Row]:
    """All rows of two copies of a course in which one assignment was graded."""
    theirs, ours = _grades(stock, assignment), _grades(engine, assignment)
    found = []
    for key, grade in ours.items():
        folders = (copy.graded(assignment, key[0]) for copy in (stock, engine))
        found.append(judged(key, theirs.get(key), grade, *folders))
    lost = theirs.keys() - ours.keys()
    return found + [Row(*key, theirs[key][0], None, PERSON, _("no se ha guardado")) for key in sorted(lost)]


def verdicts(assignment: str, engine: Copy, student: str) -> list[dict[str, Any]]:
    """The verdicts on a hand-in's tests, as its report has them."""
    found = _report(engine.graded(assignment, student)).values()
    return [verdict for notebook in found for verdict in notebook if verdict["verdict"] != "manual"]


def _grades(copy: Copy, assignment: str) -> dict[Key, Grade]:
    with sqlite3.connect(copy.folder / "parity.db") as book:
        found = book.execute(_GRADES, [assignment]).fetchall()
    return {
        (student, notebook, cell): (score, bool(by_hand)) for student, notebook, cell, score, by_hand in found
    }


def judged(key: Key, theirs: Grade | None, ours: Grade, stock: Path, engine: Path) -> Row:
    """One row.

    Arguments:
        theirs, ours: what stock and engine give; None where stock has graded nothing.
        stock, engine: the folders of the submission as each has graded it.
    """
    _student, notebook, cell = key
    score = None if theirs is None else theirs[0]
    if theirs == ours:
        return Row(*key, score, ours[0], EQUAL)
    if ours[0] is None:
        return Row(*key, score, None, PERSON, _reason(engine, notebook, cell))
    if score is None:
        return Row(*key, None, ours[0], MEANT, _("nbgrader no la califica"))
    if ours[0] == score:  # they differ in whether a person is asked
        return Row(
            *key,
            score,
            score,
            PERSON if ours[1] else MEANT,
            _reason(engine, notebook, cell) or _asked(ours[1]),
        )
    if ours[0] < score:
        return Row(*key, score, ours[0], LOST, _reason(engine, notebook, cell))
    if _warned(stock / f"{notebook}.ipynb", cell):
        return Row(*key, score, ours[0], MEANT, _("nbgrader no da puntos si la prueba escribe en stderr"))
    return Row(*key, score, ours[0], GAINED, _("aparte llega a su fin, y en nbgrader no"))


def _asked(by_us: bool) -> str:
    return _("el motor la deja a una persona") if by_us else _("nbgrader la deja a una persona")


def _reason(graded: Path, notebook: str, cell: str) -> str:
    known = _report(graded).get(notebook, [])
    return next((str(found["reason"]) for found in known if found["name"] == cell), "")


def _report(folder: Path) -> dict[str, list[dict[str, Any]]]:
    try:
        found: dict[str, list[dict[str, Any]]] = json.loads((folder / REPORT).read_text("utf-8"))["verdicts"]
        return found
    except (OSError, ValueError, KeyError):
        return {}


def _warned(path: Path, name: str) -> bool:
    """Whether in a notebook that stock has graded a cell has written to stderr, and has raised nothing."""
    if not path.is_file():
        return False
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == name:
            outputs = cell.get("outputs", [])
            raised = any(output.output_type == "error" for output in outputs)
            return not raised and any(output.get("name") == "stderr" for output in outputs)
    return False
