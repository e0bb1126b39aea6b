"""nbgrader misreads no date: due dates that it would are refused, and the times of hand-ins are read here."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dosclientes.language.translation import gettext as _
from dosclientes.teaching.around import put_around
from dosclientes.teaching.late.dates import misreading

__all__ = ["guard_due_dates", "guard_timestamps"]


def guard_due_dates() -> None:
    """Have nbgrader's gradebook refuse such dates in this process."""
    for name in ("add_assignment", "update_or_create_assignment"):
        put_around("nbgrader.api", f"Gradebook.{name}", _refuse_misread)


def guard_timestamps() -> None:
    """Have nbgrader read when something was handed in as the engine does; what is not understood is no time.

    nbgrader's own reading of one such file ends the formgrader's list of a whole class.
    """
    folders, api = sys.modules.get("nbgrader.coursedir"), sys.modules.get("nbgrader.apps.api")
    if folders is not None:
        folders.CourseDirectory.get_existing_timestamp = _existing
    if api is not None:
        api.NbGraderAPI.get_submitted_timestamp = _submitted


def _existing(directory: Any, dest_path: str) -> Any:
    """In place of `CourseDirectory.get_existing_timestamp`."""
    from dosclientes.grading.submissions.opening import clocks, handed_in_at

    moment, wrong = handed_in_at(Path(dest_path), clocks(directory.config))
    if wrong:
        directory.log.warning("%s: %s", dest_path, wrong)
    return moment


def _submitted(api: Any, assignment_id: str, student_id: str) -> Any:
    """In place of `NbGraderAPI.get_submitted_timestamp`."""
    directory = api.coursedir
    place = directory.format_path(directory.submitted_directory, student_id, assignment_id)
    return directory.get_existing_timestamp(str(Path(place).absolute()))


def _refuse_misread(method: Callable[..., Any], gradebook: Any, name: str, **values: Any) -> Any:
    wrong = misreading(values["duedate"]) if isinstance(values.get("duedate"), str) else None
    if wrong:
        _refuse(_("La fecha de entrega de {assignment} no cambia: {wrong}.", assignment=name, wrong=wrong))
    return method(gradebook, name, **values)


def _refuse(message: str) -> None:
    """End a command with the message; in a server, which runs on, the request alone fails."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        print(message, file=sys.stderr)
        raise SystemExit(2) from None
    raise ValueError(message)
