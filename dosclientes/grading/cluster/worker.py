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
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dosclientes.grading.cluster import likeness
from dosclientes.grading.cluster.parcel import Parcel
from dosclientes.grading.processes import room
from dosclientes.grading.processes.crew import Crew, Settings, grade
from dosclientes.paths import MOVED

__all__ = ["Order", "Start", "UnknownRun", "bring", "finish", "greet", "prepare", "work"]

IDLE = 120.0
"""Seconds after which a run that asks for nothing any more is put away: its caller was killed, or will prepare anew."""


class UnknownRun(Exception):  # noqa: N818
    """This process has not been prepared for a run: another had the same address, or it was put away."""


@dataclass
class Start:
    """What warm servers are started with, known before the caller has read its assignment.

    Attributes:
        parcel: what students' code may read, and what is carried.
        environment: see `warm.environment`.
        modules: what the notebooks seem to import.
    """

    parcel: Parcel
    environment: dict[str, str]
    modules: list[str]


@dataclass
class Order:
    """What a worker must know of a run besides.

    Attributes:
        parcel: the tests' checks.
        limits: those of the course, see `processes.limits`; the others depend on this machine.
        seconds: what a cell may take.
        jobs: how many submissions are graded at once on this machine.
    """

    parcel: Parcel
    limits: dict[str, int | float]
    seconds: float
    jobs: int = 1


@dataclass
class _Run:
    folder: Path
    crew: Any
    order: Order | None = None
    busy: int = 0
    used: float = field(default_factory=time.monotonic)

    @property
    def idle(self) -> float:
        """For how many seconds nothing has been asked of it."""
        return 0.0 if self.busy else time.monotonic() - self.used

    def close(self) -> None:
        self.crew.close()
        shutil.rmtree(self.folder, ignore_errors=True)


_runs: dict[str, _Run] = {}
_ended: deque[str] = deque(maxlen=100)
"""Runs that were put away, one of which may still be being prepared."""
_lock = threading.Lock()
_keeper: threading.Thread | None = None


def greet(lang: str) -> dict[str, Any]:
    """What this machine is like, see `likeness`.

    Arguments:
        lang: the language in which it should say what it lacks.
    """
    return {**likeness.about(), "problem": likeness.problem(lang)}


def prepare(run: str, start: Start) -> None:
    """Lay out a run's first files and start its servers, which begin to load.

    Raises: NoSandbox; OSError where there is no room.
    """
    folder = Path(tempfile.mkdtemp(prefix="dosclientes-run-"))
    try:
        start.parcel.lay_out(folder)
        visible = {str(folder / name): inside for name, inside in start.parcel.visible.items()}
        moved = {MOVED: str(folder / start.parcel.root)}
        crew = Crew(Settings(visible=visible, environment={**start.environment, **moved}))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    here = _Run(folder, crew)
    with _lock:
        old = here if run in _ended else _runs.get(run)
        if old is not here:
            _runs[run] = here
        _keep()
    if old is not None:
        old.close()
    if old is not here:
        crew.preload(start.modules, [], [])


def bring(run: str, order: Order) -> None:
    """Lay out what came after, so that the run can `work`.

    Raises: UnknownRun; OSError where there is no room.
    """
    here = _run(run)
    order.parcel.lay_out(here.folder)
    here.order, here.used = order, time.monotonic()


def work(run: str, task: bytes) -> bytes:
    """Grade one submission.

    Arguments:
        task: see `submission.task_bytes`; what its header says of the caller's machine becomes what is true here.

    Raises: UnknownRun.
    """
    here = _run(run)
    order = here.order
    if order is None:
        raise UnknownRun
    header, body = task.split(b"\n", 1)
    about = json.loads(header)
    about["path"] = [str(here.folder / name) for name in order.parcel.path]
    own = room.limits(order.jobs, order.seconds)
    about["limits"] = {**about["limits"], **own, **order.limits}
    with _lock:
        here.busy += 1
    try:
        return grade(about, body, here.crew)
    except Exception:  # a server has ended: the next time there are others
        _put_away(run)
        raise
    finally:
        with _lock:
            here.busy, here.used = here.busy - 1, time.monotonic()


def finish(run: str) -> None:
    """Put a run away for good; at once, without waiting for what it started."""
    with _lock:
        _ended.append(run)
    _put_away(run)


def _run(run: str) -> _Run:
    with _lock:
        here = _runs.get(run)
    if here is None:
        raise UnknownRun
    return here


def _put_away(run: str) -> None:
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
                if here.idle > IDLE:
                    _put_away(run)
