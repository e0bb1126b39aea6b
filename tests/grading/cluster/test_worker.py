"""What a worker keeps of a run, and for how long: nothing of one that has ended, all of one that is being graded."""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from dosclientes.grading.cluster import worker
from dosclientes.grading.cluster.parcel import Parcel
from dosclientes.grading.cluster.pool import Cluster
from tests.grading.cluster.local import LocalCluster

TASK = b'{"limits": {}}\nbody'


class Servers:
    """Stands in for a crew."""

    def __init__(self, _settings: object = None) -> None:
        self.loaded: list[str] = []
        self.closed = threading.Event()

    def preload(self, modules: list[str], _checks: object, _path: object) -> None:
        self.loaded += modules

    def close(self) -> None:
        self.closed.set()


@pytest.fixture
def crew(monkeypatch: pytest.MonkeyPatch) -> Servers:
    made = Servers()
    monkeypatch.setattr(worker, "Crew", lambda settings: made)
    monkeypatch.setattr(worker, "IDLE", 0.2)
    monkeypatch.setattr(worker, "_keeper", None)
    return made


@pytest.fixture
def run() -> Iterator[str]:
    found = uuid.uuid4().hex
    yield found
    worker.finish(found)


def started() -> worker.Start:
    return worker.Start(Parcel({"0/data.csv": b"x"}, ["0"], "0"), {}, ["pandas"])


def ordered() -> worker.Order:
    return worker.Order(Parcel({"0/checks.py": b""}, ["0"], "0"), {}, 30)


def eventually(found: Callable[[], Any], seconds: float = 20) -> Any:
    until = time.monotonic() + seconds
    while not (there := found()) and time.monotonic() < until:
        time.sleep(0.05)
    return there


def test_servers_load_before_the_checks_are_known(
    crew: Servers, run: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "IDLE", 600.0)
    worker.prepare(run, started())
    assert crew.loaded == ["pandas"]
    with pytest.raises(worker.UnknownRun):
        worker.work(run, TASK)
    worker.bring(run, ordered())

    def grade(about: dict[str, Any], body: bytes, _crew: object) -> bytes:
        assert sorted(each.name for each in Path(about["path"][0]).iterdir()) == ["checks.py", "data.csv"]
        return body

    monkeypatch.setattr(worker, "grade", grade)
    assert worker.work(run, TASK) == b"body"


def test_a_run_is_put_away_when_nobody_asks_and_not_while_it_grades(
    crew: Servers, run: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hand-in may take longer than a worker waits for an abandoned run."""
    folders = []

    def grade(about: dict[str, Any], _body: bytes, _crew: object) -> bytes:
        folders.append(Path(about["path"][0]))
        time.sleep(5 * worker.IDLE)
        return b"kept" if folders[0].exists() and not crew.closed.is_set() else b"lost"

    monkeypatch.setattr(worker, "grade", grade)
    worker.prepare(run, started())
    worker.bring(run, ordered())
    assert worker.work(run, TASK) == b"kept"
    assert crew.closed.wait(20)
    assert eventually(lambda: not folders[0].exists())
    with pytest.raises(worker.UnknownRun):
        worker.work(run, TASK)


def test_a_run_that_has_ended_is_not_prepared_any_more(crew: Servers, run: str) -> None:
    """Its caller is told at once that there is nothing to grade, while servers are still being started."""
    worker.finish(run)
    worker.prepare(run, started())
    assert crew.closed.is_set()
    with pytest.raises(worker.UnknownRun):
        worker.bring(run, ordered())


def told(process: psutil.Process) -> str:
    try:
        return f"{process.status()} {' '.join(process.cmdline())}"
    except psutil.Error as error:
        return repr(error)


@pytest.mark.cluster
@pytest.mark.sandbox
def test_servers_start_before_there_is_a_task_and_end_with_a_run_that_has_none(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "dosclientes")
    said: list[str] = []
    with LocalCluster(tmp_path / "dask", workers=1) as cluster:
        process = psutil.Process(cluster.workers[0].pid)
        with Cluster(cluster.address, tmp_path, {}, ["json"], {"patience": 60}, said.append):
            assert eventually(lambda: len(process.children()) == 2, 60), [said, cluster.said("worker")]
        left = eventually(lambda: not process.children(recursive=True))
        assert left, [*map(told, process.children(recursive=True)), caplog.text, cluster.said("worker")]
