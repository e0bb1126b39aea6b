"""Recording each committed answer, without ever standing in the learner's way."""

from __future__ import annotations

import uuid

from dosclientes.exercises.events import Committed
from dosclientes.items.revisions import answer_name
from dosclientes.language.translation import gettext as _
from dosclientes.progress.place import in_class, is_on
from dosclientes.progress.record import add_now, now
from dosclientes.progress.schedule import CODE, SELF, Given
from dosclientes.progress.store import RecordError

__all__ = ["once", "record"]

_told: set[str] = set()


def record(event: Committed) -> str | None:
    """Record a practice answer; return what the learner should hear about the record, each thing once."""
    said = None if in_class() or not is_on() else _what(event)
    if said is None:
        return None
    answer = Given(uuid.uuid4().hex, answer_name(event.item.id), now(), *said)
    try:
        behind = add_now(answer)
    except RecordError as problem:
        return once(str(problem))
    return once(_clock()) if behind else None


def _what(event: Committed) -> tuple[str, float, tuple[str, ...]] | None:
    """Confidence, fraction and misconceptions to record; None for graded work and for a text not yet compared."""
    if event.item.kind == "write":
        ticks = event.answer.response["ticks"]
        return None if ticks is None else (SELF, len(ticks) / len(event.item.parts["criteria"]), ())
    if event.score is None:
        return None
    codes = dict.fromkeys(one.misconception for one in event.score.remarks if not one.right)
    confidence = CODE if event.item.kind == "fill" else event.answer.confidence
    return confidence, event.score.fraction, tuple(code for code in codes if code)


def once(message: str) -> str | None:
    """The message, unless it was told in this session."""
    if message in _told:
        return None
    _told.add(message)
    return message


def _clock() -> str:
    return _(
        "El reloj del ordenador va por detrás de tu última respuesta. Corrígelo; mientras tanto todo se guarda, y "
        "lo que respondiste «en el futuro» se te ofrece para repasar."
    )
