"""What runs in a process of Dask's workers: a crew of warm servers for each run, and the files that came with it.

These functions are all that the caller asks for. Students' code is always shut in here.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dosclientes.grading.cluster import likeness
from dosclientes.grading.cluster.parcel import Parcel
from dosclientes.grading.processes import room
from dosclientes.grading.processes.crew import Crew, Settings, grade
from dosclientes.paths import MOVED

__all__ = ["Order", "UnknownRun", "finish", "greet", "prepare", "work"]

IDLE = 600.0
"""Seconds after which a run that asks for nothing any more, since its caller was killed, is put away."""


class UnknownRun(Exception):  # noqa: N818
    """This process has not been prepared for a run: another had the same address, or it was put away."""


@dataclass
class Order:
    """What a worker must know of a run.

    Attributes:
        parcel: files.
        limits: those of the course, see `processes.limits`; the others depend on this machine.
        seconds: what a cell may take.
        environment: see `warm.environment`.
        jobs: how many submissions are graded at once on this machine.
    """

    parcel: Parcel
    limits: dict[str, int | float]
    seconds: float
    environment: dict[str, str]
    jobs: int = 1


@dataclass
class _Run:
    order: Order
    folder: Path
    crew: Any
    used: float = field(default_factory=time.monotonic)

    def close(self) -> None:
        self.crew.close()
        shutil.rmtree(self.folder, ignore_errors=True)


_runs: dict[str, _Run] = {}
_lock = threading.Lock()
_keeper: threading.Thread | None = None


def greet(lang: str) -> dict[str, Any]:
    """What this machine is like, see `likeness`.

    Arguments:
        lang: the language in which it should say what it lacks.
    """
    return {**likeness.about(), "problem": likeness.problem(lang)}


def prepare(run: str, order: Order) -> None:
    """Lay out a run's files and start its servers.

    Raises: NoSandbox; OSError where there is no room.
    """
    folder = Path(tempfile.mkdtemp(prefix="dosclientes-run-"))
    try:
        order.parcel.lay_out(folder)
        visible = {str(folder / name): inside for name, inside in order.parcel.visible.items()}
        moved = {MOVED: str(folder / order.parcel.root)}
        crew = Crew(Settings(visible=visible, environment={**order.environment, **moved}))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    with _lock:
        before, _runs[run] = _runs.get(run), _Run(order, folder, crew)
        _keep()
    if before is not None:
        before.close()


def work(run: str, task: bytes) -> bytes:
    """Grade one submission.

    Arguments:
        task: see `submission.task_bytes`; what its header says of the caller's machine becomes what is true here.

    Raises: UnknownRun.
    """
    with _lock:
        here = _runs.get(run)
    if here is None:
        raise UnknownRun
    here.used = time.monotonic()
    header, body = task.split(b"\n", 1)
    about = json.loads(header)
    about["path"] = [str(here.folder / name) for name in here.order.parcel.path]
    own = room.limits(here.order.jobs, here.order.seconds)
    about["limits"] = {**about["limits"], **own, **here.order.limits}
    try:
        return grade(about, body, here.crew)
    except Exception:  # a server has ended: the next time there are others
        finish(run)
        raise
    finally:
        here.used = time.monotonic()


def finish(run: str) -> None:
    """Put a run away; at once, without waiting for what it started."""
    with _lock:
        here = _runs.pop(run, None)
    if here is not None:
        threading.Thread(target=here.close, daemon=True).start()


def _keep() -> None:
    """See from now on to runs whose caller has gone without a word."""
    global _keeper
    if _keeper is None:
        _keeper = threading.Thread(target=_look, daemon=True)
        _keeper.start()


def _look() -> None:
    while True:
        time.sleep(IDLE / 10)
        with contextlib.suppress(RuntimeError):
            for run, here in list(_runs.items()):
                if time.monotonic() - here.used > IDLE:
                    finish(run)
