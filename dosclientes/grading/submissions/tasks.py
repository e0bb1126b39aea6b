"""What the workers get of a submission: bytes, and a line that says what to prepare."""

from __future__ import annotations

import json
from typing import Any

from dosclientes.grading.channel.parcels import packed
from dosclientes.grading.processes import workers
from dosclientes.grading.submissions.plan import Plan

LEAST_CELLS = 10
"""A notebook has the time of so many cells, if it has fewer: some are run again after a kernel was lost."""

OF_A_MACHINE = ("path", "limits", "preload")
"""Options that stand in a task's header."""


def environment(student: str, plan: Plan) -> dict[str, str]:
    """What both sides know about whose work it is: nbgrader's ids, not the student's word."""
    return {
        "NBGRADER_STUDENT_ID": student,
        "NBGRADER_ASSIGNMENT_ID": plan.assignment,
        "NBGRADER_EXECUTION": "autograde",
    }


def task_bytes(
    plan: Plan,
    notebooks: list[dict[str, Any]],
    files: dict[str, bytes],
    environment: dict[str, str],
    options: dict[str, Any],
) -> bytes:
    """A task for `workers.run`: a line that says what to prepare, and what the examiners read.

    The line alone knows of a machine: folders, limits, how servers are started. Another machine replaces what it says.
    """
    cells = [len(notebook["cells"]) for notebook in notebooks]
    seconds = [whole_time(options, count) for count in cells]
    notebooks = [{**one, "total_timeout": time} for one, time in zip(notebooks, seconds, strict=True)]
    trusted = {name: content for name, content in plan.files.items() if name.endswith(".py")}
    shared = {
        **{name: value for name, value in options.items() if name not in OF_A_MACHINE},
        "checks": plan.checks(),
        "files": packed(files),
        "trusted": packed(trusted),
        "environment": environment,
    }
    warm = {
        "preload": [*plan.modules(), *options["preload"]],
        "checks": plan.checks(),
        "path": options["path"],
        "limits": {"cpu": int(max(seconds)) + 10, **options["limits"]},
        "instructor": plan.cells(),
        "workers": workers.settings(),
    }
    header = {**warm, "cells": cells, "seconds": max(seconds)}
    return (
        json.dumps(header).encode() + b"\n" + json.dumps({"shared": shared, "notebooks": notebooks}).encode()
    )


def whole_time(options: dict[str, Any], cells: int) -> float:
    """Seconds for a whole notebook: what the course says, or for each cell its own, as nbgrader has it."""
    return float(options["total_timeout"] or options["timeout"] * max(LEAST_CELLS, cells))
