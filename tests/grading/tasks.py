"""Small tasks for the engine, without nbgrader: a list of cells in, outcomes out."""

from __future__ import annotations

import json
from typing import Any

from dosclientes.grading.channel.parcels import packed
from dosclientes.grading.processes import workers
from dosclientes.grading.submissions.analysis import Given, analyse
from tests import needs

# Python 3.11 lets an interrupt escape from `while True: pass` in a `try`, whatever is caught there.
DEAF = {
    "busy": "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
    "waiting": "import time\nwhile True:\n    try:\n        time.sleep(1)\n    except BaseException: pass",
}
"""Loops that no interrupt ends."""


def run(
    cells: list[tuple[str, str]],
    given: list[Given] | None = None,
    files: dict[str, bytes] | None = None,
    timeout: float = 20,
    released: list[str] | None = None,
    expected: list[str] | None = None,
    limits: dict[str, int | float] | None = None,
    **options: Any,
) -> list[dict[str, Any]]:
    """Run cells, each ("student" or "test", source).

    Arguments:
        given: the instructor's notebook, the students' by default.
        released: cells that every student got.
        expected: classes of which the solution's tests hold objects, as a rehearsal finds.
        limits: those that are not as ever, see `processes.limits`.
    """
    if workers.settings()["sandbox"]:
        needs.check("sandbox")
    notebook = (
        given if given is not None else [Given("solution", s) for kind, s in cells if kind == "student"]
    )
    tests = [
        Given("test", source, str(n)) for n, (kind, source) in enumerate(cells, start=1) if kind == "test"
    ]
    analysis = analyse([*notebook, *tests])
    shared = {
        "timeout": timeout,
        "total_timeout": timeout * 10,
        "unprotected": False,
        "files": packed(files or {}),
        "trusted": {},
        "environment": {"NBGRADER_STUDENT_ID": "ana"},
        "checks": [],
        **options,
    }
    entries = [
        {
            "kind": kind,
            "source": source,
            "count": count,
            "helpers": analysis.helpers.get(str(count), []),
            "expected": expected,
        }
        for count, (kind, source) in enumerate(cells, start=1)
    ]
    body = json.dumps(
        {"shared": shared, "notebooks": [{"cells": entries, "policy": analysis.policy()}]}
    ).encode()
    instructor = {
        "tests": [source for kind, source in cells if kind == "test"],
        "helpers": [source for found in analysis.helpers.values() for source in found],
        "released": released or [],
    }
    header = {"preload": ["pandas"], "checks": [], "path": [], "cells": [len(cells)], "seconds": timeout * 10}
    header |= {"instructor": instructor, "limits": limits or {}}
    outcomes: list[list[dict[str, Any]]] = json.loads(workers.run(json.dumps(header).encode() + b"\n" + body))
    return outcomes[0]


def states(cells: list[tuple[str, str]], **options: Any) -> list[str]:
    """The states of the test cells."""
    outcomes = run(cells, **options)
    return [o["state"] for (kind, _), o in zip(cells, outcomes, strict=True) if kind == "test"]
