"""Each wall of the sandbox, and what happens where it is taken out: the probe that one stops goes through.

Whatever could harm the machine without its wall is small, and lives in a process that ends with the notebook.
"""

# ruff: noqa: E501

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from dosclientes.grading.channel import frames
from dosclientes.grading.processes import sandbox, seccomp, warm, workers
from tests import needs
from tests.grading import tasks
from tests.grading.course import REPOSITORY

pytestmark = pytest.mark.sandbox


@pytest.fixture(autouse=True)
def servers() -> Iterator[None]:
    workers.shut()
    yield
    workers.shut()
    workers.configure(True, {})


def printed(source: str, **options: Any) -> str:
    outcome = tasks.run([("student", source)], **options)[0]
    return "".join(output.get("text", "") for output in outcome["outputs"]).strip()


def wide_open(source: str) -> str:
    """What the same probe prints without any sandbox."""
    workers.configure(False, {})
    return printed(source)


def test_files() -> None:
    probe = f"import os; print(os.path.exists({str(REPOSITORY / 'pyproject.toml')!r}))"
    assert printed(probe) == "False"
    workers.shut()
    assert wide_open(probe) == "True"


def test_processes_seen() -> None:
    probe = "import os; print(len([name for name in os.listdir('/proc') if name.isdigit()]) > 1, os.getppid() > 0)"
    assert printed(probe) == "False False"
    workers.shut()
    assert wide_open(probe) == "True True"


def test_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as end:
        probe = f"import socket\ntry: socket.create_connection(('127.0.0.1', {end.getsockname()[1]}), 2).close(); print('through')\nexcept OSError: print('no')"
        assert printed(probe) == "no"
        workers.shut()
        assert wide_open(probe) == "through"


def test_abstract_sockets() -> None:
    with socket.socket(socket.AF_UNIX) as end:
        end.bind("\0dosclientes-probe")
        end.listen()
        probe = "import socket\ntry: socket.socket(socket.AF_UNIX).connect('\\0dosclientes-probe'); print('through')\nexcept OSError: print('no')"
        assert printed(probe) == "no"
        workers.shut()
        assert wide_open(probe) == "through"


def test_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "x")
    probe = "import os; print('SECRET_TOKEN' in os.environ)"
    assert printed(probe) == "False"
    workers.shut()
    monkeypatch.setattr(warm, "ENVIRONMENT", (*warm.ENVIRONMENT, "SECRET_TOKEN"))
    assert printed(probe) == "True"


def test_written_files_are_gone() -> None:
    probe = "import os\nprint(os.path.exists('/tmp/mark'))\nopen('/tmp/mark', 'w').close()"
    assert printed(probe) == "False"
    assert printed(probe) == "False", "each fork has a /tmp of its own"


NAMESPACES = "import ctypes; print(ctypes.CDLL(None).unshare(0x10000000))"


def test_namespaces_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert printed(NAMESPACES) == "-1"
    workers.shut()
    before = list(sandbox.launcher())
    # the warm server is another process: the filter is taken out by its own environment
    monkeypatch.setattr(sandbox, "launcher", lambda visible=None: [*before, "--setenv", seccomp.OFF, "1"])
    assert printed(NAMESPACES) == "0"


LIMITED: dict[str, tuple[str, dict[str, int], str, str]] = {
    "memory": (
        "try: x = bytearray(3 * 2**30); print('through')\nexcept MemoryError: print('no')",
        {"memory": 2**40},
        "no",
        "through",
    ),
    "one file": (
        "try:\n    with open('big', 'wb') as f: f.truncate(150 * 2**20)\n    print('through')\nexcept OSError: print('no')",
        {"file": 2**40},
        "no",
        "through",
    ),
    "open files": (
        "kept = []\ntry:\n    for n in range(400): kept.append(open('f', 'w'))\n    print('through')\nexcept OSError: print('no')",
        {"files": 600},
        "no",
        "through",
    ),
    "processes": (
        "import os, time\nn = 0\ntry:\n    while n < 300:\n        if os.fork() == 0: time.sleep(60); os._exit(0)\n        n += 1\n    time.sleep(3)\nexcept OSError: pass\nprint('through' if n == 300 else 'no')",
        {"processes": 1000, "share": 1000},
        "no",
        "through",
    ),
    "processor time": (
        "import time\nwhile time.process_time() < 4: pass\nprint('through')",
        {"cpu": 600},
        "",
        "through",
    ),
}


@pytest.mark.parametrize("what", LIMITED)
def test_limits(what: str) -> None:
    probe, lifted, stopped, through = LIMITED[what]
    # who forks so much yields to others, and a busy machine leaves it nothing; here another wall is looked at
    kept = {"processor time": {"cpu": 1}, "processes": {"share": 1000}}.get(what, {})
    if what == "processes" and sandbox.borrowed() is None and needs.lack("cgroup"):
        stopped = ""  # one user's children share the kernel's limit: the server sees them, and ends the tree
    assert printed(probe, limits=kept) == stopped
    assert printed(probe, limits=lifted) == through


def test_all_files_together() -> None:
    probe = "n = 0\ntry:\n    while n < 400:\n        with open(f'{n}', 'wb') as f: f.write(bytes(2**20))\n        n += 1\nexcept OSError: pass\nprint('through' if n == 400 else 'no')"
    assert printed(probe) == "no"


def test_time() -> None:
    cells = [("student", "def f():\n    import time; time.sleep(3); return 1"), ("test", "assert f() == 1")]
    assert tasks.states(cells, timeout=1) == ["failed"]
    assert tasks.states(cells, timeout=10) == ["ran"]


def test_what_the_channel_carries() -> None:
    cells = [("student", "x = 'x' * (70 * 2**20)"), ("test", "assert len(x) > 1")]
    assert frames.LIMIT < 70 * 2**20
    assert tasks.states(cells) == ["error"]
    small = [("student", "x = 'x' * (7 * 2**20)"), ("test", "assert len(x) > 1")]
    assert tasks.states(small) == ["ran"]


def test_output_is_cut_short() -> None:
    told = printed("for _ in range(3000): print('x' * 10_000)")
    assert len(told) < 20 * 2**20


@pytest.mark.slow
def test_what_is_within_the_limits_arrives() -> None:
    """As many files as may be handed in, and forty cells that each print as much as a cell may."""
    cells = [("student", "print('x' * 1_990_000)")] * 40
    size = 49 * 2**20
    told = tasks.run([*cells, ("student", "import os; n = os.path.getsize('data')"), ("test", f"assert n == {size}")],
                     files={"data": bytes(size)}, timeout=60)  # fmt: skip
    assert {one["state"] for one in told} == {"ran"}
    kept = sum(len(output["text"]) for one in told for output in one["outputs"])
    assert 30_000_000 < kept <= 45_000_000
