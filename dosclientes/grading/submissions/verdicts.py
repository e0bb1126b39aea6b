"""From what happened in a cell to a verdict and points. Points are given only for a test that ran to its end here."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any

from nbformat import from_dict
from nbgrader import utils

from dosclientes.grading.submissions.plan import Notebook
from dosclientes.grading.submissions.reasons import ended, in_words
from dosclientes.grading.submissions.text import shown
from dosclientes.language.translation import gettext as _

Outcome = dict[str, Any]
_NUMPY = re.compile(r"^(?:np|numpy)\.\w+\((.+)\)$")
"""A NumPy number as it shows itself: stock cannot read it and gives full points."""


@dataclass
class Verdict:
    """The verdict on one graded cell.

    Attributes:
        name: its grade id.
        verdict: "passed", "partial", "failed", "error" or "manual" (for a person by design).
        score: points, or None for a person to decide.
        points: the points it can give.
        reason: why, in words a student may read.
        unprotected: why the test ran in the student's kernel; empty if it did not.
    """

    name: str
    verdict: str
    score: float | None
    points: float
    reason: str = ""
    unprotected: str = ""

    def __post_init__(self) -> None:
        self.reason = shown(self.reason)

    def plain(self) -> dict[str, Any]:
        """As the report holds it."""
        found = asdict(self)
        return found if self.unprotected else {k: v for k, v in found.items() if k != "unprotected"}


def judge(notebook: Any, outcomes: dict[int, Outcome], plan: Notebook) -> list[Verdict]:
    """Verdicts on all graded cells of a notebook.

    Arguments:
        notebook: sanitized and executed.
        outcomes: what happened, by the cell's place.
        plan: what nbgrader knows about the notebook.
    """
    verdicts = []
    for place, cell in enumerate(notebook.cells):
        if utils.is_grade(cell):
            verdict = _judge(cell, outcomes.get(place))
            way = plan.ways.get(verdict.name)
            verdict.unprotected = "" if way is None or way.protected else way.reason
            verdicts.append(verdict)
        elif utils.is_task(cell):
            points = float(cell.metadata.nbgrader.get("points", 0))
            verdicts.append(Verdict(cell.metadata.nbgrader["grade_id"], "manual", None, points))
    return verdicts


def unread(plan: Notebook, reason: str) -> list[Verdict]:
    """Verdicts on a notebook that could not be read."""
    graded = [cell for cell in plan.cells.values() if cell.grade or cell.task]
    return [Verdict(cell.name, "error", None, cell.points or 0.0, reason) for cell in graded]


def missing(plan: Notebook) -> list[Verdict]:
    """Verdicts on a notebook that was not handed in: no points, as nbgrader has it."""
    graded = [cell for cell in plan.cells.values() if cell.grade or cell.task]
    return [
        Verdict(cell.name, "failed", 0.0, cell.points or 0.0, _("el cuaderno no se entregó"))
        for cell in graded
    ]


def _judge(cell: Any, outcome: Outcome | None) -> Verdict:
    name, points = cell.metadata.nbgrader["grade_id"], float(cell.metadata.nbgrader["points"])
    if utils.is_solution(cell) or cell.cell_type != "code":
        score, _most = utils.determine_grade(cell)
        return Verdict(
            name,
            "manual" if score is None else "failed",
            score,
            points,
            "" if score is None else _("sin respuesta"),
        )
    if outcome is None:
        return Verdict(name, "error", None, points, _("la prueba no se ejecutó"))
    reason = ended(str(outcome.get("kind"))) or in_words(str(outcome.get("reason") or ""))
    if outcome["state"] in ("failed", "raised"):
        return Verdict(name, "failed", 0.0, points, reason)
    if outcome["state"] != "ran":
        return Verdict(name, "error", None, points, reason)
    return _credit(name, points, outcome.get("result"))


def _credit(name: str, points: float, result: str | None) -> Verdict:
    """Full points, or those that the test's last value says, as nbgrader reads it."""
    if result is None:
        return Verdict(name, "passed", points, points)
    result = _NUMPY.sub(r"\1", result)
    output = from_dict({"data": {"text/plain": result}})
    try:
        given = float(result)
    except ValueError:
        return Verdict(name, "passed", points, points)
    if not 0 <= given <= points:
        return Verdict(
            name,
            "error",
            None,
            points,
            _("la prueba dio {result} de {points:g} puntos", result=result, points=points),
        )
    score = float(utils.get_partial_grade(output, points))
    verdict = "passed" if score == points else "partial" if score > 0 else "failed"
    return Verdict(name, verdict, score, points)
