"""A warm server's process, seen from outside: started with little of this environment, told what to load, closed."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

from dosclientes.grading.processes.server import COMMAND

__all__ = ["ENVIRONMENT", "Warm", "environment"]

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
        given: see `Settings.environment`.
        groups: see `server.Server`.
    """

    def __init__(
        self,
        role: str,
        launcher: list[str] | None = None,
        given: dict[str, str] | None = None,
        groups: int | None = None,
    ) -> None:
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        passed = [theirs.fileno(), *([] if groups is None else [groups])]
        command = [sys.executable, "-m", f"{__package__}.server", role, *map(str, passed)]
        self.process = subprocess.Popen(
            [*(launcher or []), *command],
            pass_fds=passed,
            env=environment(given),
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


def environment(given: dict[str, str] | None = None) -> dict[str, str]:
    """The environment of the warm servers: no secrets, no way to the course.

    Arguments:
        given: in place of what it would hold by itself; "" for what it should not hold.
    """
    kept = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    here = str(Path(__file__).resolve().parents[3])
    single = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMEXPR")}
    found = {
        **kept,
        **single,
        "PYTHONPATH": here,
        "PYTHONDONTWRITEBYTECODE": "1",
        "NBGRADER_EXECUTION": "autograde",
        **(given or {}),
    }
    return {name: value for name, value in found.items() if value}
