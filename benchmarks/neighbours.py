"""What a class loses to bad neighbours: honest hand-ins alone, and among some that take all they can get.

    python benchmarks/neighbours.py [--honest 40] [--bad 10] [--rounds 1] [--students 1000] [--timeout 5] [--work 1]

Both classes are graded in turn, in one run on one machine: only the ratio of their times means something, and only if
the machine is as busy with other things during the one as during the other. The bad take memory, shared memory,
processes, threads, processors and disk, each until it is refused or ended, inside the sandbox alone. A bad hand-in holds
one of the places in which hand-ins are graded for as long as its cells may take (--timeout), so that the ratio depends on
how long honest work takes (--work, seconds of a processor each). With --students there is a large class besides, one in
twenty of them bad. Prints a table and, last, a line of JSON.
"""

# ruff: noqa: E501

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import threading
from pathlib import Path
from statistics import fmean
from typing import Any

import nbformat
import psutil
from grading import class_of, points, quickstart, submitted, timed

GUARD = "import mmap, os, threading, time\nassert os.getpid() == 1, 'only for the sandbox'\n"
WORK = "import time\nend = time.process_time() + {}\nwhile time.process_time() < end: pass\n"
"""What an honest one does before it."""

GREED = {
    "memory": "kept = []\nwhile True: kept.append(bytearray(2**26))",
    "memory-of-many": "while True:\n    try: os.fork()\n    except OSError: break\nkept = os.urandom(2**20) * 60; time.sleep(600)",
    "shared-memory": "kept = []\nwhile True:\n    kept.append(mmap.mmap(-1, 2**26)); kept[-1].write(b'x' * 2**26)",
    "shared-files": "n = 0\nwhile True:\n    n += 1\n    try: open(f'/dev/shm/{n}', 'wb').write(bytes(2**24))\n    except OSError: time.sleep(0.01)",
    "processes": "while True:\n    try: os.fork()\n    except OSError: pass",
    "threads": "while True:\n    try: threading.Thread(target=time.sleep, args=(600,)).start()\n    except RuntimeError: pass",
    "processors": "for n in range(100):\n    try:\n        if os.fork() == 0:\n            os.setsid()\n            while True: pass\n    except OSError: break\nwhile True: pass",
    "short-lives": "while True:\n    try:\n        if os.fork() == 0: sum(range(10**5)); os._exit(0)\n    except OSError: pass",
    "disk": "n = 0\nwhile True:\n    n += 1\n    try: open(f'big-{n}', 'wb').write(bytes(2**24))\n    except OSError: time.sleep(0.01)",
    "output": "while True: print('x' * 10**6)",
}
"""What a bad hand-in does in its first answer."""


class Free(threading.Thread):
    """The least memory that the machine had free meanwhile, as a part of all."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.least = 1.0
        self.done = threading.Event()

    def run(self) -> None:
        while not self.done.wait(0.05):
            found = psutil.virtual_memory()
            self.least = min(self.least, found.available / found.total)


def prefixed(course: Path, student: str, source: str, whole: bool = False) -> None:
    """Put source before a student's first answer, or in its place."""
    path = submitted(course) / student / "ps1" / "problem1.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell = next(one for one in notebook.cells if one.metadata.get("nbgrader", {}).get("solution"))
    cell.source = source if whole else source + cell.source
    nbformat.write(notebook, path)


def bad_names(honest: int, bad: int) -> list[str]:
    """Whose hand-ins are bad: spread among the honest."""
    step = (honest + bad) // bad
    return [f"s{number * step:05}" for number in range(bad)]


def class_with(course: Path, honest: int, bad: int, work: float) -> Path:
    """A class whose honest hand-ins take so many seconds of a processor each, the bad all they can get."""
    folder, names = class_of(course, "ps1", honest + bad), bad_names(honest, bad)
    for number in range(honest + bad if work else 0):
        prefixed(folder, f"s{number:05}", WORK.format(work))
    for number, student in enumerate(names):
        prefixed(folder, student, GUARD + list(GREED.values())[number % len(GREED)], whole=True)
    return folder


def grade(folder: Path) -> dict[str, Any]:
    """Grade a class: seconds, the least free memory, and each student's points and verdicts."""
    free = Free()
    free.start()
    report = folder / "report.json"
    command = [sys.executable, "-m", "dosclientes.grading", "ps1", "--root", str(folder), "--quiet"]
    seconds = timed([*command, "--report", str(report)], folder)[0]
    free.done.set()
    told = json.loads(report.read_text("utf-8"))
    return {"seconds": seconds, "free": free.least, "points": points(folder), **told}


def one_round(course: Path, honest: int, bad: int, work: float) -> dict[str, Any]:
    """The honest alone, then the same hand-ins among the bad."""
    names = bad_names(honest, bad)
    folder = class_with(course, honest, bad, work)
    for name in names:
        (submitted(folder) / name).rename(folder / name)
    alone = grade(folder)
    among = grade(class_with(course, honest, bad, work))
    return {
        "alone": alone["seconds"],
        "among": among["seconds"],
        "ratio": among["seconds"] / alone["seconds"],
        "free_alone": alone["free"],
        "free_among": among["free"],
        "same_points": [row for row in among["points"] if row[0] not in names] == alone["points"],
        "honest_for_a_person": {
            name: among["results"][name]
            for name in sorted(set(among["person"]) - set(alone["person"]) - set(names))
        },
        "changed": [row for row in among["points"] if row[0] not in names and row not in alone["points"]],
        "broken": among["broken"],
        "reasons": {name: sorted(set(among["results"][name]["reasons"].values())) for name in names},
    }


def by_student(rows: list[tuple[str, str, float | None]]) -> dict[str, list[Any]]:
    """Cells and scores of each."""
    found: dict[str, list[Any]] = {}
    for student, *row in rows:
        found.setdefault(student, []).append(row)
    return found


def large(course: Path, students: int) -> dict[str, Any]:
    """A large class, one in twenty of them bad: every honest point is there."""
    bad = students // 20
    names = bad_names(students - bad, bad)
    found = grade(class_with(course, students - bad, bad, 0.0))
    expected = grade(class_of(course, "ps1", 2))  # one of each hand-in there is
    each, got = by_student(expected["points"]), by_student(found["points"])
    lost = [
        student
        for student in (f"s{number:05}" for number in range(students))
        if student not in names and got.get(student) != each[f"s{int(student[1:]) % 2:05}"]
    ]
    return {
        "students": students,
        "bad": bad,
        "seconds": found["seconds"],
        "free": found["free"],
        "graded": len(found["results"]),
        "broken": len(found["broken"]),
        "honest_that_lost": len(lost),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--honest", type=int, default=40)
    parser.add_argument("--bad", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--students", type=int, default=0)
    parser.add_argument("--timeout", type=int, default=5)
    parser.add_argument("--work", type=float, default=1.0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        course = quickstart(Path(place))
        with (course / "nbgrader_config.py").open("a", encoding="utf-8") as config:
            config.write(f"\nc.Execute.timeout = {given.timeout}\n")
        rounds = [one_round(course, given.honest, given.bad, given.work) for _ in range(given.rounds)]
        found: dict[str, Any] = {"rounds": rounds, "load": os.getloadavg()[0]}
        if given.students:
            found["large"] = large(course, given.students)
    show(found)


def show(found: dict[str, Any]) -> None:
    """The table, and the line of JSON."""
    rounds = found["rounds"]
    lines = [
        ("honest alone", f"{fmean(one['alone'] for one in rounds):.1f} s"),
        ("the same among the bad", f"{fmean(one['among'] for one in rounds):.1f} s"),
        ("ratio (at most 2)", f"{fmean(one['ratio'] for one in rounds):.2f}"),
        ("points of the honest", "the same" if all(one["same_points"] for one in rounds) else "DIFFERENT"),
        (
            "honest left to a person because of it",
            str(max(len(one["honest_for_a_person"]) for one in rounds)),
        ),
        (
            "least free memory of the machine (at least 25 %)",
            f"{min(one['free_among'] for one in rounds):.0%}",
        ),
        ("the same, honest alone", f"{min(one['free_alone'] for one in rounds):.0%}"),
    ]
    if "large" in found:
        big = found["large"]
        lines += [
            (f"{big['students']} hand-ins, {big['bad']} of them bad", f"{big['seconds']:.1f} s"),
            ("honest that lost a point; not recorded", f"{big['honest_that_lost']}; {big['broken']}"),
            ("least free memory", f"{big['free']:.0%}"),
        ]
    for label, value in lines:
        print(f"{label:<55} {value:>18}")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
