"""The checks that a notebook's own cells make of an answer's form: they speak, and let the run go on.

What is amiss goes to stderr, not into an exception: JupyterLab's *Run all* goes on to the end, and nbgrader's
*Validate* and its grading take it as not passed all the same (`nbgrader.utils.determine_grade`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dosclientes.answers import AnswerBook
from dosclientes.classroom.forms import AnswerError, BlankError, label_of, pairs_of, party_of, steps_of
from dosclientes.items import ResponseError, check_response, find
from dosclientes.language.translation import gettext as _

__all__ = ["answered", "check_form", "labelled", "named", "ordered", "paired", "speak"]


def speak(message: str) -> None:
    """Say what is amiss, where JupyterLab shows it in red and nbgrader hears it."""
    print(message, file=sys.stderr)


def check_form(read: Callable[..., Any], *answer: Any, clicked: str = "", **named: Any) -> None:
    """Say what is amiss when `read(*answer, **named)` raises AnswerError, or when the answer's own code fails.

    `clicked` is the exercise that may be answered instead: where the code is blank, the click counts.
    """
    try:
        try:
            read(*answer, **named)
        except BlankError:
            if not clicked or not _clicked(clicked):
                raise
    except BlankError as error:
        also = [_("También vale responder al ejercicio de arriba.")] if clicked else []
        speak(" ".join([str(error), *also]))
    except AnswerError as error:
        speak(str(error))
    except Exception as error:  # whatever a student's code may raise
        speak(_("Tu respuesta falla: {kind}: {error}", kind=type(error).__name__, error=error))


def answered(item_id: str) -> None:
    """Say so unless the exercise has a complete answer in `answers.json`."""
    check_form(_response, item_id)


def labelled(labels: Any, item_id: str, case: str, *, or_clicked: bool = False) -> None:
    """Say so unless `labels` (or, if that will do, the exercise) gives this case one of the item's labels."""
    check_form(label_of, labels, find(item_id), case, clicked=item_id if or_clicked else "")


def ordered(chain: Any, item_id: str, *, or_clicked: bool = False) -> None:
    """Say so unless `chain` (or, if that will do, the exercise) holds each step of the item once."""
    check_form(steps_of, chain, find(item_id), clicked=item_id if or_clicked else "")


def paired(customers: Any, item_id: str, *, or_clicked: bool = False) -> None:
    """Say so unless `customers` (or, if that will do, the exercise) names a customer for all parties but one."""
    check_form(pairs_of, customers, find(item_id), clicked=item_id if or_clicked else "")


def named(party: Any, item_id: str, *, or_clicked: bool = False) -> None:
    """Say so unless `party` (or, if that will do, the exercise) is one of the item's parties."""
    check_form(party_of, party, find(item_id), clicked=item_id if or_clicked else "")


def _clicked(item_id: str) -> bool:
    """Whether the exercise has an answer. Raises AnswerError for one that is malformed."""
    try:
        _response(item_id)
    except BlankError:
        return False
    return True


def _response(item_id: str) -> Any:
    folder = Path.cwd()
    book = AnswerBook(folder)
    answer = book.get(item_id)
    if answer is None:
        if book.problem:
            raise AnswerError(book.problem)
        raise BlankError(_("Falta tu respuesta: contesta el ejercicio de arriba."))
    try:
        return check_response(find(item_id, folder), answer.response)
    except ResponseError as error:
        raise AnswerError(str(error)) from None
