"""The same two sides in freshly started processes, where forking is impossible (Windows): slower, no sandbox.

Parent and child meet on the loopback interface; a token on the child's standard input says who may speak.
"""

from __future__ import annotations

import contextlib
import hmac
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import psutil

from dosclientes.grading.channel.frames import Channel, ChannelClosed, ChannelTimeout
from dosclientes.grading.channel.waiting import waited
from dosclientes.grading.examiner.line import PATIENCE, Process
from dosclientes.grading.processes import limits

START = 60.0
"""Seconds a process may take to start."""


class Child:
    """One freshly started process and the channel to it.

    Arguments:
        role: "kernel" or "examination".
        about: what it should know: `preload`, `path`, `limits`.

    Raises: ChannelTimeout when it does not start in time.
    """

    def __init__(self, role: str, about: dict[str, Any], environment: dict[str, str]) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=f"grading-{role}-"))
        token = secrets.token_hex(32)
        quiet = None if os.environ.get("GRADING_DEBUG") else subprocess.DEVNULL
        with socket.create_server(("127.0.0.1", 0)) as server:
            self.process = subprocess.Popen(
                [sys.executable, "-m", f"{__package__}.fresh", role],
                cwd=self.folder,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=quiet,
                stderr=quiet,
                start_new_session=True,
            )
            hello = {**about, "port": server.getsockname()[1], "token": token}
            assert self.process.stdin is not None
            self.process.stdin.write(json.dumps(hello).encode() + b"\n")
            self.process.stdin.close()
            try:
                self.channel = Channel(_accept(server, token))
            except BaseException:
                self.close()
                raise

    def close(self) -> None:
        """Kill it with all its descendants and remove its folder."""
        family: list[psutil.Process] = []
        with contextlib.suppress(psutil.NoSuchProcess):
            own = psutil.Process(self.process.pid)
            family = [*own.children(recursive=True), own]
        if self.process.poll() is None and hasattr(os, "killpg"):
            limits.kill_group(self.process.pid)
        for member in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                member.kill()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def _accept(server: socket.socket, token: str) -> socket.socket:
    """The connection that knows the token; others are turned away."""
    end = time.monotonic() + START
    while time.monotonic() < end:
        server.settimeout(max(0.1, end - time.monotonic()))
        try:
            sock, _ = server.accept()
        except TimeoutError:
            break
        sock.settimeout(None)
        with contextlib.suppress(ChannelClosed, ChannelTimeout):
            said = Channel(sock, limit=1000).receive(min(end, time.monotonic() + 5))
            if hmac.compare_digest(said, token.encode()):
                return sock
        sock.close()
    raise ChannelTimeout


def cut_short(cells: int, error: Exception | str) -> bytes:
    """Outcomes of a notebook whose examiner was lost, as JSON; the reason is in English until people see it."""
    reason = error if isinstance(error, str) else f"the examiner has ended ({type(error).__name__})"
    return json.dumps([{"state": "error", "reason": reason, "outputs": []}] * cells).encode()


class Started(Process):
    """Student kernels that are started, not forked; used inside the examiner's process."""

    def __init__(self, about: dict[str, Any]) -> None:
        self.about = about
        self.child: Child | None = None

    def start(self) -> Channel:
        self.kill()
        self.child = Child("kernel", self.about, dict(os.environ))
        return self.child.channel

    def interrupt(self) -> None:
        # Windows can interrupt only what shares a console: there, what is late is killed after the grace period.
        if self.child is not None and os.name == "posix":
            self.child.process.send_signal(signal.SIGINT)

    def kill(self) -> str:
        if self.child is not None:
            self.child.close()
            self.child = None
        return ""

    def waited(self, seconds: float) -> float:
        return 0.0 if self.child is None else min(seconds, waited(str(self.child.process.pid)))


class Fresh:
    """Stands for the warm servers: a fresh examiner for each notebook.

    Arguments:
        environment: the processes' environment.
    """

    alive = True

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.about: dict[str, Any] = {"preload": [], "checks": [], "path": []}
        self.children: set[Child] = set()
        self.lock = threading.Lock()

    def preload(self, modules: list[str], checks: list[str], path: list[str], cells: Any = None) -> None:
        """Remember what the processes should import."""
        self.about = {"preload": modules, "checks": checks, "path": path}

    def examine(self, body: bytes, here: dict[str, Any], cells: int, seconds: float) -> bytes:
        """Run one notebook; a dead or endless examiner gives `error` for every cell."""
        child: Child | None = None
        try:
            child = Child("examination", self.about, self.environment)
            with self.lock:
                self.children.add(child)
            deadline = time.monotonic() + (4 + PATIENCE) * seconds + 60
            child.channel.send(json.dumps(here).encode(), deadline)
            child.channel.send(body, deadline)
            return child.channel.receive(deadline)
        except (ChannelClosed, ChannelTimeout, OSError) as error:
            return cut_short(cells, error)
        finally:
            if child is not None:
                child.close()
                with self.lock:
                    self.children.discard(child)

    def close(self) -> None:
        """End what still runs."""
        with self.lock:
            for child in self.children:
                child.close()


def main(role: str) -> None:
    """Be one examiner or one student kernel, then end."""
    from dosclientes.grading.examiner import examination
    from dosclientes.grading.processes.loading import preload
    from dosclientes.grading.student import kernel

    about = json.loads(sys.stdin.buffer.readline())
    channel = Channel(socket.create_connection(("127.0.0.1", about["port"])))
    channel.send(about["token"].encode())
    here = Path.cwd()
    shell = kernel.warm(here / "ipython")
    preload(about["preload"], [])
    (kernel if role == "kernel" else examination).ready(shell, {})
    if role == "kernel":
        place = here / "work"
        place.mkdir()
        os.chdir(place)
        limits.apply(about["limits"])
        kernel.serve(channel, shell)
    else:
        examination.serve(channel, lambda bounds: Started({**about, "limits": bounds}), here, shell)


if __name__ == "__main__":
    main(sys.argv[1])
