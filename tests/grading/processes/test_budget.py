"""A submission is one: what all its processes take together counts, and what its neighbours take does not."""

# ruff: noqa: E501

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dosclientes.grading.channel.frames import Channel
from dosclientes.grading.channel.waiting import waited
from dosclientes.grading.examiner import line
from dosclientes.grading.examiner.examination import Forked
from dosclientes.grading.examiner.line import PATIENCE, Process
from dosclientes.grading.examiner.session import Session
from dosclientes.grading.processes import audit, budget, priority, room, server, workers
from dosclientes.grading.processes.budget import Watch, processes
from dosclientes.grading.processes.confinement import Confinement
from dosclientes.grading.submissions.tasks import whole_time
from tests.grading import tasks

GUARD = "import os, time, mmap\nassert os.getpid() == 1\n"
FORKED = """
for n in range({count}):
    if os.fork() == 0:
        os.setsid()
        {do}
        os._exit(0)
"""
IN_TURN = """
while True:
    if os.fork() == 0:
        end = time.process_time() + 0.3
        while time.process_time() < end: pass
        os._exit(0)
    os.wait()
"""
"""One process after another: of a processor that none takes for long. Many at once would get what others leave."""

TEST = ("test", "assert True")


def ended(source: str, **options: Any) -> tuple[str, str]:
    """How a cell ends: its state, and what kind of end it was."""
    outcome = tasks.run([("student", GUARD + source)], **options)[0]
    return outcome["state"], outcome.get("kind", "")


@pytest.mark.sandbox
def test_processor_time_of_all_processes_counts() -> None:
    assert ended(IN_TURN, limits={"seconds": 60, "share": 0.02}, timeout=60) == ("error", "processor")


@pytest.mark.sandbox
def test_memory_of_all_processes_counts() -> None:
    kept = (
        FORKED.format(count=4, do="kept = bytearray(os.urandom(2**20)) * 80; time.sleep(60)")
        + "time.sleep(60)"
    )
    bounds = {"memory": 240 * 2**20}
    assert ended(kept, limits=bounds, timeout=60) == ("error", "memory")
    shared = FORKED.format(
        count=4, do="kept = mmap.mmap(-1, 80 * 2**20); kept.write(bytes(80 * 2**20)); time.sleep(60)"
    )
    assert ended(shared + "time.sleep(60)", limits=bounds, timeout=60) == ("error", "memory")


@pytest.mark.sandbox
def test_an_examiner_takes_no_more_of_a_submission_than_that_may_itself() -> None:
    """A gigabyte at least, for the instructor's own tests; the largest message may become more than that."""
    cells = [("student", "x = 1")]
    cells += [("test", f"kept = bytearray({size} * 2**20)\nassert x == 1") for size in (500, 1500)]
    within, beyond = tasks.states(cells, limits={"memory": 300 * 2**20}, timeout=60)
    assert within == "ran"
    assert beyond != "ran"
    assert tasks.states(cells, limits={"memory": 3000 * 2**20}, timeout=60) == ["ran", "ran"]


@pytest.mark.sandbox
def test_what_forks_share_counts_once() -> None:
    idle = FORKED.format(count=12, do="time.sleep(1)") + "time.sleep(1)"
    assert ended(idle, limits={"memory": 240 * 2**20}, timeout=60) == ("ran", "")


@pytest.mark.sandbox
def test_threads_and_processes_count_together() -> None:
    several = "import threading\n" + FORKED.format(
        count=5,
        do="[threading.Thread(target=time.sleep, args=(60,)).start() for _ in range(6)]; time.sleep(60)",
    )
    bounds = {"processes": 30, "jobs": 20}
    assert ended(several + "time.sleep(60)", limits=bounds, timeout=60)[0] in ("error", "raised")


@pytest.mark.sandbox
def test_no_memory_that_belongs_to_no_process() -> None:
    probe = """
import ctypes, errno
try: os.memfd_create('x'); print('memfd')
except OSError as error: print(error.errno == errno.EPERM)
libc = ctypes.CDLL(None, use_errno=True)
print(libc.shmget(0, 2**20, 0o1600) == -1)"""
    outcome = tasks.run([("student", GUARD + probe)])[0]
    assert "".join(output["text"] for output in outcome["outputs"]) == "True\nTrue\n"


@pytest.mark.sandbox
def test_a_neighbour_that_is_ended_costs_nobody_else() -> None:
    cells = [("student", "def f(): return 1"), ("student", GUARD + IN_TURN), ("test", "assert f() == 1")]
    states = [one["state"] for one in tasks.run(cells, limits={"seconds": 60, "share": 0.02}, timeout=60)]
    assert states == ["ran", "error", "ran"]


@contextmanager
def busy(loops: int) -> Iterator[None]:
    """A machine on which so many processes, each a session of its own, want every processor."""
    source = "import os, time\nend = time.monotonic() + 60\nwhile time.monotonic() < end and os.getppid() != 1: pass"
    running = [subprocess.Popen([sys.executable, "-c", source], start_new_session=True) for _ in range(loops)]
    try:
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="waiting is counted on Linux")
def test_a_busy_machine_costs_no_point() -> None:
    """One second of processor time, with a limit of two, where it takes many seconds to get."""
    source = "import time\ndef f():\n    end = time.process_time() + 1\n    while time.process_time() < end: pass\n    return 1"
    cells = [("student", source), ("test", "assert f() == 1")]
    with busy(3 * (os.cpu_count() or 1)):
        began = time.monotonic()
        assert tasks.states(cells, timeout=1.5) == ["ran"]
        assert time.monotonic() - began > 1.5, "the machine was not busy enough for this test"


class Waiting(Process):
    """A kernel's process that has waited for a processor for so long."""

    def __init__(self, waits: float) -> None:
        self.waits = waits
        self.asked = 0

    def start(self) -> Channel:
        raise NotImplementedError

    def interrupt(self) -> None:
        raise NotImplementedError

    def kill(self) -> str:
        return ""

    def waited(self, seconds: float) -> float:
        self.asked += 1
        return min(self.waits, seconds)


@pytest.mark.parametrize(("waits", "extra"), [(0.0, 0.0), (3.0, 5.0), (1000.0, 10.0 * PATIENCE)])
def test_waiting_for_a_processor_is_not_ones_own_time(
    waits: float, extra: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    stood = iter([5.0] * 2 + [5.0 + 2 * (waits == 3)] * 9)
    monkeypatch.setattr(line, "waited", lambda: next(stood))
    policy = {"operators": [], "attributes": [], "modules": [], "records": {}, "owned": []}
    session = Session(Waiting(waits), policy, lambda output: None)
    session.limit = 10.0
    session.allow(time.monotonic() - 1000 * (waits > 100))
    assert session.later(session.deadline) == pytest.approx(session.deadline + extra)
    assert session.starved == (extra == 10.0 * PATIENCE)
    assert session.later(session.deadline + 1) == session.deadline + 1


def burn(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_a_watch_counts_what_its_tree_takes() -> None:
    bounds: dict[str, int | float] = {"memory": 2**40, "processes": 100, "seconds": 60, "share": 100}
    watch = Watch(os.getpid(), bounds)
    watch.look(processes())
    before = watch.since(60)[0]
    child = multiprocessing.get_context("fork").Process(target=burn, args=(0.3,))
    child.start()
    child.join()
    watch.look(processes())
    assert watch.since(60)[0] - before >= 0.2
    assert watch.excess(watch.family(processes()), processes()) == ""
    watch.limits["processes"] = 0
    assert watch.look(processes()) == "processes"
    watch.limits |= {"processes": 1000, "memory": 1}
    assert watch.look(processes()) == "memory"
    assert waited() >= 0


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_memory_that_cannot_be_told_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel may let whoever asks wait for half a minute; the server asks by a process that it can end."""

    def stuck(pid: int) -> int:
        time.sleep(600)
        return 0

    monkeypatch.setattr(audit, "_proportional", stuck)
    monkeypatch.setattr(audit, "SECONDS", 3600.0)
    watch = Watch(os.getpid(), {"memory": 100, "processes": 10**6})
    assert watch.takes([60, 60], [os.getpid()] * 2) == 0  # nobody knows yet
    asking = watch.audit
    assert asking is not None
    asking.until = time.monotonic()
    assert watch.takes([60, 60], [os.getpid()] * 2) == 120  # as if nothing were shared
    with pytest.raises(ProcessLookupError):
        os.kill(asking.pid, 0)
    assert watch.takes([60, 60], []) == 0
    watch.close()
    assert watch.audit is None


def test_what_one_process_has_is_known_at_once() -> None:
    watch = Watch(os.getpid(), {"memory": 100, "processes": 10**6})
    assert watch.takes([101, 1], []) == 102
    assert watch.takes([50, 50], []) == 100
    assert watch.audit is None


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_nobody_waits_for_those_that_die(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A submission of many processes takes its time to go; the server serves the others meanwhile."""
    served = server.Server.__new__(server.Server)
    served.confinement, served.dying, served.folder = Confinement(), [], tmp_path
    place = tmp_path / "place"
    place.mkdir()
    pid = os.fork()
    if pid == 0:
        time.sleep(600)
        os._exit(0)
    mine, _theirs = socket.socketpair()
    served.children = {mine: (Watch(pid, {"memory": 1, "processes": 1}, tree=False, why="memory"), place)}
    with monkeypatch.context() as slow:
        slow.setattr(os, "waitpid", lambda pid, how: (0, 0) if how == os.WNOHANG else pytest.fail("waits"))
        assert served.end(mine) == "memory"
        assert served.dying
        assert place.exists()
    served.bury(wait=True)
    assert not served.dying
    assert not place.exists()
    with pytest.raises(ChildProcessError):
        os.waitpid(pid, 0)


def test_limits_leave_room_on_any_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for memory in (1, 4, 24, 512):
        for jobs in (1, 3, 17, 65):
            monkeypatch.setattr(room, "memory", lambda memory=memory: memory * 1024**3)
            for asked in (0, jobs):
                monkeypatch.setattr(os, "cpu_count", lambda jobs=jobs: jobs - 1)
                places, spare = room.places(asked)
                assert places == (jobs if asked else max(2, jobs))  # at least one processor
                assert 0 <= spare <= (0 if asked else places)
                found = room.limits(places, 30, spare)
                together = found["memory"] * (places + spare)
                assert found["memory"] == room.LEAST or together <= room.PART * memory * 1024**3
                assert found["memory"] >= (room.ENOUGH if spare else room.LEAST)
                assert found["memory"] <= room.MOST


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_a_thread_seen_for_the_first_time_has_waited_since_it_began(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kernel that gets no processor at first is looked at late; what it stood until then counts."""
    monkeypatch.setattr(budget, "waited", lambda who: 4.0)
    watch = Watch(os.getpid(), {"memory": 2**40, "processes": 10**6})
    assert watch.longest_wait({os.getpid(): 0.0}, 0.0) == 4.0
    assert watch.longest_wait({os.getpid(): 0.0}, 0.0) == 0.0


@pytest.mark.parametrize("end", ["time.sleep(60)", "os._exit(1)"])
def test_an_earlier_cell_that_does_not_get_through_again_costs_only_itself(tmp_path: Path, end: str) -> None:
    """After a kernel was lost, one of the cells before takes longer than the first time, as on a busy machine."""
    seen = tmp_path / "seen"
    slow = (
        f"import os, time\nif os.path.exists({str(seen)!r}): {end}\nopen({str(seen)!r}, 'w').close()\nx = 1"
    )
    cells = [
        ("student", source) for source in ("def f(): return 1", slow, "def g(): return 2", "os._exit(1)")
    ]
    cells += [("test", "assert f() == 1"), ("test", "assert g() == 2"), ("test", "assert x == 1")]
    workers.shut()
    workers.configure(False, {})
    try:
        told = tasks.run(cells, timeout=1.5)
    finally:
        workers.shut()
        workers.configure(True, {})
    assert [one["state"] for one in told] == ["ran", "ran", "ran", "error", "ran", "ran", "error"]
    assert "could not be run again" in told[-1]["reason"]


def test_an_interrupt_is_not_late() -> None:
    """Whoever has interrupted a cell may ask for the next thing: the interrupt has been delivered by then."""
    workers.shut()
    workers.configure(False, {})
    try:
        session = workers.workers().kernels.session()
        _mine, theirs = socket.socketpair()
        kernel = Forked(session, {})
        socket.send_fds(session, [b'{"do": "start", "limits": {}}'], [theirs.fileno()])
        pid = json.loads(session.recv(1000))["pid"]
        os.kill(workers.workers().kernels.process.pid, signal.SIGSTOP)  # a server that gets no processor
        threading.Timer(0.5, os.kill, (workers.workers().kernels.process.pid, signal.SIGCONT)).start()
        began = time.monotonic()
        kernel.interrupt()
        assert time.monotonic() - began > 0.3
        assert pid
    finally:
        workers.shut()
        workers.configure(True, {})


SCHEDULED = """
def scheduled():
    sessions, found = '/proc/{}/autogroup', set()
    for p in filter(str.isdigit, os.listdir('/proc')):
        nice = open(sessions.format(p)).read().split()[-1:] if os.path.exists(sessions.format(p)) else []
        found.add((os.sched_getscheduler(int(p)) == os.SCHED_IDLE, nice in ([], ['10'], ['19'])))
    return found
"""
"""What a fork sees of itself: whether its processes, and their sessions where there are groups of those, yield."""


@pytest.mark.sandbox
def test_who_takes_more_than_a_processor_gets_what_others_leave() -> None:
    """All of its processes, each a session of its own; who takes one processor at most stays as it is."""
    wait = (
        "end = time.monotonic() + 60\nwhile scheduled() != {(True, True)} and time.monotonic() < end: pass\n"
    )
    many = FORKED.format(count=8, do="while True: pass") + wait + "print(scheduled())"
    alone = Path("/proc/self/autogroup").exists()
    single = "end = time.monotonic() + 2.5\nwhile time.monotonic() < end: pass\nprint(scheduled())"
    for source, expected in ((many, {(True, True)}), (single, {(False, not alone)})):  # however busy it is
        outcome = tasks.run([("student", GUARD + SCHEDULED + source)], timeout=90)[0]
        assert "".join(output["text"] for output in outcome["outputs"]) == f"{expected}\n"


def spinning(core: int, ready: Any) -> None:
    os.setsid()
    os.sched_setaffinity(0, {core})
    ready.set()
    while True:
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_a_session_that_yields_leaves_the_processor_to_others() -> None:
    """A thread's policy alone does not: the scheduler shares a processor between sessions (autogroup)."""
    fork, core = multiprocessing.get_context("fork"), min(os.sched_getaffinity(0))
    events = [fork.Event() for _ in range(2)]
    pair = [fork.Process(target=spinning, args=(core, event)) for event in events]
    pids = []
    try:
        for process, event in zip(pair, events, strict=True):
            process.start()
            assert event.wait(60)
            pids.append(process.pid or 0)
        yielding, other = pids
        priority.yield_to_others([yielding])
        before = processes(pids)
        while processes([other])[other].own - before[other].own < 0.5:
            time.sleep(0.05)
        assert processes([yielding])[yielding].own - before[yielding].own < 0.2
        priority.as_everybody([yielding])
        assert os.geteuid() != 0 or os.sched_getscheduler(yielding) == os.SCHED_OTHER  # others may only yield
    finally:
        for process in pair:
            process.kill()
            process.join()


@pytest.mark.sandbox
def test_nobody_undoes_that_a_session_yields() -> None:
    source = "try: open('/proc/self/autogroup', 'w').write('0')\nexcept OSError as error: print(error.errno)"
    outcome = tasks.run([("student", GUARD + source)])[0]
    told = "".join(output["text"] for output in outcome["outputs"])
    assert told in ("30\n", "2\n")  # read-only, or none there


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_waiting_for_ones_own_processes_is_not_lent(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bomb of processes makes itself wait; a process of which others take the processor is lent that time."""
    monkeypatch.setattr(budget, "waited", lambda who: 4.0)
    watch = Watch(os.getpid(), {"memory": 2**40, "processes": 10**6})
    assert watch.longest_wait({os.getpid(): 0.1}, 0.1) == 4.0
    watch.waits = {}
    assert watch.longest_wait({os.getpid(): 0.1}, 0.1 + 3.0 * (os.cpu_count() or 1)) == pytest.approx(1.0)
    watch.waits = {}
    assert watch.longest_wait({os.getpid(): 0.1}, 0.1 + 5.0 * (os.cpu_count() or 1)) == 0.0


@pytest.mark.parametrize(("own", "cells", "seconds"), [(0, 3, 300), (0, 45, 1350), (90, 45, 90)])
def test_a_notebook_has_the_time_of_all_its_cells_as_in_stock(own: int, cells: int, seconds: int) -> None:
    """Ten cells at least; what the course says itself goes before."""
    assert whole_time({"timeout": 30.0, "total_timeout": own}, cells) == seconds


def test_who_wants_much_is_waited_for_less_and_then_left_to_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "waited", lambda: 0.0)
    policy = {"operators": [], "attributes": [], "modules": [], "records": {}, "owned": []}
    process = Waiting(1000.0)
    process.eager = True
    session = Session(process, policy, lambda output: None)
    session.limit = 10.0
    session.allow(time.monotonic() - 1000)
    assert session.later(session.deadline) == pytest.approx(session.deadline + 10.0)
    assert session.starved


def test_starting_a_kernel_is_not_the_cells_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """None of a student's code runs before their files are there."""

    class Started(Process):
        def start(self) -> Channel:
            return Channel(socket.socketpair()[0])

    left: list[float] = []
    monkeypatch.setattr(line.Line, "ask", lambda self, _: left.append(self.deadline - time.monotonic()))
    one = line.Line(Started(), lambda _: None)
    one.limit = 0.1
    one.open({}, {})
    assert left[0] > line.START / 2
