"""What a test's end means: what it says of the answer, and where it says nothing of it."""

from __future__ import annotations

import time
from typing import Any

from dosclientes.grading.examiner.alarm import TestTimeout
from dosclientes.grading.examiner.life import Life
from dosclientes.grading.examiner.session import Session
from dosclientes.grading.student.shell import asks_for_person

__all__ = ["judged"]

Verdict = dict[str, Any]


def judged(error: BaseException | None, session: Session, shown: str | None, life: Life) -> Verdict:
    """The verdict on a test.

    Arguments:
        error: what ended it, if anything.
        session: what has happened between the two sides meanwhile.
        shown: an error among its outputs, which did not end it.
        life: the student's kernels so far.

    An answer that is too slow has failed, even after a loop so deaf that its kernel had to be killed. It is in doubt
    after a kernel that ended by itself, when earlier cells have used up the notebook's time, and where the failure may
    be the examiner's own.
    """
    for fault in session.faults:
        slow = fault.kind == "timeout" and not session.exited and time.monotonic() < life.end
        return {"state": "failed" if slow else "error", "reason": str(fault), "kind": fault.kind}
    if error is None and shown is None:
        return {"state": "ran"}
    if isinstance(error, TestTimeout):
        return {"state": "failed", "reason": "the time limit was reached", "kind": "timeout"}
    reason = (shown or "")[:2000] if error is None else f"{type(error).__name__}: {str(error)[:2000]}"
    if error is not None and asks_for_person(error):  # in its own words, which are for people
        return {"state": "error", "reason": str(error)[:2000] or reason, "person": True}
    doubt = life.broken or _doubt(error, session)
    return (
        {"state": "error", "reason": f"{doubt}; then {reason}"}
        if doubt
        else {"state": "failed", "reason": reason}
    )


def _doubt(error: BaseException | None, session: Session) -> str:
    """Why a failure may be the examiner's; "" if it is the answer's."""
    if session.doubts:
        return session.doubts[0]
    if any(error is theirs for theirs in session.theirs):
        return ""
    names = ", ".join(sorted(session.policy.strangers)[:3])
    return names and f"the test was not tried with an object of type {names}"
