"""The examiners' side of a warm server: what each fork does, and how it reaches the student kernels."""

from __future__ import annotations

import gc
import json
import os
import socket
import sys
from collections.abc import Callable, Container
from pathlib import Path
from typing import Any

from dosclientes.grading.channel.frames import TRUSTED, Channel
from dosclientes.grading.channel.parcels import lay_out, unpacked
from dosclientes.grading.examiner import compiled
from dosclientes.grading.examiner.examiner import Examiner
from dosclientes.grading.examiner.line import Process
from dosclientes.grading.examiner.understanding import understand
from dosclientes.grading.student.facts import note, unshadow
from dosclientes.grading.student.shell import Shell, make_shell

WATCHED = False
"""A warm server watches what the forks of this role take."""


def examine(
    shell: Shell, task: dict[str, Any], process: Process, trusted: Container[str], folder: Path
) -> Any:
    """Run one notebook in this process.

    Arguments:
        folder: an empty folder, filled with the submission as handed in; becomes the current one.

    Returns: one outcome a cell: `outputs`, `state` (ran, raised, failed, error), `reason`.
    """
    pristine, own = folder / "submission", folder / "source"
    for base, files in ((pristine, task["files"]), (own, task["trusted"])):
        base.mkdir()
        lay_out(files, base)
    os.chdir(pristine)
    os.environ.update(task["environment"])
    sys.path[:] = [str(own), *task["path"], *(entry for entry in sys.path if entry)]
    unshadow(own)
    understand()
    return Examiner(shell, task, process, trusted).run()


class Forked(Process):
    """Student kernels forked by a warm server; this end holds a session of that server."""

    def __init__(self, session: socket.socket, limits: dict[str, int]) -> None:
        self.session = session
        self.limits = limits

    def order(self, what: str, fds: tuple[int, ...] = (), **about: Any) -> dict[str, Any]:
        """Send a command, wait until it is done, and return what is said of it."""
        command = json.dumps({"do": what, **about}).encode()
        socket.send_fds(self.session, [command], list(fds))
        reply: dict[str, Any] = json.loads(self.session.recv(65536) or b"{}")
        return reply

    def start(self) -> Channel:
        mine, theirs = socket.socketpair()
        self.order("start", (theirs.fileno(),), limits=self.limits)
        theirs.close()
        return Channel(mine)

    def interrupt(self) -> None:
        self.order("interrupt")

    def kill(self) -> str:
        return str(self.order("kill").get("why", ""))

    def waited(self, seconds: float) -> float:
        told = self.order("waited", seconds=seconds)
        self.eager = bool(told.get("eager"))
        return float(told.get("waited", 0.0))


class Trusted(Container[str]):
    """The modules that were there before the examiner began, but for those of the checks: whatever is no library."""

    loaded: frozenset[str] = frozenset()

    def __init__(self, checks: list[str]) -> None:
        tops = {name.partition(".")[0] for name in checks}
        self.checks = {top for top in tops if not _installed(top)}

    def __contains__(self, name: object) -> bool:
        return name in self.loaded and str(name).partition(".")[0] not in self.checks


def _installed(name: str) -> bool:
    """Whether a module is a library's, and not the course's own."""
    origin = getattr(sys.modules.get(name), "__file__", None) or ""
    return name in sys.stdlib_module_names or not {"site-packages", "dist-packages"}.isdisjoint(
        Path(origin).parts
    )


def warm(folder: Path) -> Shell:
    """What the warm process prepares once for all forks."""
    return make_shell(folder)


def ready(shell: Shell, order: dict[str, Any]) -> None:
    """After new modules were loaded: do once what each fork would otherwise do."""
    shell.rehearse()
    compiled.ahead(shell, order.get("tests", []), order.get("helpers", []))
    Trusted.loaded = frozenset(sys.modules)
    note()


def child(fds: list[int], folder: Path, shell: Shell) -> None:
    """The life of one examiner: a task comes over the first descriptor, the outcomes go back over it.

    The second descriptor is a session of the student kernels' server.
    """
    gc.disable()  # what a test leaves behind is gone with this process
    warden = socket.socket(fileno=fds[1])
    serve(
        Channel(socket.socket(fileno=fds[0]), TRUSTED), lambda bounds: Forked(warden, bounds), folder, shell
    )


def serve(channel: Channel, kernels: Callable[[dict[str, int]], Process], folder: Path, shell: Shell) -> None:
    """Take a task, run it, send the outcomes back.

    First comes which notebook is meant, and what only this machine can say: where checks are found, and the limits.

    Arguments:
        kernels: what starts student kernels within the given limits.
    """
    here = json.loads(channel.receive())
    body = json.loads(channel.receive())  # the instructor's machine made it
    task = {**body["shared"], **body["notebooks"][here.pop("place")], **here}
    task |= {name: unpacked(task[name]) for name in ("files", "trusted")}
    outcomes = examine(shell, task, kernels(task["limits"]), Trusted(task["checks"]), folder)
    channel.send(json.dumps(outcomes).encode())  # outputs are JSON, see `collector`
