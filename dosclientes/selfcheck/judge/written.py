"""What a learner has written: for a person to read, or at all."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from nbgrader import utils

from dosclientes.selfcheck.read.assignment import Assignment

__all__ = ["LAST", "does_something", "has_begun", "is_answered", "written"]

LAST = "self-check"
"""The first cell behind the last question."""


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
        or any(is_answered(cell, assignment) for cell in answers)
        or any(written(notebook, assignment, one.id) for one in assignment.questions.values() if one.manual)
    )


def is_answered(cell: Any, assignment: Assignment) -> bool:
    """Whether an answer cell holds code of the learner's: neither what was handed out nor a stub."""
    label = cell.metadata.get("nbgrader", {}).get("grade_id")
    given = [
        one.source.strip()
        for one in assignment.released.cells
        if one.metadata.get("nbgrader", {}).get("grade_id") == label
    ]
    return cell.source.strip() not in given and does_something(cell.source)


def does_something(source: str) -> bool:
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
