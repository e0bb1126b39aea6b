"""What the rehearsal costs, and what it saves: the engine on one class with and without, protected and not.

    python benchmarks/rehearsal.py [--assignment a1] [--root COURSE] [--students 30] [--rounds 3] [--preload a,b]

`ps1` is nbgrader's example course, `plots` a small one whose answers draw, `a1` to `a6` are this course's. These ways
take turns in one run, start-up included: the first grading of an assignment, with its rehearsal; a grading after an
edit of the source, which is rehearsed anew; the same once the rehearsal is kept; all tests unprotected, in the
students' kernels as stock has them; one student, with the rehearsal kept; and, with --preload, a first grading where
the course lists what to load. Prints seconds on the clock and of processors, means with their ratios and, last, a
line of JSON. On a busy machine the processors' ratios mean more than the clock's.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import fmean

from grading import class_of, own_course, quickstart
from preload import KEPT, plots
from preload import seconds as of_processors

Taken = tuple[float, float]
"""Seconds on the clock, and of processors."""


def engine(folder: Path, assignment: str, *arguments: str) -> Taken:
    """One run of the engine's command."""
    words = ["-m", "dosclientes.grading", assignment, "--root", str(folder), "--quiet", *arguments]
    started = time.monotonic()
    processors = of_processors([sys.executable, *words], folder)
    return time.monotonic() - started, processors


def taken(way: str, course: Path, given: argparse.Namespace, kept: Path) -> Taken:
    """How long one class takes."""
    folder = class_of(course, given.assignment, 1 if way == "one" else given.students)
    shutil.rmtree(folder / KEPT, ignore_errors=True)
    if way in ("again", "one", "edited"):
        shutil.copytree(kept, folder / KEPT)
    if way == "edited":  # any file of the source counts
        for source in folder.glob(f"source/**/{given.assignment}"):
            (source / "note.txt").write_text("edited\n")
    if way == "listed":
        with (folder / "nbgrader_config.py").open("a") as config:
            config.write(f"\nget_config().Examine.preload = {given.preload.split(',')!r}\n")
    return engine(folder, given.assignment, *(["--unprotected"] if way == "unprotected" else []))


def rehearsed(course: Path, assignment: str) -> Path:
    """A rehearsal of the assignment as a course keeps it."""
    folder = class_of(course, assignment, 1)
    engine(folder, assignment)
    return folder / KEPT


NAMES = {
    "first": "first grading, rehearsal included",
    "edited": "after an edit, rehearsed anew",
    "again": "the rehearsal is kept",
    "unprotected": "all tests unprotected",
    "one": "one student, the rehearsal is kept",
    "listed": "first grading, modules listed by the course",
}


def show(means: dict[str, Taken], students: int) -> None:
    """Print the means as a table, with what follows from them."""
    kept, one = means["again"], means["one"]
    print(f"{f'class of {students}':<46} {'clock':>16} {'processors':>20}")
    for way, found in means.items():
        said = [f"{now:7.2f} s   {now / then:5.2f}" for now, then in zip(found, kept, strict=True)]
        print(f"{NAMES[way]:<46} {said[0]}   {said[1]}")
    for way, name in (("first", "the first rehearsal"), ("edited", "a rehearsal after an edit")):
        costs = [now - then for now, then in zip(means[way], kept, strict=True)]
        said = [f"{cost:7.2f} s   {cost / then:5.2f}" for cost, then in zip(costs, kept, strict=True)]
        print(f"{name + ' alone, of the class':<46} {said[0]}   {said[1]}")
    each = [(now - then) / max(students - 1, 1) for now, then in zip(kept, one, strict=True)]
    print(f"{'one more student':<46} {each[0]:7.3f} s   {'':>5}   {each[1]:7.3f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--assignment", default="a1")
    parser.add_argument("--root", type=Path)
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--preload", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if given.root:
            course = given.root.resolve()
        else:
            made = {"plots": plots, "ps1": quickstart}.get(given.assignment)
            course = made(folder) if made else own_course(folder, given.assignment)
            given.assignment = "a" if given.assignment == "plots" else given.assignment
        kept = rehearsed(course, given.assignment)
        ways = [way for way in NAMES if given.preload or way != "listed"]
        rounds = [{way: taken(way, course, given, kept) for way in ways} for _ in range(given.rounds)]
    means = {way: (fmean(r[way][0] for r in rounds), fmean(r[way][1] for r in rounds)) for way in ways}
    show(means, given.students)
    about = {"assignment": given.assignment, "students": given.students, "load": os.getloadavg()[0]}
    print(json.dumps({**about, **means, "rounds": rounds}))


if __name__ == "__main__":
    main()
