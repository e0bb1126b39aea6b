"""What became of each question: points, and what its author should hear."""

from __future__ import annotations

import ast
from collections.abc import Container, Iterator
from typing import Any

from nbgrader import utils

from dosclientes.language.translation import gettext as _
from dosclientes.selfcheck.assignment import Assignment, Question
from dosclientes.selfcheck.attempts import Result
from dosclientes.selfcheck.running import Ran
from dosclientes.teaching.feedback import HideTests

__all__ = ["LAST", "has_begun", "judge", "written"]

LAST = "self-check"
"""The first cell behind the last question."""


def judge(ran: Ran, assignment: Assignment, clicked: Container[str]) -> list[Result]:
    """The outcome of every question, in the notebook's order; `clicked` are the exercises that have an answer.

    Tests' outputs are cleaned for their author to read.
    """
    cells = {cell.metadata.nbgrader["grade_id"]: cell for cell in ran.notebook.cells if _graded(cell)}
    scores = {
        key: _score(cell)
        for key, cell in cells.items()
        if not assignment.questions[key].manual and cell.cell_type == "code"
    }
    HideTests().preprocess(ran.notebook, {})
    return [
        _manual(ran.notebook, assignment, question)
        if question.manual
        else _automatic(question, scores.get(question.id), cells.get(question.id), ran)
        if not _is_blank(ran.notebook, question, clicked)
        else Result(question.id, question.number, question.points, 0.0, "blank")
        for question in assignment.questions.values()
    ]


def written(notebook: Any, assignment: Assignment, question: str) -> str:
    """What the learner wrote for a person to read: in the cells behind the question, up to the next question."""
    given = {cell.get("id"): cell.source.strip() for cell in assignment.released.cells}
    texts = []
    for cell in _behind(notebook, question):
        text = cell.source.strip()
        before = given.get(cell.get("id"), "")
        if cell.cell_type == "markdown" and text != before:
            texts.append(text.removeprefix(before).strip() if before else text)
    return "\n\n".join(text for text in texts if text)


def has_begun(notebook: Any, assignment: Assignment, clicks: Any) -> bool:
    """Whether there is an answer at all: a click, a text, or code that does something."""
    answers = [cell for cell in notebook.cells if utils.is_solution(cell) and cell.cell_type == "code"]
    return bool(
        clicks
        or any(_does_something(cell.source) for cell in answers)
        or any(written(notebook, assignment, one.id) for one in assignment.questions.values() if one.manual)
    )


def _does_something(source: str) -> bool:
    """Whether code is more than a stub, a comment or an import; what is no Python is an attempt too."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return bool(source.strip())
    return any(not _is_stub(line) for line in body)


def _is_stub(line: ast.stmt) -> bool:
    if isinstance(line, ast.Raise):
        raised = line.exc.func if isinstance(line.exc, ast.Call) else line.exc
        return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
    nothing = isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)
    if isinstance(line, ast.FunctionDef):
        return all(map(_is_stub, line.body))
    return nothing or isinstance(line, ast.Pass | ast.Import | ast.ImportFrom)


def _behind(notebook: Any, question: str) -> Iterator[Any]:
    """The cells behind a question; tasks that follow one another at once share what is behind the last of them."""
    found = begun = False
    for cell in notebook.cells:
        label = cell.metadata.get("nbgrader", {})
        if found and not begun and utils.is_task(cell):
            continue
        if found and (label or cell.get("id") == LAST or cell.source.startswith("## ")):
            return
        if found:
            begun = True
            yield cell
        if label.get("grade_id") == question:
            found, begun = True, utils.is_solution(cell)
            if begun:
                yield cell


def _graded(cell: Any) -> bool:
    return bool(utils.is_grade(cell) or utils.is_task(cell))


def _manual(notebook: Any, assignment: Assignment, question: Question) -> Result:
    if not written(notebook, assignment, question.id):
        return Result(question.id, question.number, question.points, 0.0, "blank")
    return Result(question.id, question.number, question.points, None, "own", rubric=question.rubric)


def _is_blank(notebook: Any, question: Question, clicked: Container[str]) -> bool:
    """Whether there is nothing to judge: no click, or no code where the question's answer should be."""
    if question.item:
        return question.item not in clicked
    answer = None
    for cell in notebook.cells:
        if cell.cell_type == "code" and utils.is_solution(cell):
            answer = cell
        elif cell.metadata.get("nbgrader", {}).get("grade_id") == question.id:
            lacks = any(out.output_type == "error" and out.ename == "NameError" for out in cell.outputs)
            return lacks and answer is not None and not _does_something(answer.source)
    return False


def _score(cell: Any) -> float | None:
    """The points nbgrader gives; None for a test that did not run, or says that a person has to judge."""
    if cell.execution_count is None:
        return None
    errors = {output.ename for output in cell.outputs if output.output_type == "error"}
    if errors & {"NeedsPersonError", "CellTimeoutError"}:
        return None
    # a warning costs nothing
    cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
    score, _points = utils.determine_grade(cell)
    return float(score)


def _automatic(question: Question, score: float | None, cell: Any, ran: Ran) -> Result:
    told = "" if cell is None else "\n".join(_told(output) for output in cell.outputs).strip()
    if score is None:
        state, told = "unjudged", told or ran.ended or _("La comprobación no llegó a ejecutarse.")
    elif score >= question.points:
        state, told = "right", ""
    else:
        state = "partly" if score > 0 else "wrong"
    return Result(question.id, question.number, question.points, score, state, told)


def _told(output: Any) -> str:
    if output.output_type == "error":
        return "\n".join(output.traceback)
    return str(output.get("text", ""))
