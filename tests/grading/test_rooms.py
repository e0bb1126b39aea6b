"""Where a run cannot be: a sentence that says what is the matter, exit 2, and nothing written."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from dosclientes.answers import AnswerBook
from dosclientes.grading import command
from dosclientes.grading.lock import LOCK
from dosclientes.grading.processes import confinement, sandbox
from tests.grading import course as courses


@pytest.fixture
def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    def flock(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", flock)


def graded(course: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.chdir(course)
    return command.main(["ps1", "--root", str(course), "--quiet"])


@pytest.mark.sandbox
def test_a_file_system_without_locks(
    course: Path, monkeypatch: pytest.MonkeyPatch, without_locks: None, capsys: pytest.CaptureFixture[str]
) -> None:
    courses.submit(course, "ana")
    assert graded(course, monkeypatch) == 2
    assert "No locks available" in capsys.readouterr().err
    assert not (course / "autograded").exists()


def test_lessons_save_answers_without_locks(tmp_path: Path, without_locks: None) -> None:
    book = AnswerBook(tmp_path)
    book.put("item", "a", "sure")
    assert book.problem is None
    found = AnswerBook(tmp_path).get("item")
    assert found is not None
    assert found.response == "a"


@pytest.mark.sandbox
def test_an_old_gradebook(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    courses.submit(course, "ana")
    with sqlite3.connect(course / "gradebook.db") as connection:
        connection.execute("alter table assignment rename column duedate to due")
    assert graded(course, monkeypatch) == 2
    told = capsys.readouterr().err
    assert "nbgrader db upgrade" in told
    assert "Traceback" not in told
    assert not (course / "autograded").exists()


@pytest.mark.sandbox
def test_a_busy_gradebook(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Somebody writes to it for longer than one waits; reading alone would go through."""
    courses.submit(course, "ana")
    before = seen(course)
    with sqlite3.connect(course / "gradebook.db", isolation_level=None) as connection:
        connection.execute("begin immediate")
        assert graded(course, monkeypatch) == 2
        connection.execute("rollback")
    told = capsys.readouterr().err
    assert "database is locked" in told
    assert "Traceback" not in told
    assert seen(course) == before
    assert graded(course, monkeypatch) == 0, "as soon as it is free"


def seen(course: Path) -> dict[str, bytes]:
    """Every file of a course, but for the one that says who grades it."""
    files = (path for path in course.rglob("*") if path.is_file() and path.name != LOCK)
    return {str(path.relative_to(course)): path.read_bytes() for path in files}


def inside(course: Path, room: str, *unshared: str) -> subprocess.CompletedProcess[str]:
    """The command in a room of its own, made by root.

    Arguments:
        room: shell commands that make it; `$1` is the course.
        unshared: which namespaces besides that of mounts.
    """
    command = [sys.executable, "-m", "dosclientes.grading", "ps1", "--root", str(course), "--quiet"]
    script = f'set -e; {room}; shift; exec "$@"'
    words = ["unshare", "-m", *unshared, "sh", "-c", script, "sh", str(course), *command]
    return subprocess.run(words, env=courses.ENVIRONMENT, cwd="/", text=True, capture_output=True)


needs_rooms = pytest.mark.skipif(
    os.geteuid() != 0
    or not shutil.which("unshare")
    or subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "x", "/mnt"], capture_output=True).returncode
    != 0,
    reason="root makes such a room, and may mount nothing here",
)
READ_ONLY = "mount --bind {0} {0}; mount -o remount,ro,bind {0}"
ROOMS = {
    "a course that can only be read": (READ_ONLY.format('"$1"'), (), ".grading.lock"),
    "a gradebook that can only be read": (READ_ONLY.format('"$1/gradebook.db"'), (), "readonly database"),
    "no user namespaces": ("echo 0 > /proc/sys/user/max_user_namespaces", ("-U", "-r"), "userns_clone"),
}


@needs_rooms
@pytest.mark.sandbox
@pytest.mark.parametrize("name", ROOMS)
def test_where_nobody_can_be_graded(course: Path, name: str) -> None:
    room, unshared, word = ROOMS[name]
    courses.submit(course, "ana")
    before = seen(course)
    done = inside(course, room, *unshared)
    if "unshare failed" in done.stderr:
        pytest.skip("no user namespaces here")
    assert done.returncode == 2, done.stderr
    assert word in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert seen(course) == before


@needs_rooms
@pytest.mark.sandbox
def test_little_shared_memory_is_enough(course: Path) -> None:
    courses.submit(course, "ana")
    done = inside(course, "mount -t tmpfs -o size=256k tmpfs /dev/shm")
    assert done.returncode == 0, done.stderr
    assert {row[0] for row in courses.rows(course)} == {"ana"}


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("unshare"), reason="root makes such a room")
@pytest.mark.skipif(sandbox.problem() is not None, reason=str(sandbox.problem()))
def test_root_with_a_single_id_has_the_sandbox_of_others() -> None:
    script = (
        "from dosclientes.grading.processes import sandbox; from tests.grading import tasks\n"
        "print(sandbox.borrowed(), tasks.states([('student', 'x = 1'), ('test', 'assert x == 1')]))"
    )
    done = subprocess.run(
        ["unshare", "-U", "-r", sys.executable, "-c", script],
        env=courses.ENVIRONMENT,
        cwd=courses.REPOSITORY,
        capture_output=True,
        text=True,
    )
    if "Operation not permitted" in done.stderr and not done.stdout:
        pytest.skip("no user namespaces here")
    assert done.stdout == "None ['ran']\n", done.stderr


def test_borrowed_ids_are_nobodys(monkeypatch: pytest.MonkeyPatch) -> None:
    import pwd

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(sandbox, "_mapped", lambda kind, ids: True)
    somebody = pwd.struct_passwd(("x", "x", sandbox.FIRST_UIDS[0] + 5, 1, "", "/", "/bin/sh"))
    monkeypatch.setattr(pwd, "getpwall", list)
    assert sandbox.borrowed() == sandbox.FIRST_UIDS[0]
    monkeypatch.setattr(pwd, "getpwall", lambda: [somebody])
    assert sandbox.borrowed() == sandbox.FIRST_UIDS[1]
    monkeypatch.setattr(sandbox, "_mapped", lambda kind, ids: False)
    assert sandbox.borrowed() is None


def test_a_sandbox_that_cannot_fork_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """bubblewrap starts, and the fork inside fails: nobody is graded, rather than everybody for a person."""
    if sandbox.problem() is not None:
        pytest.skip(str(sandbox.problem()))
    whole = sandbox.launcher()
    monkeypatch.setattr(sandbox, "launcher", lambda: [*whole, "--setenv", confinement.UID, "nobody's"])
    monkeypatch.setattr(sandbox, "borrowed", lambda: 1)
    told = sandbox.problem()
    assert (told is not None) == (os.geteuid() == 0)
