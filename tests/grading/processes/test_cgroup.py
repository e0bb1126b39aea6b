"""What the kernel itself refuses to a submission as a whole, where a run may make control groups; and where it may."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dosclientes.grading.processes import cgroup, delegation, workers
from dosclientes.grading.processes.cgroup import Group
from dosclientes.grading.processes.delegation import Delegation, groups
from tests.grading import tasks
from tests.grading.processes.test_budget import GUARD, ended

real = pytest.mark.cgroup
MB = 2**20


@pytest.fixture
def run() -> Iterator[Delegation]:
    found = delegation.delegation()
    assert found is not None
    yield found
    found.close()
    assert not found.path.exists()


def inside(group: Group, do: Callable[[], None]) -> int:
    """How a process ends that does something in a group, see `os.waitstatus_to_exitcode`."""
    pid = os.fork()
    if pid == 0:
        code = 99
        try:
            group.join()
            do()
            code = 0
        except OSError as error:
            code = error.errno or 98
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def several(count: int, do: Callable[[], None]) -> None:
    """Do something in so many processes at once, none of which could do too much alone."""
    pids = []
    for _ in range(count):
        pids.append(os.fork())
        if pids[-1] == 0:
            do()
            os._exit(0)
    for pid in pids:
        os.waitpid(pid, 0)


def burn() -> None:
    end = time.process_time() + 0.02
    while time.process_time() < end:
        pass


@real
def test_all_end_that_take_too_much_memory_together(run: Delegation) -> None:
    def fill() -> None:
        kept = bytearray(os.urandom(MB)) * 60
        time.sleep(60 + len(kept) % 2)

    group = Group(run.descriptor, "one", {"memory": 50 * MB, "processes": 100})
    assert not group.full()
    assert inside(group, lambda: several(8, fill)) == -signal.SIGKILL
    assert group.full()
    group.remove()


@real
def test_files_in_memory_count_and_have_their_room(run: Delegation, tmp_path: Path) -> None:
    def write(size: int) -> None:
        with Path("/dev/shm", f"cgroup-{os.getppid()}").open("wb") as file:
            Path(file.name).unlink()
            for _ in range(size):
                file.write(os.urandom(MB))

    group = Group(run.descriptor, "one", {"memory": 50 * MB, "processes": 100})
    assert inside(group, lambda: write(cgroup.FILES // MB)) == 0
    assert not group.full()
    assert inside(group, lambda: write(cgroup.FILES // MB + 60)) == -signal.SIGKILL
    assert group.full()
    group.remove()


@real
def test_one_process_more_is_refused(run: Delegation) -> None:
    def fork() -> None:
        for _ in range(20):
            if os.fork() == 0:
                time.sleep(60)

    group = Group(run.descriptor, "one", {"memory": 50 * MB, "processes": 10})
    assert inside(group, fork) == 11  # EAGAIN
    assert len(Path(run.path, "one/cgroup.procs").read_text().split()) == 9
    (run.path / "one/cgroup.kill").write_text("1")


@real
def test_short_lives_are_counted(run: Delegation) -> None:
    """Of children nobody waits for, whose time is told to no parent."""

    def lives() -> None:
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        for _ in range(20):
            several_unseen(burn)

    group = Group(run.descriptor, "one", {"memory": 50 * MB, "processes": 100})
    assert inside(group, lives) == 0
    assert group.spent() >= 0.35
    group.remove()


def several_unseen(do: Callable[[], None]) -> None:
    pid = os.fork()
    if pid == 0:
        do()
        os._exit(0)
    with pytest.raises(ChildProcessError):
        os.waitpid(pid, 0)


@real
@pytest.mark.sandbox
def test_a_submission_of_short_lives_is_ended() -> None:
    """Looks alone see next to nothing of it."""
    source = """
import signal
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
while True:
    if os.fork() == 0:
        end = time.process_time() + 0.02
        while time.process_time() < end: pass
        os._exit(0)
    try: os.waitpid(-1, 0)
    except ChildProcessError: pass
"""
    assert ended(source, limits={"seconds": 60, "share": 0.03}, timeout=60) == ("error", "processor")


@real
@pytest.mark.sandbox
def test_a_submission_sees_no_group_and_leaves_none() -> None:
    workers.shut()
    outcome = tasks.run([("student", GUARD + "print(open('/proc/self/cgroup').read())")])[0]
    assert "0::/\n" in "".join(output["text"] for output in outcome["outputs"])
    crew = workers.workers()
    path = crew.delegation.path  # type: ignore[union-attr]
    assert {one.name for one in path.iterdir() if one.is_dir()} == {cgroup.SERVERS}
    assert len((path / cgroup.SERVERS / "cgroup.procs").read_text().split()) >= 2
    workers.shut()
    assert not path.exists()


@real
@pytest.mark.sandbox
def test_the_kernel_ends_who_is_quicker_than_a_look() -> None:
    """Memory that no process has at a look: files, and what is mapped a moment later."""
    source = """
for place in ('/tmp/work', '/dev/shm'):
    try:
        with open(place + '/big', 'wb') as file:
            while True: file.write(bytes(2**20))
    except OSError: pass
kept = []
for n in range(4):
    if os.fork() == 0:
        kept = os.urandom(2**20) * 100
        time.sleep(60)
time.sleep(60)
"""
    cells = [("student", "def f(): return 1"), ("student", GUARD + source), ("test", "assert f() == 1")]
    outcomes = tasks.run(cells, limits={"memory": 200 * MB}, timeout=60)
    assert [one["state"] for one in outcomes] == ["ran", "error", "ran"]
    assert outcomes[1]["kind"] == "memory"


@real
def test_what_a_killed_run_left_is_removed_by_the_next(run: Delegation) -> None:
    code = (
        "import time; from dosclientes.grading.processes import delegation as d; r = d.delegation();"
        "print(r.path, flush=True); time.sleep(600)"
    )
    other = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    left = Path(other.stdout.readline().strip())
    assert left.exists()
    delegation.delegation().close()  # type: ignore[union-attr]
    assert left.exists(), "one that runs is left alone"
    assert run.path.exists()
    other.kill()
    other.wait()
    delegation.delegation().close()  # type: ignore[union-attr]
    assert not left.exists()
    assert run.path.exists()


@real
def test_none_are_made_where_nobody_wants_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(delegation.SWITCH, "no")
    assert delegation.delegation() is None


def machine(folder: Path, own: str, root: str = "/") -> tuple[Path, Path]:
    """What a process sees of its group, and the place where groups are mounted."""
    proc, mounted = folder / "proc", folder / "groups"
    proc.mkdir()
    (proc / "cgroup").write_text(f"4:memory:/old\n0::{own}\n")
    (proc / "mountinfo").write_text(
        "23 28 0:21 / /proc rw - proc proc rw\n"
        f"31 28 0:27 {root} {mounted} rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n"
    )
    return proc, mounted


def test_groups_are_found_from_ones_own_upwards(tmp_path: Path) -> None:
    proc, mounted = machine(tmp_path, "/user.slice/user-1000.slice/session-2.scope")
    assert [str(group.relative_to(mounted)) for group in groups(proc)] == [
        "user.slice/user-1000.slice/session-2.scope",
        "user.slice/user-1000.slice",
        "user.slice",
        ".",
    ]


@pytest.mark.parametrize(
    ("own", "root", "expected"), [("/docker/1", "/docker/1", ["."]), ("/", "/docker/1", [])]
)
def test_a_container_sees_its_part(tmp_path: Path, own: str, root: str, expected: list[str]) -> None:
    proc, mounted = machine(tmp_path, own, root)
    assert [str(group.relative_to(mounted)) for group in groups(proc)] == expected


def test_without_version_2_there_are_none(tmp_path: Path) -> None:
    assert list(groups(tmp_path)) == []
    proc, _ = machine(tmp_path, "/")
    (proc / "cgroup").write_text("4:memory:/\n")
    assert list(groups(proc)) == []


@pytest.mark.parametrize(
    ("controllers", "control", "topmost", "expected"),
    [
        ("cpu memory pids", "cpu memory pids", False, True),
        ("cpu memory pids", "", False, False),  # nothing is handed on: not ours to change
        ("cpu memory pids", "memory", False, False),
        ("hugetlb", "hugetlb", True, False),  # the rest is bound to version 1
    ],
)
def test_a_group_serves_whose_limits_are_handed_on(
    tmp_path: Path, controllers: str, control: str, topmost: bool, expected: bool
) -> None:
    files = {"cgroup.controllers": controllers, "cgroup.subtree_control": control, "cgroup.procs": ""}
    for name, text in (files | ({} if topmost else {"cgroup.type": "domain"})).items():
        (tmp_path / name).write_text(text)
    assert delegation._hands_on(tmp_path) is expected
    assert (tmp_path / "cgroup.subtree_control").read_text() == control


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anything")
def test_a_group_of_others_does_not_serve(tmp_path: Path) -> None:
    for name in ("cgroup.controllers", "cgroup.subtree_control", "cgroup.procs", "cgroup.type"):
        (tmp_path / name).write_text("memory pids")
    tmp_path.chmod(0o555)
    assert not delegation._hands_on(tmp_path)
