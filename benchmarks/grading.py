"""How long grading takes: the engine against stock nbgrader, on the same class, in one run.

    python benchmarks/grading.py [--assignment ps1] [--root COURSE] [--students 200] [--large 2000] [--all-stock]

Without --root, `ps1` is nbgrader's own quickstart course, and `a1` to `a6` are this course's assignments with their
stored submissions, the right and the wrong ones in turn. Stock is measured on a sample and scaled (its cost is a start
and then so much a submission), unless --all-stock is given; the engine must give that sample the same points. Memory
is looked at in runs of its own. Prints a table and, last, one line of JSON.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import shutil
import site
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import fmean
from typing import Any

import psutil

BIN = Path(sys.executable).parent
HERE = Path(__file__).resolve().parents[1]
ENVIRONMENT = {
    **os.environ,
    "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
    "PYTHONPATH": str(HERE),
    "DOSCLIENTES_GRADING": "stock",
}
POINTS = """
select submitted_assignment.student_id, grade_cell.name, grade.auto_score
from grade join submitted_notebook on submitted_notebook.id = grade.notebook_id
join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
join base_cell as grade_cell on grade_cell.id = grade.cell_id order by 1, 2
"""


class Memory(threading.Thread):
    """The largest sum of PSS of a process and all its descendants, looked at every now and then."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.root = psutil.Process(pid)
        self.peak = 0
        self.done = threading.Event()

    def run(self) -> None:
        while not self.done.wait(0.5):
            total = 0
            try:
                processes = [self.root, *self.root.children(recursive=True)]
            except psutil.Error:
                return
            for process in processes:
                try:
                    total += process.memory_full_info().pss
                except psutil.Error:
                    continue
            self.peak = max(self.peak, total)


def timed(
    command: list[str], cwd: Path, memory: bool = False, environment: Mapping[str, str] = ENVIRONMENT
) -> tuple[float, float]:
    """Seconds and peak PSS in MB of a command."""
    started = time.monotonic()
    process = subprocess.Popen(
        command, cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    watcher = Memory(process.pid)
    if memory:
        watcher.start()
    code = process.wait()
    seconds = time.monotonic() - started
    watcher.done.set()
    if code not in (0, 3):
        raise SystemExit(f"{' '.join(command)} ended with {code}")
    return seconds, watcher.peak / 1e6


def quickstart(folder: Path) -> Path:
    """nbgrader's example course, with its solution and its blank release handed in."""
    course = folder / "quickstart"
    nbgrader = str(BIN / "nbgrader")
    timed([nbgrader, "quickstart", course.name], folder)
    timed([nbgrader, "generate_assignment", "ps1"], course)
    for student, source in (("solution", "source"), ("blank", "release")):
        shutil.copytree(course / source / "ps1", course / "submitted" / student / "ps1")
    return course


def own_course(folder: Path, assignment: str) -> Path:
    """A class of this course: every stored submission of the assignment that is right, or wrong as students are."""
    sys.path.insert(0, str(HERE))
    from autograde_tests import corpus
    from dosclientes.teaching.commands import Class

    group = Class.copy(folder / "class", "es")
    group.run("generate_assignment", assignment)
    for name in corpus.names(assignment):
        if not name.startswith("bad-"):
            stored = corpus.submission(assignment, name)
            corpus.write(stored, "es", group.folder / "submitted" / "es" / name / assignment)
    return group.folder


def submitted(course: Path) -> Path:
    """Where a course has its submissions."""
    language = course / "submitted" / "es"
    return language if language.is_dir() else course / "submitted"


def points(course: Path) -> list[tuple[str, str, float | None]]:
    """Every automatic score in the gradebook."""
    with sqlite3.connect(next(course.glob("gradebook*.db"))) as connection:
        return connection.execute(POINTS).fetchall()


def class_of(course: Path, assignment: str, students: int) -> Path:
    """A copy of a course with so many submissions, taken in turn from those it has.

    It is there until the end: some file systems are slow to make files where many have just been removed.
    """
    copy = Path(tempfile.mkdtemp(dir=course.parent)) / "course"
    ignored = shutil.ignore_patterns("submitted", "autograded", "feedback", ".git", ".venv")
    shutil.copytree(course, copy, ignore=ignored)
    given = sorted(submitted(course).glob(f"*/{assignment}"))
    if not given:
        raise SystemExit(f"no submissions of {assignment} in {course}")
    for number in range(students):
        place = copy / submitted(course).relative_to(course) / f"s{number:05}" / assignment
        shutil.copytree(given[number % len(given)], place)
    return copy


def engine(course: Path, assignment: str, *arguments: str, memory: bool = False) -> tuple[float, float]:
    """Seconds, and peak PSS in MB where it is looked at, which takes time itself."""
    command = [
        sys.executable,
        "-m",
        "dosclientes.grading",
        assignment,
        "--root",
        str(course),
        "--quiet",
        *arguments,
    ]
    return timed(command, course, memory)


def stock(course: Path, assignment: str, *arguments: str) -> float:
    return timed([str(BIN / "nbgrader"), "autograde", assignment, *arguments], course)[0]


def one_round(course: Path, name: str, students: int, by_stock: Path) -> dict[str, float]:
    """Seconds of stock and engine in turn: one student, then a class, `by_stock` being stock's."""
    one, other, many = (class_of(course, name, number) for number in (1, 1, students))
    return {
        "stock_one": stock(one, name, "--student", "s00000"),
        "engine_one": engine(other, name, "--student", "s00000")[0],
        "stock_sample": stock(by_stock, name),
        "engine": engine(many, name)[0],
    }


def measure(course: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    """All figures; times are means of as many rounds as are asked for."""
    name, students = arguments.assignment, arguments.students
    sample = students if arguments.all_stock else arguments.sample
    found: dict[str, Any] = {"assignment": name, "students": students, "sample": sample}
    found |= {"processors": os.cpu_count(), "load_before": os.getloadavg()[0]}
    by_stock = [class_of(course, name, sample) for _ in range(arguments.rounds)]
    found["rounds"] = [one_round(course, name, students, folder) for folder in by_stock]
    found |= {key: fmean(each[key] for each in found["rounds"]) for key in found["rounds"][0]}
    by_engine = class_of(course, name, sample)
    engine(by_engine, name)
    expected = points(by_stock[0])
    found |= compared(points(by_engine), expected)
    each = (found["stock_sample"] - found["stock_one"]) / (sample - 1)
    found["stock_scaled"] = found["stock_one"] + each * (students - 1)
    found["ratio"] = found["stock_scaled"] / found["engine"]
    found["ratio_one"] = found["stock_one"] / found["engine_one"]
    found["pss"] = engine(class_of(course, name, students), name, memory=True)[1]
    if arguments.large:
        found |= at_scale(course, name, arguments.large, found)
    found["load_after"] = os.getloadavg()[0]
    return found


Points = list[tuple[str, str, float | None]]


def compared(ours: Points, theirs: Points) -> dict[str, Any]:
    """Whether what this engine has decided is what stock has; what it leaves to a person is counted apart."""
    left = sum(
        score is None and stock is not None for (*_, score), (*_, stock) in zip(ours, theirs, strict=True)
    )
    same = all(mine in (stock, (*stock[:2], None)) for mine, stock in zip(ours, theirs, strict=True))
    return {"same_points": same, "points_compared": len(theirs), "left_to_a_person": left}


def at_scale(course: Path, name: str, large: int, found: dict[str, Any]) -> dict[str, Any]:
    """Time and memory of a class ten times as large."""
    seconds = engine(class_of(course, name, large), name)[0]
    memory = engine(class_of(course, name, large), name, memory=True)[1]
    return {
        "large": large,
        "engine_large": seconds,
        "growth": memory / found["pss"] - 1,
        "each": (found["engine"] - found["engine_one"]) / (found["students"] - 1),
        "each_large": (seconds - found["engine_one"]) / (large - 1),
    }


def show(found: dict[str, Any]) -> None:
    rounds = len(found["rounds"])
    how = "measured" if found["sample"] == found["students"] else f"scaled from {found['sample']}"
    lines = [
        (f"stock, class of {found['students']} ({how})", f"{found['stock_scaled']:.1f} s"),
        (f"engine, class of {found['students']}, start-up included", f"{found['engine']:.1f} s"),
        ("rounds, of which these are the means", f"{rounds}"),
        ("ratio (to reach: 50; with pandas work 25)", f"{found['ratio']:.1f}"),
        ("stock, one student", f"{found['stock_one']:.2f} s"),
        ("engine, one student", f"{found['engine_one']:.2f} s"),
        ("ratio (to reach: 1.5)", f"{found['ratio_one']:.2f}"),
        ("sum of PSS (to stay under: 1000 MB)", f"{found['pss']:.0f} MB"),
        (
            "points in both gradebooks",
            f"{found['points_compared']}, {'the same' if found['same_points'] else 'DIFFERENT'}",
        ),
        ("of these left to a person by the engine", f"{found['left_to_a_person']}"),
    ]
    if "large" in found:
        lines += [
            (f"engine, class of {found['large']}", f"{found['engine_large']:.1f} s"),
            ("growth of PSS (under 10 %)", f"{found['growth']:.1%}"),
            (
                "cost of one more submission",
                f"{found['each'] * 1000:.1f} ms, then {found['each_large'] * 1000:.1f} ms",
            ),
        ]
    lines.append(
        ("load of the machine before and after", f"{found['load_before']:.1f}, {found['load_after']:.1f}")
    )
    for label, value in lines:
        print(f"{label:<55} {value:>22}")
    print(json.dumps(found))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path)
    parser.add_argument("--assignment", default="ps1")
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--sample", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--large", type=int, default=0)
    parser.add_argument("--all-stock", action="store_true")
    arguments = parser.parse_args()
    for folder in site.getsitepackages():  # a fair baseline has its bytecode
        compileall.compile_dir(folder, quiet=2)
    with tempfile.TemporaryDirectory() as folder:
        if arguments.root:
            course = arguments.root.resolve()
        elif arguments.assignment == "ps1":
            course = quickstart(Path(folder))
        else:
            course = own_course(Path(folder), arguments.assignment)
        show(measure(course, arguments))


if __name__ == "__main__":
    main()
