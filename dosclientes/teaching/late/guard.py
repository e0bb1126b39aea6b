"""nbgrader's own commands, and the formgrader, refuse a due date that nbgrader would misread."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

from dosclientes.language.translation import gettext as _
from dosclientes.teaching.late.dates import misreading

__all__ = ["guard_due_dates"]


def guard_due_dates() -> None:
    """Have nbgrader's gradebook refuse such dates in this process, if nbgrader is at work in it.

    `nbgrader_config.py` calls it, which is also read by what has no use for a gradebook and must start quickly.
    """
    api = sys.modules.get("nbgrader.api")
    if api is None or getattr(api.Gradebook, "_guards_due_dates", False):
        return
    for name in ("add_assignment", "update_or_create_assignment"):
        setattr(api.Gradebook, name, _guarded(getattr(api.Gradebook, name)))
    api.Gradebook._guards_due_dates = True


def _guarded(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def guarded(gradebook: Any, name: str, **values: Any) -> Any:
        wrong = misreading(values["duedate"]) if isinstance(values.get("duedate"), str) else None
        if wrong:
            _refuse(
                _("La fecha de entrega de {assignment} no cambia: {wrong}.", assignment=name, wrong=wrong)
            )
        return method(gradebook, name, **values)

    return guarded


def _refuse(message: str) -> None:
    """End a command with the message; in a server, which runs on, the request alone fails."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        print(message, file=sys.stderr)
        raise SystemExit(2) from None
    raise ValueError(message)
