"""Killed at any moment and started again, a class ends as if nothing had happened."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.grading import course as courses
from tests.grading.course import answer

QUERIES = (courses.GRADES, courses.COMMENTS, courses.SUBMISSIONS)


@pytest.fixture(scope="module")
def untouched(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = courses.copy(pristine, tmp_path_factory.mktemp("crash") / "course")
    for number in range(8):
        courses.submit(course, f"solution-{number}")
        courses.submit(course, f"wrong-{number}", answer("squares", f"def squares(n): return {number}"))
    return course


@pytest.fixture(scope="module")
def undisturbed(untouched: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    course = again(untouched, tmp_path_factory.mktemp("undisturbed") / "course")
    started = time.monotonic()
    courses.grade(course, check=True)
    return course, time.monotonic() - started


def again(course: Path, to: Path) -> Path:
    shutil.copytree(course, to)
    return to


def check(start: Path, undisturbed: tuple[Path, float], folder: Path, moment: float, *how: str) -> None:
    """Kill a run at a moment, start it again, and compare.

    Arguments:
        start: the course as it is before; copied.
        how: arguments of the run that is killed; the one after it has none.
    """
    course = again(start, folder / f"course-{moment:.3f}")
    command = [sys.executable, "-m", "dosclientes.grading", "ps1", "--root", str(course), "--quiet", *how]
    process = subprocess.Popen(command, env=courses.ENVIRONMENT, stderr=subprocess.DEVNULL)
    children: list[psutil.Process] = []
    time.sleep(moment * 0.9)
    if process.poll() is None:
        children = psutil.Process(process.pid).children(recursive=True)
    time.sleep(moment * 0.1)
    process.send_signal(signal.SIGKILL)
    process.wait()
    end = time.monotonic() + 10
    while any(lives(child) for child in children) and time.monotonic() < end:
        time.sleep(0.05)
    assert not [child for child in children if lives(child)]
    courses.grade(course, check=True)
    for query in QUERIES:
        assert courses.rows(course, query) == courses.rows(undisturbed[0], query), moment
    assert files(course) == files(undisturbed[0]), moment
    shutil.rmtree(course)


def lives(process: psutil.Process) -> bool:
    """Whether it still runs; who has to bury it is not this test's question."""
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def files(course: Path) -> dict[str, bytes]:
    root = course / "autograded"
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("part", [0.5, pytest.param(0.8, marks=pytest.mark.slow)])
def test_killed_and_resumed(
    untouched: Path, undisturbed: tuple[Path, float], tmp_path: Path, part: float
) -> None:
    check(untouched, undisturbed, tmp_path, undisturbed[1] * part)


@pytest.mark.slow
def test_killed_at_random_moments(untouched: Path, undisturbed: tuple[Path, float], tmp_path: Path) -> None:
    """At six moments, in turn a first run and one with --force.

    `GRADING_KILLS=50` tries more, and `GRADING_SEED` says which, so that many can be tried piece by piece.
    """
    moments = random.Random(int(os.environ.get("GRADING_SEED", "7")))
    for number in range(int(os.environ.get("GRADING_KILLS", "6"))):
        start, how = ((untouched, ()), (undisturbed[0], ("--force",)))[number % 2]
        check(start, undisturbed, tmp_path, moments.uniform(0.1, undisturbed[1]), *how)
