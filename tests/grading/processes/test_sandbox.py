"""What students' code can see and reach from inside the sandbox: nothing that matters, root or not.

Whatever would harm the machine asks first whether it is process 1, as it is in its own namespace and nowhere else.
"""

# ruff: noqa: E501

from __future__ import annotations

import os
import socket
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from dosclientes.grading.processes import sandbox, workers
from tests.grading import bystanders, tasks
from tests.grading.course import ENVIRONMENT, REPOSITORY

pytestmark = pytest.mark.sandbox
GUARD = "import os\nassert os.getpid() == 1\n"


def printed(source: str) -> str:
    outcome = tasks.run([("student", GUARD + source)])[0]
    return "".join(output.get("text", "") for output in outcome["outputs"]) + str(outcome.get("reason", ""))


@pytest.fixture(scope="module", autouse=True)
def servers() -> Iterator[None]:
    yield
    workers.shut()


def test_sees_no_course_and_no_home() -> None:
    secret = REPOSITORY / "pyproject.toml"
    assert "FileNotFoundError" in printed(
        f"try: open({str(secret)!r})\nexcept OSError as e: print(type(e).__name__)"
    )
    looked = ("/home", "/var", "/mnt", "/opt", "/etc/passwd")
    python = (Path(sys.prefix), Path(sys.base_prefix))  # an environment in someone's home needs the way there
    ways = [place for place in looked if any(one.is_relative_to(place) for one in python)]
    assert printed(f"print([p for p in {looked} if os.path.exists(p)])") == f"{ways}\n"


def test_sees_no_other_process_and_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "x")
    workers.shut()
    assert (
        printed("print([p for p in os.listdir('/proc') if p.isdigit()], 'SECRET_TOKEN' in os.environ)")
        == "['1'] False\n"
    )


def test_writes_nowhere_but_in_its_own_folder() -> None:
    source = """
for base, inside, _ in os.walk('/', topdown=True):
    if base.count('/') > 4: inside.clear()  # every mount lies above; all folders of an installation take long
    if base.startswith(('/proc', '/tmp', '/dev/shm')): continue
    try: open(base + '/mark', 'w'); print('wrote', base)
    except OSError: pass
open('mark', 'w').write('x'); print(os.listdir('.'))"""
    assert printed(source) == "['mark']\n"
    # an installation that lies in /tmp is shown there again
    tops = {Path(prefix).parts[2] for prefix in (sys.prefix, str(REPOSITORY)) if prefix.startswith("/tmp/")}
    listing = f"print(os.listdir('.'), sorted(set(os.listdir('/tmp')) - {tops}), os.listdir('/dev/shm'))"
    assert printed(listing) == "[] ['work'] []\n"


def test_has_no_rights_and_no_root() -> None:
    status = printed("print(open('/proc/self/status').read())")
    lines = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    assert {lines[name] for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")} == {"0" * 16}
    assert lines["NoNewPrivs"] == "1"


def test_reaches_no_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        source = f"import socket\ntry: socket.create_connection(('127.0.0.1', {port}), 2); print('connected')\nexcept OSError: print('no')"
        assert printed(source) == "no\n"


def test_limits() -> None:
    assert "MemoryError" in printed(
        "try: x = bytearray(8 * 1024**3)\nexcept MemoryError: print('MemoryError')"
    )
    source = "try:\n    with open('big', 'wb') as f:\n        for _ in range(400): f.write(bytes(2**20))\nexcept OSError as e: print('full')"
    assert "full" in printed(source)
    many = "n = 0\ntry:\n    while n < 2000:\n        open(f'{n}', 'wb').write(bytes(2**20)); n += 1\nexcept OSError: print('full', n < 400)"
    assert printed(many) == "full True\n"
    shared = "n = 0\ntry:\n    while n < 80:\n        open(f'/dev/shm/{n}', 'wb').write(bytes(2**20)); n += 1\nexcept OSError: print('full', n <= 64)"
    assert printed(shared) == "full True\n"


@pytest.mark.skipif(sys.platform != "linux", reason="processes are counted on Linux")
def test_processes_are_limited_and_end_with_the_notebook() -> None:
    source = """
import time
n = 0
try:
    while n < 2000:
        if os.fork() == 0:
            os.setsid(); time.sleep(3600); os._exit(0)
        n += 1
except OSError: pass
print(n < 400)"""
    before = {process.pid for process in psutil.process_iter()}
    ended = (
        "more of the machine than one submission has: processes"  # where one user's children share the limit
    )
    assert printed(source) in ({"True\n"} if sandbox.borrowed() is not None else {"True\n", ended})
    left = [p for p in bystanders.new(before) if "grading" in " ".join(p.info["cmdline"] or [])]
    _gone, left = psutil.wait_procs(left, timeout=60)  # what dies on a busy machine has died in a while
    assert len(left) < 20


def test_killing_everything_kills_only_itself() -> None:
    cells = [
        ("student", "def f(): return 1"),
        ("student", GUARD + "try: os.kill(-1, 9)\nexcept OSError: pass\nos._exit(1)"),
        ("test", "assert f() == 1"),
    ]
    assert [o["state"] for o in tasks.run(cells)] == ["ran", "error", "ran"]


def test_an_ordinary_user_has_the_same_sandbox() -> None:
    """The same tests in a user namespace, where one is nobody special."""
    if os.geteuid() != 0:
        pytest.skip("this is an ordinary user already")
    command = [
        "bwrap",
        "--dev-bind",
        "/",
        "/",
        "--unshare-user",
        "--uid",
        "1000",
        "--gid",
        "1000",
        "--cap-drop",
        "ALL",
    ]
    script = "from tests.grading import tasks; print(tasks.states([('student', 'x = 1'), ('test', 'assert x == 1')]))"
    done = subprocess.run(
        [*command, sys.executable, "-c", script],
        env=ENVIRONMENT,
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "['ran']\n", done.stderr


def test_without_a_sandbox_nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    workers.shut()
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)  # type: ignore[attr-defined]
    with pytest.raises(workers.NoSandbox, match="--unsandboxed"):
        tasks.run([("student", "x = 1")])


@pytest.fixture
def elsewhere() -> Iterator[Path]:
    """A folder that is not in /tmp, which the sandbox always hides."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        yield Path(folder)


def test_only_what_is_asked_for_is_visible(elsewhere: Path) -> None:
    (elsewhere / "data").mkdir()
    (elsewhere / "data" / "a.txt").write_text("hello")
    (elsewhere / "keys.txt").write_text("secret")
    workers.shut()
    workers.configure(True, sandbox.places(elsewhere, ["data", "absent"]))
    try:
        assert (
            printed(f"print(open('{elsewhere}/data/a.txt').read(), os.listdir('{elsewhere}'))")
            == "hello ['data']\n"
        )
    finally:
        workers.shut()
        workers.configure(True, {})


def test_a_strict_umask_hides_nothing_that_is_shown() -> None:
    """What lies below /tmp is shown again in each child's own, for the user it becomes."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        data = Path(folder, "deep", "data")
        data.mkdir(parents=True)
        (data / "a.txt").write_text("hello")
        workers.shut()
        workers.configure(True, sandbox.places(Path(folder), ["deep/data"]))
        before = os.umask(0o077)
        try:
            assert printed(f"print(open('{data}/a.txt').read())") == "hello\n"
        finally:
            os.umask(before)
            workers.shut()
            workers.configure(True, {})


def test_an_installation_that_students_may_not_read_is_no_missing_package(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if sandbox.borrowed() is None:
        pytest.skip("students' processes are this user's own")
    packages = sysconfig.get_path("purelib")
    assert sandbox.problem() is None
    locked = elsewhere / "packages"
    locked.mkdir(mode=0o700)
    command = sandbox.launcher({str(locked): packages})
    monkeypatch.setattr(sandbox, "launcher", lambda: command)
    problem = str(sandbox.problem())
    assert packages in problem
    assert "chmod -R go+rX" in problem
