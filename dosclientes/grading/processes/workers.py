"""Warm servers, and the task: a function from bytes to bytes that grades one submission.

`run` needs nothing but its argument, so it may be submitted to any `concurrent.futures` executor, one on other
machines included; each process that runs tasks starts its own two warm servers when it runs the first. Where forking is
impossible, fresh processes stand in for them.
"""

from __future__ import annotations

import atexit
import json
import os
import socket
import subprocess
import sys
import threading
import time
from itertools import chain
from pathlib import Path
from typing import Any

from dosclientes.grading.channel.frames import TRUSTED, Channel, ChannelClosed, ChannelTimeout
from dosclientes.grading.examiner.line import PATIENCE
from dosclientes.grading.processes import sandbox
from dosclientes.grading.processes.fresh import Fresh, cut_short
from dosclientes.grading.processes.server import COMMAND
from dosclientes.language.translation import gettext as _

ENVIRONMENT = (
    "PATH",
    "LANG",
    "LC_ALL",
    "TZ",
    "SYSTEMROOT",
    "TEMP",
    "TMP",
    "TMPDIR",
    "APPDATA",
    "USERPROFILE",
    "LD_LIBRARY_PATH",
    "CONDA_PREFIX",
    "VIRTUAL_ENV",
    "GRADING_DEBUG",
)
"""What of the environment the warm servers see."""


class Warm:
    """One warm server process.

    Arguments:
        role: "kernel" or "examination".
        launcher: a command to put in front, such as a sandbox.
    """

    def __init__(self, role: str, launcher: list[str] | None = None) -> None:
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-m", f"{__package__}.server", role, str(theirs.fileno())]
        self.process = subprocess.Popen(
            [*(launcher or []), *command],
            pass_fds=[theirs.fileno()],
            env=environment(),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        theirs.close()
        self.lock = threading.Lock()

    def preload(self, modules: list[str], path: list[str], **cells: list[str]) -> None:
        """Import modules before the next fork, from these folders too; compile cells, see `examination.ready`."""
        order = json.dumps({"preload": modules, "path": path, **cells}).encode()
        if len(order) > COMMAND:  # what is not compiled once is compiled by each fork
            order = json.dumps({"preload": modules, "path": path}).encode()
        with self.lock:
            self.control.send(order)

    def session(self) -> socket.socket:
        """A new session: one child at a time."""
        mine, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with self.lock:
            socket.send_fds(self.control, [b"{}"], [theirs.fileno()])
        theirs.close()
        return mine

    def release(self) -> None:
        """Tell the server to end its children and itself."""
        self.control.close()

    def close(self) -> None:
        """Release the server and wait for its end."""
        self.release()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class NoSandbox(Exception):  # noqa: N818
    """Students' code cannot be shut in on this machine; the message says why."""


def _no_sandbox(problem: str) -> str:
    return _(
        "no hay entorno aislado: {problem}. Para ejecutar sin él el código de los estudiantes hay que pedirlo: "
        "--unsandboxed, o c.Examine.unsandboxed = True en nbgrader_config.py",
        problem=problem,
    )


class Workers:
    """The two warm servers of one process.

    Raises: NoSandbox when one is wanted and there is none.
    """

    def __init__(self) -> None:
        launcher = None
        if _settings["sandbox"]:
            problem = sandbox.problem()
            if problem is not None:
                raise NoSandbox(_no_sandbox(problem))
            launcher = sandbox.launcher(_settings["visible"])
        self.kernels = Warm("kernel", launcher)
        self.examiners = Warm("examination")
        self.preloaded: set[str] = set()

    def preload(
        self,
        modules: list[str],
        checks: list[str],
        path: list[str],
        cells: dict[str, list[str]] | None = None,
    ) -> None:
        """Have the servers import what the notebooks will import.

        Arguments:
            modules: what students and instructor import.
            checks: what only tests import: for the examiners alone.
            path: where checks are found.
            cells: the instructor's, see `Plan.cells`; the kernels' server hears of the released alone.
        """
        cells = dict(cells or {})
        released = [source for source in cells.pop("released", []) if source not in self.preloaded]
        new = [name for name in modules if name not in self.preloaded]
        tests = [name for name in chain(checks, *cells.values()) if name not in self.preloaded]
        self.preloaded.update(new, tests, released)
        if new or released:
            self.kernels.preload(new, [], released=released)
        if new or tests:
            self.examiners.preload([*new, *checks], path, **cells)

    def examine(self, body: bytes, place: int, cells: int, seconds: float) -> bytes:
        """Run one notebook; a dead or endless examiner gives `error` for every cell."""
        mine, theirs = socket.socketpair()
        kernels, examiner = self.kernels.session(), self.examiners.session()
        try:
            command = json.dumps({"do": "start", "limits": {"memory": 8 * 1024**3, "cpu": 36_000}}).encode()
            socket.send_fds(examiner, [command], [theirs.fileno(), kernels.fileno()])
            theirs.close()
            channel = Channel(mine, TRUSTED)
            deadline = time.monotonic() + (4 + PATIENCE) * seconds + 60
            channel.send(str(place).encode(), deadline)
            channel.send(body, deadline)
            return channel.receive(deadline)
        except (ChannelClosed, ChannelTimeout, OSError) as error:
            return cut_short(cells, error)
        finally:
            for sock in (mine, theirs, kernels, examiner):
                sock.close()

    def close(self) -> None:
        """End both servers."""
        self.examiners.release()
        self.kernels.close()
        self.examiners.close()


_workers: Workers | Fresh | None = None
_settings: dict[str, Any] = {"sandbox": True, "visible": {}, "fresh": not hasattr(os, "fork")}
_lock = threading.Lock()
_state: Any = None
_foreseen = False


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
    _foreseen = _workers is not None or bool(foreseen)
    workers().preload([*modules, *foreseen], [], [])


def forget() -> None:
    """End servers that have loaded more than an assignment imports: what it loads itself could not be seen in them."""
    if _foreseen:
        shut()


def workers() -> Workers | Fresh:
    """This process's warm servers, started on first use, or what stands in for them.

    Raises: NoSandbox when one is wanted and there is none.
    """
    global _workers
    with _lock:
        if _workers is None:
            _workers = _fresh() if _settings["fresh"] else Workers()
            atexit.register(shut)
        return _workers


def _fresh() -> Fresh:
    if _settings["sandbox"]:
        raise NoSandbox(_no_sandbox(_("los procesos nuevos no lo tienen")))
    return Fresh(environment())


def settings() -> dict[str, Any]:
    """As a task carries them to wherever it runs."""
    return dict(_settings)


def configure(sandbox: bool, visible: dict[str, str], fresh: bool | None = None) -> None:
    """Settings for the servers that are started from now on.

    Arguments:
        sandbox: whether students' code is shut in.
        visible: see `sandbox.launcher`.
        fresh: whether each notebook gets fresh processes; where forking is impossible, unless told.
    """
    _settings.update(sandbox=sandbox, visible=visible)
    _settings["fresh"] = not hasattr(os, "fork") if fresh is None else fresh


def shut() -> None:
    """End this process's warm servers, if any."""
    global _workers, _foreseen
    with _lock:
        if _workers is not None:
            _workers.close()
        _workers, _foreseen = None, False


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
    crew = workers()
    crew.preload(about["preload"], about["checks"], about["path"], about.get("instructor"))
    outcomes = [crew.examine(body, n, cells, about["seconds"]) for n, cells in enumerate(about["cells"])]
    return b"[" + b",".join(outcomes) + b"]"


def environment() -> dict[str, str]:
    """The environment of the warm servers: no secrets, no way to the course."""
    kept = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    here = str(Path(__file__).resolve().parents[3])
    single = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMEXPR")}
    return {
        **kept,
        **single,
        "PYTHONPATH": here,
        "PYTHONDONTWRITEBYTECODE": "1",
        "NBGRADER_EXECUTION": "autograde",
    }
