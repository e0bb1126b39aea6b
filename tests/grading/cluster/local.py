"""A cluster of Dask on the loopback interface: a scheduler and workers, each a process that can be ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

from tests.grading.course import ENVIRONMENT, REPOSITORY

START = 60.0
"""Seconds a process may take to be there."""


class LocalCluster:
    """A scheduler at a free port, and workers of one thread; all end with the `with`.

    Arguments:
        folder: an empty one, for what they write.
    """

    def __init__(self, folder: Path, workers: int = 0) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.file = folder / "scheduler.json"
        self.scheduler = self.start("scheduler", "--host", "127.0.0.1", "--port", "0")
        until = time.monotonic() + START
        while not self.file.exists():
            assert self.scheduler.poll() is None, self.said("scheduler")
            assert time.monotonic() < until, self.said("scheduler")
            time.sleep(0.05)
        self.address = str(json.loads(self.file.read_text())["address"])
        self.workers: list[subprocess.Popen[bytes]] = []
        for _ in range(workers):
            self.join()

    def start(self, what: str, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        """One of Dask's commands, its words in a file."""
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--scheduler-file", str(self.file)]
        with (self.folder / f"{what}.log").open("ab") as log:
            return subprocess.Popen(
                [*command, "--no-dashboard", *arguments],
                cwd=self.folder,
                env={**ENVIRONMENT, "PYTHONPATH": str(REPOSITORY), **environment},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def said(self, what: str) -> str:
        """What such processes have said."""
        return (self.folder / f"{what}.log").read_text("utf-8", "replace")

    def join(self, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        """One more worker."""
        place = [
            "--no-nanny",
            "--host",
            "127.0.0.1",
            "--nthreads",
            "1",
            "--local-directory",
            str(self.folder),
        ]
        worker = self.start("worker", *place, *arguments, **environment)
        self.workers.append(worker)
        return worker

    def kill(self, worker: subprocess.Popen[bytes]) -> None:
        """End a worker without a word, as a machine does that loses its power."""
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        self.workers.remove(worker)

    def __enter__(self) -> LocalCluster:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for group in (self.workers, [self.scheduler]):  # the workers first: they take leave
            for process in group:
                process.terminate()
            for process in group:
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
