"""What became of each question: points by the engine's rules, and what its author should hear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from nbgrader import utils

from dosclientes.assignments.outputs import for_author
from dosclientes.grading.submissions import verdicts
from dosclientes.grading.submissions.reading import grade_id
from dosclientes.language.translation import gettext as _
from dosclientes.selfcheck.judge.notices import notices
from dosclientes.selfcheck.judge.result import Judged, Result
from dosclientes.selfcheck.judge.written import has_begun, is_answered, written
from dosclientes.selfcheck.read.assignment import Question
from dosclientes.selfcheck.read.saved import Saved
from dosclientes.selfcheck.running import Ran

__all__ = ["judge"]

_STATES = {"passed": "right", "partial": "partly", "failed": "wrong", "error": "unjudged"}


def judge(saved: Saved, ran: Ran) -> Judged:
    """Judge every question of a notebook that was run."""
    assignment = saved.assignment
    outcomes = {place: found for place, cell in enumerate(ran.notebook.cells) if (found := _outcome(cell))}
    found = {one.name: one for one in verdicts.judge(ran.notebook, outcomes, assignment.plan)}
    results = tuple(
        _result(question, saved, ran, found.get(question.id)) for question in assignment.questions.values()
    )
    asked = {name for one in assignment.questions.values() for name in (one.item, one.instead)}
    begun = has_begun(ran.notebook, assignment, asked & set(saved.clicks))
    return Judged(results, begun, tuple(notices(saved, ran)))


def _outcome(cell: Any) -> verdicts.Outcome | None:
    """What the engine's examiner would say of a cell that ran here; None for one that did not run."""
    if cell.cell_type != "code" or cell.execution_count is None:
        return None
    for output in cell.outputs:
        if output.output_type == "error":
            doubt = output.ename in ("NeedsPersonError", "CellTimeoutError")
            return {"state": "error" if doubt else "failed", "reason": output.evalue}
    last = [
        output.data.get("text/plain") for output in cell.outputs if output.output_type == "execute_result"
    ]
    return {"state": "ran", "result": last[0] if last else None}


def _result(question: Question, saved: Saved, ran: Ran, verdict: verdicts.Verdict | None) -> Result:
    return replace(_outcome_of(question, saved, ran, verdict), title=question.title)


def _outcome_of(question: Question, saved: Saved, ran: Ran, verdict: verdicts.Verdict | None) -> Result:
    about = (question.id, question.number, question.points)
    if question.manual:
        if written(ran.notebook, saved.assignment, question.id):
            return Result(*about, None, "own", rubric=question.rubric)
        return Result(*about, 0.0, "blank")
    if question.item and saved.problem:  # clicks that cannot be read are not wrong: nobody knows
        return Result(*about, None, "unjudged", saved.problem)
    if _is_blank(ran.notebook, question, saved):
        return Result(*about, 0.0, "blank")
    told = "\n".join(_told(ran.notebook, question.id)).strip()
    if verdict is None or verdict.score is None:
        why = told or ran.ended or _("La comprobación no llegó a ejecutarse.")
        return Result(*about, None, "unjudged", why)
    state = _STATES[verdict.verdict]
    return Result(*about, verdict.score, state, "" if state == "right" else told)


def _is_blank(notebook: Any, question: Question, saved: Saved) -> bool:
    """Whether there is nothing to judge: no click, or no code where the question's answer should be."""
    if question.item:
        return question.item not in saved.clicks
    answer = None
    for cell in notebook.cells:
        if cell.cell_type == "code" and utils.is_solution(cell):
            answer = cell
        elif grade_id(cell) == question.id:
            errors = {out.ename for out in cell.outputs if out.output_type == "error"}
            untouched = answer is not None and not is_answered(answer, saved.assignment)
            lost = errors & {"NameError", "NeedsPersonError"} and question.instead not in saved.clicks
            return bool("BlankError" in errors or (lost and untouched))
    return False


def _told(notebook: Any, question: str) -> Iterator[str]:
    """What the question's check says to its author."""
    for cell in notebook.cells:
        if grade_id(cell) == question:
            for output in for_author(cell.outputs):
                yield "\n".join(output.traceback) if output.output_type == "error" else str(output.text)
