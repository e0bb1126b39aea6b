"""The attempt that follows the last one: whether there is one, and what it takes over."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from dosclientes.grading.submissions.reading import read_notebook
from dosclientes.selfcheck.judge.result import Judged
from dosclientes.selfcheck.judge.written import written
from dosclientes.selfcheck.keep.attempt import Attempt
from dosclientes.selfcheck.read.assignment import Assignment
from dosclientes.selfcheck.read.saved import Saved

__all__ = ["successor"]


def successor(last: Attempt | None, saved: Saved, judged: Judged, notebook: Any) -> Attempt | None:
    """The attempt that follows the last one, not yet kept; None if nothing has changed since.

    The learner's own points stay with a text that is the same in the executed `notebook`.
    """
    if last and (last.digest, last.results) == (saved.digest, judged.results):
        return None
    return Attempt(
        number=last.number + 1 if last else 1,
        assignment=saved.assignment.name,
        time=datetime.now(UTC).isoformat(timespec="seconds"),
        digest=saved.digest,
        begun=judged.begun,
        results=judged.results,
        notices=judged.notices,
        own=_carried(last, notebook, saved.assignment),
    )


def _carried(last: Attempt | None, notebook: Any, assignment: Assignment) -> dict[str, float]:
    """The learner's assessments of texts that have not changed since."""
    if last is None or not last.own:
        return {}
    try:
        before = read_notebook(last.folder / f"{last.assignment}.ipynb")
        return {
            question: points
            for question, points in last.own.items()
            if written(before, assignment, question) == written(notebook, assignment, question) != ""
        }
    except Exception:  # a kept copy that somebody has changed: assess again
        return {}
