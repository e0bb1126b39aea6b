"""Two warm servers that grade: student kernels are forked from one, examiners from the other.

Where forking is impossible, fresh processes stand in for them.
"""

from __future__ import annotations

import json
import os
import socket
import time
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from dosclientes.grading.channel.frames import TRUSTED, Channel, ChannelClosed, ChannelTimeout
from dosclientes.grading.examiner.line import PATIENCE
from dosclientes.grading.processes import sandbox
from dosclientes.grading.processes.delegation import delegation
from dosclientes.grading.processes.fresh import Fresh, cut_short
from dosclientes.grading.processes.limits import DEFAULT
from dosclientes.grading.processes.room import ENOUGH
from dosclientes.grading.processes.warm import Warm, environment
from dosclientes.language.translation import gettext as _

__all__ = ["Crew", "NoSandbox", "Settings", "grade", "make_crew"]


@dataclass(frozen=True)
class Settings:
    """What servers are started with.

    Attributes:
        sandbox: whether students' code is shut in.
        visible: see `sandbox.launcher`.
        fresh: whether each notebook gets fresh processes.
        environment: what their environment says beside or in place of this process's own, see `environment`.
    """

    sandbox: bool = True
    visible: dict[str, str] = field(default_factory=dict)
    fresh: bool = not hasattr(os, "fork")
    environment: dict[str, str] = field(default_factory=dict)


class NoSandbox(Exception):  # noqa: N818
    """Students' code cannot be shut in on this machine; the message says why."""


def _no_sandbox(problem: str) -> str:
    return _(
        "no hay entorno aislado: {problem}. Para ejecutar sin él el código de los estudiantes hay que pedirlo: "
        "--unsandboxed, o c.Examine.unsandboxed = True en nbgrader_config.py",
        problem=problem,
    )


class Crew:
    """The two warm servers.

    Raises: NoSandbox when one is wanted and there is none.
    """

    def __init__(self, settings: Settings) -> None:
        launcher = None
        if settings.sandbox:
            problem = sandbox.problem()
            if problem is not None:
                raise NoSandbox(_no_sandbox(problem))
            launcher = sandbox.launcher(settings.visible)
        self.delegation = delegation() if settings.sandbox else None
        groups = self.delegation.descriptor if self.delegation else None
        self.kernels = Warm("kernel", launcher, settings.environment, groups)
        self.examiners = Warm("examination", None, settings.environment, groups)
        self.preloaded: set[str] = set()

    @property
    def alive(self) -> bool:
        """Whether both servers still run."""
        return self.kernels.process.poll() is None and self.examiners.process.poll() is None

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

    def examine(self, body: bytes, here: dict[str, Any], cells: int, seconds: float) -> bytes:
        """Run one notebook; an endless examiner gives `error` for every cell, and so does one that dies twice.

        The first death may be the machine's doing: the kernel's, say, when there is no memory left.

        Arguments:
            here: which notebook, and what this machine has for it, see `examination.serve`.
        """
        try:
            try:
                return self._examined(body, here, seconds)
            except (ChannelClosed, OSError):
                if not self.alive:
                    raise
                return self._examined(body, here, seconds)
        except (ChannelClosed, ChannelTimeout, OSError) as error:
            return cut_short(cells, error)

    def _examined(self, body: bytes, here: dict[str, Any], seconds: float) -> bytes:
        """The outcomes, as JSON. Raises: ChannelClosed, ChannelTimeout, OSError."""
        # of values, which are a student's, it need not take more than the student's own processes may
        memory = max(ENOUGH, here["limits"].get("memory", DEFAULT["memory"]))
        mine, theirs = socket.socketpair()
        kernels, examiner = self.kernels.session(), self.examiners.session()
        try:
            command = json.dumps({"do": "start", "limits": {"memory": memory, "cpu": 36_000}}).encode()
            socket.send_fds(examiner, [command], [theirs.fileno(), kernels.fileno()])
            theirs.close()
            channel = Channel(mine, TRUSTED)
            deadline = time.monotonic() + (4 + PATIENCE) * seconds + 60
            channel.send(json.dumps(here).encode(), deadline)
            channel.send(body, deadline)
            return channel.receive(deadline)
        finally:
            for sock in (mine, theirs, kernels, examiner):
                sock.close()

    def close(self) -> None:
        """End both servers."""
        self.examiners.release()
        self.kernels.close()
        self.examiners.close()
        if self.delegation:
            self.delegation.close()


def make_crew(settings: Settings) -> Crew | Fresh:
    """Servers, or what stands in for them.

    Raises: NoSandbox when one is wanted and there is none.
    """
    if not settings.fresh:
        return Crew(settings)
    if settings.sandbox:
        raise NoSandbox(_no_sandbox(_("los procesos nuevos no lo tienen")))
    return Fresh(environment(settings.environment))


def grade(about: dict[str, Any], body: bytes, crew: Crew | Fresh) -> bytes:
    """Grade one submission.

    Arguments:
        about: a task's header, which alone knows of a machine: `path`, `limits`; see `submission.task_bytes`.
        body: what the examiners read.

    Returns: one list of outcomes a notebook, as JSON.
    """
    crew.preload(about["preload"], about["checks"], about["path"], about.get("instructor"))
    here = {"path": about["path"], "limits": about["limits"]}
    outcomes = [
        crew.examine(body, {**here, "place": place}, cells, about["seconds"])
        for place, cells in enumerate(about["cells"])
    ]
    return b"[" + b",".join(outcomes) + b"]"
