"""Where a gradebook can be: in a file, or on a PostgreSQL server that the tests start for themselves.

The server is an ordinary user's, in a folder of its own, and listens to nobody but its socket in there.
"""

from __future__ import annotations

import atexit
import ctypes
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

__all__ = ["GRADEBOOKS", "binaries", "new", "problem", "server"]

GRADEBOOKS = ["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgresql, pytest.mark.slow])]
"""For fixtures of tests that are to pass wherever the gradebook is; on a server among the slow ones."""

_NOBODY = 65534
_PR_SET_PDEATHSIG = 1
_numbers = itertools.count()


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL server on this machine; Debian's are not on the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def problem() -> str | None:
    """Why there can be no server here; None if there can."""
    if not find_spec("psycopg"):
        return "psycopg is not installed"
    return None if binaries() else "no PostgreSQL server found"


@cache
def server() -> Path:
    """The folder of this process's server, started on first use; its socket lies in it."""
    place = binaries()
    assert place is not None, problem()
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a socket's path must be short
    if os.geteuid() == 0:
        os.chown(folder, _NOBODY, _NOBODY)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    data = folder / "data"
    access = ("-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C")
    assert _start(place / "initdb", "-D", data, *access, "--no-sync").wait() == 0
    # far from UTC, so that a moment that crosses unmarked is seen
    options = ("-k", folder, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "timezone=America/Bogota")
    quiet = ("-c", "log_min_messages=fatal")
    running = _start(place / "postgres", "-D", data, *options, *quiet)
    atexit.register(_stop, running)
    while subprocess.run(
        (str(place / "pg_isready"), "-q", "-h", folder, "-d", "postgres", "-U", "tests")
    ).returncode:
        assert running.poll() is None, "the server has ended, see above"
        time.sleep(0.05)
    return folder


def _start(*command: str | Path) -> subprocess.Popen[bytes]:
    """As an ordinary user, since the server refuses root, and no longer than these tests, however they end."""
    root = os.geteuid() == 0
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        cwd="/",
        user=_NOBODY if root else None,
        group=_NOBODY if root else None,
        extra_groups=[] if root else None,
        preexec_fn=_end_with_parent,
    )


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGINT)


def _stop(running: subprocess.Popen[bytes]) -> None:
    running.send_signal(signal.SIGINT)  # its way of asking for a fast end
    running.wait()


def new(kind: str = "postgresql", like: str = "template1") -> str:
    """The URL of a new database of this server; "" for SQLite, whose file lies where it always does.

    Arguments:
        kind: of `GRADEBOOKS`.
        like: the URL of another, nobody's at the moment, to begin with its tables.
    """
    if kind == "sqlite":
        return ""
    name = f"book_{next(_numbers)}"
    _do(f"create database {name} template {like.partition('?')[0].rpartition('/')[2]}")
    return f"postgresql://tests@/{name}?host={server()}"


def _do(statement: str) -> None:
    import psycopg

    with psycopg.connect(host=str(server()), user="tests", dbname="postgres", autocommit=True) as connection:
        connection.execute(statement)
