"""The learner's own record, on their own computer: what was answered, what to review, what is mastered.

Nothing here is imported before an exercise is; the record itself is opened when an answer is committed.
"""

from __future__ import annotations

from dosclientes.exercises.events import Committed, on_commit

__all__ = ["start"]


def start() -> None:
    """Record every answer committed from now on, unless it belongs to a class or the record is off."""
    on_commit(_record)


def _record(event: Committed) -> str | None:
    from dosclientes.progress.recording import record

    return record(event)
