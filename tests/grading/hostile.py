"""A class with every hostile submission beside honest students, graded once as root and once as an ordinary user."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from autograde_tests import corpus
from dosclientes.paths import ROOT
from dosclientes.teaching.commands import Class
from tests.grading import bystanders

CANARY = "CANARY-5e1f"
PORT = 47113
HONEST = ("honest-first", "zealous-last")  # before and behind all others in the alphabet
USER = 1777
NAMES = [
    name
    for name in corpus.names("hostile")
    if name.startswith(tuple(os.environ.get("GRADING_HOSTILE", "").split(",")))
]
"""All of the corpus, or what begins with one of the words in GRADING_HOSTILE, parted by commas: a piece of it."""
SECONDS = int(os.environ.get("GRADING_SECONDS") or 3)
"""How long a cell may take: some of these submissions take all they get, and a slow machine (user-mode Linux) needs
more for the others."""


@dataclass
class Graded:
    """What is left of a run: the class's folder, the command's end, and what happened meanwhile."""

    folder: Path
    code: int = 0
    told: str = ""
    called: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def report(self, student: str) -> dict[str, dict[str, Any]]:
        """A student's verdicts by grade id."""
        path = self.folder / "autograded" / "es" / student / "a3" / "grading.json"
        found = json.loads(path.read_text("utf-8"))["verdicts"]
        return {one["name"]: one for notebook in found.values() for one in notebook}


def grade(folder: Path, as_user: bool) -> Graded:
    """Lay the class out in `folder`, grade it, and watch what it does to the machine."""
    course, home = folder / "course", folder / "home"
    group = Class.copy(course, "es")
    group.run("generate_assignment", "a3")
    with (course / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(f"\nc.Execute.timeout = {SECONDS}\n")
    handed = course / "submitted" / "es"
    for name in NAMES:
        corpus.write(corpus.submission("hostile", name), "es", handed / name / "a3")
    for name in HONEST:
        corpus.write(corpus.submission("a3", "solution"), "es", handed / name / "a3")
    home.mkdir()
    (folder / "temporary").mkdir()
    for place in (home, course, handed):
        (place / "CANARY.txt").write_text(CANARY, "utf-8")
    if as_user:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, USER, USER, follow_symlinks=False)
    result = Graded(course)
    before, running = _digests(folder), set(psutil.pids())
    with _listening(result.called):
        done = subprocess.run(
            [*(_user() if as_user else []), *_command(course)],
            env=_environment(home),
            cwd=course,
            capture_output=True,
            text=True,
        )
    result.code, result.told = done.returncode, done.stdout + done.stderr
    result.changed = _changes(before, _digests(folder))
    result.left = [" ".join(one.info["cmdline"] or []) for one in bystanders.new(running) if _is_ours(one)]
    return result


def _command(course: Path) -> list[str]:
    words = ["grade", "a3", "--root", str(course), "--feedback", "--report", str(course / "report.json")]
    return [sys.executable, "-m", "dosclientes", *words]


def _environment(home: Path) -> dict[str, str]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    own = {"PYTHONPATH": str(ROOT), "DOSCLIENTES_LANG": "es", "HOME": str(home), "PATH": path}
    own["TMPDIR"] = str(home.with_name("temporary"))  # what is left there is seen
    return {**os.environ, **own, "LANG": "en_GB.UTF-8", "SECRET_TOKEN": CANARY}


def _user() -> list[str]:
    """The words that run a command as an ordinary user, who may read this Python even where only root may enter."""
    hidden = {Path("/", Path(base).parts[1]) for base in (sys.prefix, sys.base_prefix, str(ROOT))}
    shut = [place for place in hidden if not place.stat().st_mode & 0o005]
    words = ["bwrap", "--dev-bind", "/", "/"]
    for place in shut:
        words += ["--perms", "0755", "--tmpfs", str(place)]
    for base in {sys.prefix, sys.base_prefix, str(ROOT)}:
        if Path("/", Path(base).parts[1]) in shut:
            # what bubblewrap makes for itself on the way to a mount only root can pass
            for above in sorted(Path(base).parents)[2:]:
                words += ["--perms", "0755", "--dir", str(above)]
            words += ["--ro-bind", base, base]
    return [
        *words,
        "setpriv",
        f"--reuid={USER}",
        f"--regid={USER}",
        "--clear-groups",
        "--inh-caps=-all",
        "--bounding-set=-all",
    ]


def can_be_a_user() -> bool:
    """Whether this machine lets root become an ordinary user who can have a sandbox."""
    if os.geteuid() != 0 or not shutil.which("setpriv") or not shutil.which("bwrap"):
        return False
    probe = "import sys; from dosclientes.grading.processes import sandbox; sys.exit(sandbox.problem() is not None)"
    command = [*_user(), sys.executable, "-c", probe]
    return (
        subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True).returncode
        == 0
    )


@contextmanager
def _listening(called: list[str]) -> Iterator[None]:
    """Ends on which nobody should call."""
    ends = [socket.create_server(("127.0.0.1", PORT)), socket.socket(socket.AF_UNIX)]
    ends[1].bind("\0dosclientes-canary")
    ends[1].listen()

    def wait(end: socket.socket) -> None:
        while True:
            try:
                called.append(str(end.accept()[1]))
            except OSError:
                return

    waiting = [threading.Thread(target=wait, args=(end,), daemon=True) for end in ends]
    for thread in waiting:
        thread.start()
    try:
        yield
    finally:
        for end in ends:
            end.shutdown(socket.SHUT_RDWR)
            end.close()
        for thread in waiting:
            thread.join(5)


def _digests(folder: Path) -> dict[str, str]:
    """What lies in the folder, and what the submissions try to leave where everybody may write."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            found[str(path.relative_to(folder))] = hashlib.sha256(path.read_bytes()).hexdigest()
    found |= {str(path.relative_to(folder)): "" for path in (folder / "temporary").rglob("*")}
    for place in (
        "/tmp",
        "/var/tmp",
        "/dev/shm",
        "/",
    ):  # others' work goes on there: what the submissions would leave
        left = [path for path in Path(place).iterdir() if path.name.startswith(("PICKLED", "mark", "big-"))]
        found |= {f"{place}: {path.name}": "" for path in left}
    return found


def _changes(before: dict[str, str], after: dict[str, str]) -> list[str]:
    written = (
        "course/autograded/",
        "course/feedback/",
        "course/report.json",
        "course/gradebook-es.db",
        "course/.feedback/",
        "course/.grading",
    )
    names = sorted(name for name in before.keys() | after if before.get(name) != after.get(name))
    return [name for name in names if not name.startswith(written) and "__pycache__" not in name]


def _is_ours(process: psutil.Process) -> bool:
    words = " ".join(process.info["cmdline"] or [])
    return sys.executable in words and "dosclientes" in words
