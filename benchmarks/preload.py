"""What it is worth that the rehearsal finds what to load: processor time of stock, and of the engine with and without.

    python benchmarks/preload.py [--course a1 --students 40] [--course plots --students 24] [--rounds 1] [--sample 4]

`a1` to `a6` are this course's assignments with their stored submissions, `plots` is a small course whose answers draw
with matplotlib, `ps1` nbgrader's example. Nothing is configured but folders. Four ways take turns: stock on a sample,
scaled; the engine knowing only what the notebooks' text imports, its rehearsal kept without modules; the engine with
its rehearsal kept; and the engine's first run, rehearsal included. Seconds of processors, all processes of a command
together, start-up included; on a busy machine only their ratios in one run mean something. Prints a table and, last,
a line of JSON.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import json
import os
import resource
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import fmean
from typing import Any

from grading import BIN, ENVIRONMENT, HERE, class_of, own_course, points, quickstart, timed

SUBREAPER = 36
"""Linux's prctl by which orphans become this process's children."""

KEPT = ".grading-rehearsals"
WAYS = {
    "stock": "stock, scaled from a sample",
    "text": "engine, loading what the text imports",
    "kept": "engine, loading what the rehearsal has found",
    "first": "engine, its first run, with the rehearsal",
}


def plots(folder: Path) -> Path:
    """A course of one notebook with figures; solution and blank release handed in."""
    sys.path.insert(0, str(HERE))
    from tests.grading.rehearsal.kinds import Kind, given, solved, test
    from tests.grading.rehearsal.test_kinds import make

    cells = [
        given("import numpy as np\nfrom matplotlib import pyplot as plt\nx = np.linspace(0, 1, 50)"),
        solved(
            "fig, ax = plt.subplots()\nax.plot(x, f(x))\nax.set_title(title)\nreturn ax",
            "def curve(f, title):\n",
        ),
        test("ax = curve(np.sin, 'sine')\nassert ax.get_title() == 'sine' and len(ax.get_lines()) == 1"),
        solved("return np.polyfit(x, y, 1)[0]", "def slope(x, y):\n"),
        test("assert abs(slope(x, 2 * x) - 2) < 1e-9"),
    ]
    make(folder / "plots", {"n": Kind(cells)})
    return folder / "plots"


def seconds(command: list[str], cwd: Path, environment: Mapping[str, str] = ENVIRONMENT) -> float:
    """Seconds of processors that a command and all its processes have taken."""

    def taken() -> float:
        found = resource.getrusage(resource.RUSAGE_CHILDREN)
        return found.ru_utime + found.ru_stime

    before = taken()
    adopt()
    timed(command, cwd, environment=environment)
    bury()
    return taken() - before


def adopt() -> None:
    """Have orphans become this process's children, so that they are counted."""
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)


def bury() -> None:
    """Wait for them: a sandbox that is killed leaves its processes to be counted here, or nowhere."""
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def engine(folder: Path, assignment: str) -> float:
    """One run of the engine's command."""
    words = ["-m", "dosclientes.grading", assignment, "--root", str(folder), "--quiet"]
    return seconds([sys.executable, *words], folder)


def without_modules(kept: Path, to: Path) -> None:
    """A kept rehearsal that knows of no modules."""
    shutil.copytree(kept, to)
    for path in to.glob("*.json"):
        path.write_text(
            json.dumps({**json.loads(path.read_text("utf-8")), "loaded": [], "checks": []}), "utf-8"
        )


def one_round(course: Path, assignment: str, students: int, sample: int) -> dict[str, float]:
    """Each way once, in turn."""
    one, few = (class_of(course, assignment, number) for number in (1, sample))
    stock = [seconds([str(BIN / "nbgrader"), "autograde", assignment], folder) for folder in (one, few)]
    first, text, kept = (class_of(course, assignment, students) for _ in range(3))
    found = {"stock": stock[0] + (stock[1] - stock[0]) / (sample - 1) * (students - 1)}
    found["first"] = engine(first, assignment)
    without_modules(first / KEPT, text / KEPT)
    shutil.copytree(first / KEPT, kept / KEPT)
    found |= {"text": engine(text, assignment), "kept": engine(kept, assignment)}
    if len({str(points(folder)) for folder in (first, text, kept)}) != 1:
        raise SystemExit(f"{assignment}: the ways differ in points")
    return found


def measure(name: str, students: int, given: argparse.Namespace) -> dict[str, Any]:
    """All rounds on one course."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        made = {"plots": plots, "ps1": quickstart}.get(name)
        course = made(folder) if made else own_course(folder, name)
        assignment = "a" if name == "plots" else name
        rounds = [one_round(course, assignment, students, given.sample) for _ in range(given.rounds)]
    means = {way: fmean(each[way] for each in rounds) for way in WAYS}
    print(f"{name}, {students} hand-ins")
    for way, said in WAYS.items():
        print(f"  {said:<50} {means[way]:7.1f} s   stock is {means['stock'] / means[way]:5.1f} times that")
    return {"course": name, "students": students, "means": means, "rounds": rounds}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--course", action="append")
    parser.add_argument("--students", action="append", type=int)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--sample", type=int, default=4)
    given = parser.parse_args()
    names = given.course or ["a1", "plots"]
    numbers = given.students or [40, 24]
    found = [measure(name, number, given) for name, number in zip(names, numbers, strict=True)]
    print(json.dumps({"load": os.getloadavg()[0], "courses": found}))


if __name__ == "__main__":
    main()
