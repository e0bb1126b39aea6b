"""This process's own warm servers, and the task: a function from bytes to bytes that grades one submission.

`run` needs nothing but its argument, so it may be submitted to any `concurrent.futures` executor; each process that
runs tasks starts its own two warm servers when it runs the first.
"""

from __future__ import annotations

import atexit
import json
import os
import threading
from dataclasses import asdict
from typing import Any

from dosclientes.grading.processes.crew import Crew, NoSandbox, Settings, grade, make_crew
from dosclientes.grading.processes.fresh import Fresh

__all__ = ["NoSandbox", "configure", "foreseen", "preload", "renew", "run", "settings", "shut", "workers"]

_workers: Crew | Fresh | None = None
_settings = Settings()
_lock = threading.Lock()
_state: Any = None
_foreseen: list[str] | None = []
"""What was loaded ahead for one assignment; None: nobody knows, the servers have seen others."""


def renew(state: Any) -> None:
    """End servers that were started for another state of the course's checks, as a formgrader's are after an edit."""
    global _state
    if _state is not None and _state != state:
        shut()
    _state = state


def preload(modules: list[str], foreseen: list[str]) -> None:
    """Have the servers import what will be needed, before anybody asks for it.

    Arguments:
        modules: what the notebooks import.
        foreseen: what an earlier rehearsal has loaded besides.
    """
    global _foreseen
    _foreseen = list(foreseen) if _workers is None else None
    workers().preload([*modules, *foreseen], [], [])


def foreseen(afresh: bool) -> list[str]:
    """What the servers have loaded besides what an assignment imports, so that it cannot be seen being loaded.

    Arguments:
        afresh: it is to be seen: servers that have loaded such things are ended. So are those that have graded other
            assignments, where nobody knows.
    """
    if _foreseen is None or (afresh and _foreseen):
        shut()
    return list(_foreseen or [])


def workers() -> Crew | Fresh:
    """This process's warm servers, started on first use and again should they have died, or what stands in for them.

    Raises: NoSandbox when one is wanted and there is none.
    """
    global _workers
    with _lock:
        if _workers is not None and not _workers.alive:
            _workers.close()
            _workers = None
        if _workers is None:
            _workers = make_crew(_settings)
            atexit.register(shut)
        return _workers


def settings() -> dict[str, Any]:
    """As a task carries them to wherever it runs."""
    return asdict(_settings)


def configure(
    sandbox: bool,
    visible: dict[str, str],
    fresh: bool | None = None,
    environment: dict[str, str] | None = None,
) -> None:
    """Settings for the servers that are started from now on.

    Arguments:
        sandbox: whether students' code is shut in.
        visible: see `sandbox.launcher`.
        fresh: whether each notebook gets fresh processes; where forking is impossible, unless told.
        environment: see `warm.environment`.
    """
    global _settings
    anew = not hasattr(os, "fork") if fresh is None else fresh
    _settings = Settings(sandbox, visible, anew, environment or {})


def shut() -> None:
    """End this process's warm servers, if any."""
    global _workers, _foreseen
    with _lock:
        if _workers is not None:
            _workers.close()
        _workers, _foreseen = None, []


def run(task: bytes) -> bytes:
    """Grade one submission.

    Arguments:
        task: made by `submission.task_bytes`: the notebooks' cells, the submission's files, the policy.

    Returns: one list of outcomes a notebook, as JSON.
    """
    header, body = task.split(b"\n", 1)
    about = json.loads(header)
    if _workers is None and "workers" in about:
        configure(**about["workers"])
    return grade(about, body, workers())
