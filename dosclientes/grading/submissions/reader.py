"""Notebooks are parsed in a process with little memory and little time, not in the one that holds the gradebook.

One such process reads one notebook after another; it is started at the first, and again after one that was too much.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import struct
import subprocess
import sys
import threading
from typing import Any

from dosclientes.grading.processes import limits
from dosclientes.grading.processes.warm import environment
from dosclientes.grading.submissions import notebooks

__all__ = ["NoNotebook", "Reader", "TooMuch"]

MEMORY = 1024**3
"""Bytes the process may take beyond what it starts with."""

SECONDS = 10
"""Processor time for one notebook."""

PATIENCE = 120.0
"""Seconds after which it is not waited for any longer, however busy the machine."""

_HEADER = struct.Struct("!?I")


class NoNotebook(Exception):  # noqa: N818
    """Bytes that are no notebook; the message is the kind of what is wrong."""


class TooMuch(Exception):  # noqa: N818
    """Bytes that would take too long, or too much memory, to read."""


class Reader:
    """Makes valid notebooks of bytes, see `notebooks.normalised`. One at a time."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    def read(self, data: bytes) -> Any:
        """The notebook as plain data.

        Raises: NoNotebook, TooMuch.
        """
        process = self.process = self.process or _start()
        late = threading.Timer(PATIENCE, process.kill)
        late.start()
        try:
            _write(process.stdin, True, data)
            good, answer = _read(process.stdout)
        except (OSError, EOFError):  # killed: by its limits or by this clock
            self.close()
            raise TooMuch from None
        finally:
            late.cancel()
        if good:
            return json.loads(answer)
        if answer == MemoryError.__name__.encode():  # what is left of its memory is in pieces
            self.close()
            raise TooMuch
        raise NoNotebook(answer.decode("utf-8", "replace")[:100])

    def close(self) -> None:
        """End the process."""
        process, self.process = self.process, None
        if process is not None:
            process.kill()
            for end in (process.stdin, process.stdout):
                with contextlib.suppress(OSError, AttributeError):
                    end.close()  # type: ignore[union-attr]
            process.wait()


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", __name__],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None if os.environ.get("GRADING_DEBUG") else subprocess.DEVNULL,
    )


def _write(end: Any, good: bool, content: bytes) -> None:
    end.write(_HEADER.pack(good, len(content)) + content)
    end.flush()


def _read(end: Any) -> tuple[bool, bytes]:
    header = end.read(_HEADER.size)
    if len(header) < _HEADER.size:
        raise EOFError
    good, length = _HEADER.unpack(header)
    content = end.read(length)
    if len(content) < length:
        raise EOFError
    return good, content


def main() -> None:
    """Read notebooks from standard input until it ends."""
    limits.apply({"memory": MEMORY, "cpu": 1_000_000})
    gc.disable()  # plain data has no cycles, and looking for some in millions of lists takes most of the time
    while True:
        try:
            _, data = _read(sys.stdin.buffer)
        except EOFError:
            return
        limits.processor_time(SECONDS)
        try:
            answer = True, notebooks.normalised(data)
        except Exception as error:
            answer = False, type(error).__name__.encode()
        _write(sys.stdout.buffer, *answer)


if __name__ == "__main__":
    main()
