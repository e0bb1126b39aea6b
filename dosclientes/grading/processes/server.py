"""A warm process that forks: student kernels from one, examiners from another.

Single-threaded on purpose: a lock held by another thread at the moment of forking would hang every child. It has read
no test, key or gradebook. Commands come over SEQPACKET sockets, so that each arrives whole, with its descriptors.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import selectors
import shutil
import signal
import socket
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from dosclientes.grading.processes import cgroup, limits
from dosclientes.grading.processes.budget import TICK, Process, Watch, processes
from dosclientes.grading.processes.confinement import Confinement
from dosclientes.grading.processes.loading import preload

COMMAND = 64 * 1024
"""The longest command, in bytes."""

WARM = "GRADING_WARM"
"""Set in a warm server's environment: what is imported now is imported once for a class."""

ROLES = {
    "kernel": "dosclientes.grading.student.kernel",
    "examination": "dosclientes.grading.examiner.examination",
}
"""Each role and the module whose `child` a fork runs."""

ROOM = 2 * 1024**3
"""Bytes that must be free in memory for examiners' files to be kept there."""


class Server:
    """Forks children on command, one at a time a session.

    Arguments:
        control: brings commands and new sessions; its end ends the server.
        role: the module whose `child` each fork runs.
        folder: a private folder; each child gets one inside.
        groups: a descriptor of the run's control group, if it has one.
    """

    def __init__(self, control: socket.socket, role: Any, folder: Path, groups: int | None = None) -> None:
        self.control = control
        self.role = role
        self.folder = folder
        self.children: dict[socket.socket, tuple[Watch, Path]] = {}
        self.dying: list[tuple[Watch, Path]] = []
        self.selector = selectors.DefaultSelector()
        self.selector.register(control, selectors.EVENT_READ)
        self.confinement = Confinement()
        self.watches = sys.platform == "linux" and role.WATCHED
        self.looked = 0.0
        self.groups = groups if groups is not None and self.grouped(groups) else None
        self.warm = role.warm(folder / "ipython")
        role.ready(self.warm, {})
        gc.freeze()

    def run(self) -> None:
        """Serve until the control socket closes."""
        while True:
            soon = self.dying or (self.children and self.watches)
            for key, _ in self.selector.select(TICK if soon else None):
                sock: Any = key.fileobj
                if sock is self.control:
                    if not self.command():
                        return
                else:
                    self.session(sock)
            self.look()
            self.bury()

    def grouped(self, groups: int) -> bool:
        """Enter the servers' control group; whether each fork can have one of its own."""
        with contextlib.suppress(OSError):
            cgroup.join(groups, cgroup.SERVERS)
            return self.confinement.mode is not None and cgroup.usable(groups, self.confinement.fork)
        return False

    def group(self, name: str, bounds: dict[str, int | float]) -> cgroup.Group | None:
        """A control group for a fork, where there can be one."""
        with contextlib.suppress(OSError):
            return None if self.groups is None else cgroup.Group(self.groups, name, bounds)
        return None

    def look(self, now: bool = False) -> None:
        """See what each child takes, and end one that takes more than its own; `now`, however short ago that was."""
        late = now or time.monotonic() >= self.looked + TICK
        if not (self.children and self.watches and late):
            return
        table = self.table([watch for watch, _ in self.children.values()])
        for watch, _ in self.children.values():
            if not watch.why and (why := watch.look(table)):
                watch.why = why
                limits.kill_group(watch.pid)
                watch.hurry(table)
        self.looked = time.monotonic()

    def table(self, watches: list[Watch]) -> dict[int, Process]:
        """The processes there are, as far as these watches want to know of them."""
        return processes(None if self.confinement.mode else [watch.pid for watch in watches])

    def command(self) -> bool:
        """One command on the control socket; False at its end."""
        data, fds, _, _ = socket.recv_fds(self.control, COMMAND, 4)
        if not data:
            return False
        message = json.loads(data)
        if "preload" in message:
            preload(message["preload"], message["path"])
            self.role.ready(self.warm, message)
            gc.freeze()  # a collection in a fork would copy every page
        for fd in fds:
            session = socket.socket(fileno=fd)
            self.selector.register(session, selectors.EVENT_READ)
        return True

    def session(self, sock: socket.socket) -> None:
        """One command of a session; when it ends, so does its child."""
        try:
            data, fds, _, _ = socket.recv_fds(sock, COMMAND, 4)
        except OSError:
            data, fds = b"", []
        if not data:
            self.end(sock)
            self.selector.unregister(sock)
            sock.close()
            return
        what = json.loads(data)["do"]
        if what == "start":
            self.end(sock)
            self.start(sock, fds, json.loads(data))
        elif what == "interrupt":
            if sock in self.children:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.children[sock][0].pid, signal.SIGINT)
            self.answer(sock, {})  # an interrupt that comes later than the next request would hit that
        elif what == "waited":
            self.look(now=True)
            watch = self.children[sock][0] if sock in self.children else None
            stood = watch.since(json.loads(data)["seconds"])[1] if watch else 0.0
            self.answer(sock, {"waited": stood, "eager": bool(watch and watch.eager)})
        elif what == "kill":
            self.answer(sock, {"why": self.end(sock)})

    def start(self, sock: socket.socket, fds: list[int], options: dict[str, Any]) -> None:
        """Fork a child that talks over the descriptors sent along."""
        place = Path(tempfile.mkdtemp(dir=self.folder))
        bounds = {**limits.DEFAULT, **options.get("limits", {})}
        group = self.group(place.name, bounds)
        pid = self.confinement.fork()
        if pid == 0:
            self.child(fds, place, options, group)
        for fd in fds:
            os.close(fd)
        self.children[sock] = Watch(pid, bounds, bool(self.confinement.mode), group=group), place
        self.answer(sock, {"pid": pid})

    def answer(self, sock: socket.socket, reply: dict[str, Any]) -> None:
        """Reply, unless the child was quicker and the session is over."""
        with contextlib.suppress(OSError):
            sock.send(json.dumps(reply).encode())

    def child(self, fds: list[int], place: Path, options: dict[str, Any], group: cgroup.Group | None) -> None:
        """The life of a child; never returns."""
        code = 1
        gc.enable()
        try:
            if group:
                group.join()
            os.chdir(place)
            keep = limits.isolate(fds)
            place = self.confinement.enter() or place
            limits.apply(options.get("limits", {}), alone=self.confinement.mode != "user")
            os.environ.pop(WARM, None)
            self.role.child(keep, place, self.warm)
            code = 0
        except BaseException:
            if os.environ.get("GRADING_DEBUG"):
                import traceback

                traceback.print_exc()
        finally:
            os._exit(code)

    def end(self, sock: socket.socket) -> str:
        """Kill a session's child with all its descendants; what it had taken too much of."""
        watch, place = self.children.pop(sock, (None, self.folder))
        if watch is None:
            return ""
        watch.close()
        limits.kill_group(watch.pid)
        watch.why = watch.why or watch.refused()
        self.dying.append((watch, place))
        self.bury()
        return watch.why

    def bury(self, wait: bool = False) -> None:
        """Remove what is left of those that were killed; `wait` for the last of their processes.

        Many processes, or much memory, take their time to go: the others' sessions go on meanwhile.
        """
        eager = [watch for watch, _ in self.dying if watch.eager]
        table = self.table(eager) if eager else {}
        for watch, place in list(self.dying):
            watch.hurry(table)
            if os.waitpid(watch.pid, 0 if wait else os.WNOHANG)[0]:
                if watch.group:
                    watch.group.remove()
                shutil.rmtree(place, ignore_errors=True)
                self.dying.remove((watch, place))


def _memory() -> str | None:
    """A folder in memory with room for all examiners; None if there is none."""
    place = "/dev/shm"
    with contextlib.suppress(OSError, AttributeError):
        found = os.statvfs(place)
        if os.access(place, os.W_OK) and found.f_bavail * found.f_frsize > ROOM:
            return place
    return None


def main(role: str, descriptor: int, groups: int | None = None) -> None:
    """Be a warm server until the control socket closes.

    Arguments:
        role: one of `ROLES`.
        descriptor: the control socket's.
        groups: see `Server`.
    """
    os.environ[WARM] = "1"
    gc.disable()  # imports leave nothing worth collecting
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What examiners keep on disk is small and short-lived; a student's code may fill a disk, but not the memory.
    folder = Path(
        tempfile.mkdtemp(prefix=f"grading-{role}-", dir=_memory() if role == "examination" else None)
    )
    control = socket.socket(fileno=descriptor)
    server = Server(control, importlib.import_module(ROLES[role]), folder, groups)
    try:
        server.run()
    finally:
        for sock in list(server.children):
            server.end(sock)
        server.bury(wait=True)
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)  # nothing is left to do, and Python would take long to tidy up


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
