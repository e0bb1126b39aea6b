"""What the rehearsal costs, and what it saves: the engine on one class with and without, protected and not.

    python benchmarks/rehearsal.py [--assignment a1] [--root COURSE] [--students 30] [--rounds 3] [--preload a,b]

Five ways take turns in one run, start-up included: the first grading of an assignment, with its rehearsal; the same
once the rehearsal is kept; all tests unprotected, in the students' kernels as stock has them; one student, with the
rehearsal kept; and, with --preload, a first grading where the course lists what to load. Prints means with their
ratios and, last, a line of JSON.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from statistics import fmean

from grading import class_of, engine, own_course, quickstart

KEPT = ".grading-rehearsals"


def seconds(way: str, course: Path, given: argparse.Namespace, kept: Path) -> float:
    """How long one class takes."""
    folder = class_of(course, given.assignment, 1 if way == "one" else given.students)
    shutil.rmtree(folder / KEPT, ignore_errors=True)
    if way in ("again", "one"):
        shutil.copytree(kept, folder / KEPT)
    if way == "listed":
        with (folder / "nbgrader_config.py").open("a") as config:
            config.write(f"\nget_config().Examine.preload = {given.preload.split(',')!r}\n")
    return engine(folder, given.assignment, *(["--unprotected"] if way == "unprotected" else []))[0]


def rehearsed(course: Path, assignment: str) -> Path:
    """A rehearsal of the assignment as a course keeps it."""
    folder = class_of(course, assignment, 1)
    engine(folder, assignment)
    return folder / KEPT


def show(means: dict[str, float], students: int) -> None:
    """Print the means as a table, with what follows from them."""
    cost = means["first"] - means["again"]
    each = (means["again"] - means["one"]) / (students - 1)
    names = {
        "first": f"first grading of {students}, rehearsal included",
        "again": "the rehearsal is kept",
        "unprotected": "all tests unprotected",
        "one": "one student, the rehearsal is kept",
        "listed": "first grading, modules listed by the course",
    }
    for way, found in means.items():
        print(f"{names[way]:<48} {found:6.1f} s   {found / means['again']:5.2f} of the second")
    print(f"{'the rehearsal alone':<48} {cost:6.1f} s   {cost / means['one']:5.2f} of one student's run")
    print(f"{'one more student':<48} {each:6.2f} s")


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
            course = quickstart(folder) if given.assignment == "ps1" else own_course(folder, given.assignment)
        kept = rehearsed(course, given.assignment)
        ways = ["first", "again", "unprotected", "one", *(["listed"] if given.preload else [])]
        rounds = [{way: seconds(way, course, given, kept) for way in ways} for _ in range(given.rounds)]
    means = {way: fmean(each[way] for each in rounds) for way in ways}
    show(means, given.students)
    print(json.dumps({"assignment": given.assignment, "students": given.students, **means, "rounds": rounds}))


if __name__ == "__main__":
    main()
