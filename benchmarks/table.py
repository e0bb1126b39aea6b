"""The engine's figures in one table beside what they were to reach, each measured in this run.

    python benchmarks/table.py [--rows a1-40 demo …] [--students 10000] [--json FILE]

Ratios are stock nbgrader's seconds by the engine's, both in turn on the same class, with sandbox and start-up; stock's
of a class are scaled from a sample. Seconds of processors are of all processes together. `many` and `memory` take half
an hour with their 10,000 hand-ins, everything else twenty minutes, on a machine that must do nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import cluster
import feedback
import grading
import many
import preload
from rich.console import Console
from rich.table import Table

from autograde_tests import corpus

RESULTS = Path(__file__).parent / "results" / "table.json"
Found = dict[str, float]


def by_stock(name: str, students: int) -> Found:
    """A class, and one student, against stock."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        course = grading.quickstart(place) if name == "ps1" else grading.own_course(place, name)
        wanted = argparse.Namespace(
            assignment=name, students=students, sample=6, rounds=1, all_stock=False, large=0
        )
        found = grading.measure(course, wanted)
    if not found["same_points"]:
        raise SystemExit(f"{name}: the gradebooks differ")
    return {"class": found["ratio"], "one": found["ratio_one"]}


@cache
def of_a1() -> Found:
    """A1's class of 200, from which one student's figure is taken as well."""
    return by_stock("a1", 200)


def of_plots() -> float:
    """A course whose answers draw, in seconds on the clock."""
    with tempfile.TemporaryDirectory() as folder:
        course = preload.plots(Path(folder))
        one, few, ours = (grading.class_of(course, "a", number) for number in (1, 4, 24))
        first, sample = (grading.stock(each, "a") for each in (one, few))
        return (first + (sample - first) / 3 * 23) / grading.engine(ours, "a")[0]


def further() -> float:
    """Milliseconds of processors of a further hand-in of A1, the rehearsal kept."""
    with tempfile.TemporaryDirectory() as folder:
        course = grading.own_course(Path(folder), "a1")
        preload.engine(grading.class_of(course, "a1", 1), "a1")
        used = [preload.engine(grading.class_of(course, "a1", number), "a1") for number in (1, 31)]
        return (used[1] - used[0]) / 30 * 1000


def check() -> float:
    """Seconds of processors of a self-check."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "a1"
        shutil.copytree(grading.HERE / "assignments" / "es" / "a1", copy)
        corpus.write(corpus.submission("a1", "solution"), "es", copy)
        words = ["check", str(copy / "a1.ipynb"), "--lang", "es", "--json"]
        environment = {**grading.ENVIRONMENT, "DOSCLIENTES_DATA": str(Path(folder) / "data")}
        return preload.seconds([sys.executable, "-m", "dosclientes", *words], copy, environment)


def demo() -> float:
    """Seconds of a demonstration with 30 students and six assignments."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["demo", "--no-server", "--lang", "es", "--folder", folder]
        command = [sys.executable, "-m", "dosclientes", *words]
        started = time.monotonic()
        subprocess.run(command, env=grading.ENVIRONMENT, stdout=subprocess.DEVNULL, check=True)
        return time.monotonic() - started


def ten_thousand(students: int) -> Found:
    """A very large class, killed in the middle."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = argparse.Namespace(assignment="a1", students=students, few=200, seconds=0)
        found = many.measure(Path(folder), wanted, None)
    if found["differing"]:
        raise SystemExit("the gradebook of the large class differs")
    return found


def rows(students: int) -> dict[str, tuple[str, str, Callable[[], float]]]:
    """What there is, what it should reach, and how it is measured."""
    large = cache(lambda: ten_thousand(students))
    return {
        "a1-40": ("A1, 40 hand-ins, stock by engine", ">= 40", lambda: by_stock("a1", 40)["class"]),
        "a1-200": ("A1, 200 hand-ins", ">= 60", lambda: of_a1()["class"]),
        "plots": ("a course with plots, 24 hand-ins", ">= 12", of_plots),
        "a4": ("A4, 200 hand-ins", ">= 35", lambda: by_stock("a4", 200)["class"]),
        "ps1": ("nbgrader's example course, 200", ">= 100", lambda: by_stock("ps1", 200)["class"]),
        "one": ("one student of A1, whole command", ">= 6", lambda: of_a1()["one"]),
        "further": ("a further hand-in of A1, ms of processors", "<= 35", further),
        "check": ("dosclientes check a1, s of processors", "<= 2.5", check),
        "many": (f"one more hand-in at {students}, by one at 200", "<= 1.1", lambda: large()["more"]),
        "cluster": (
            "local run with two jobs, by two Dask workers",
            ">= 0.9",
            lambda: cluster.ratio("a1", 200, 1),
        ),
        "memory": (f"memory (PSS) at {students}, MB", "<= 400", lambda: large()["memory"]),
        "feedback": (
            "grading and feedback of 200, by grading",
            "<= 2",
            lambda: feedback.measure("a1", 200, 0),
        ),
        "demo": ("make demo, 30 students, six assignments, s", "<= 45", demo),
    }


def main() -> int:
    """Measure, print the table, write JSON; 1 if a goal is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", nargs="+", choices=list(rows(0)))
    parser.add_argument("--students", type=int, default=10_000)
    parser.add_argument("--json", type=Path, default=RESULTS)
    options = parser.parse_args()
    found: dict[str, Any] = {}
    table = Table("what", "to reach", "measured", "")
    for name, (what, goal, measured) in rows(options.students).items():
        if options.rows and name not in options.rows:
            continue
        figure = measured()
        sign, bound = goal.split()
        reached = figure >= float(bound) if sign == ">=" else figure <= float(bound)
        found[name] = {"figure": figure, "goal": goal, "reached": reached, "load": os.getloadavg()[0]}
        table.add_row(what, goal, f"{figure:.3g}", "" if reached else "missed")
        print(name, found[name], file=sys.stderr, flush=True)
    Console().print(table)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    return int(not all(row["reached"] for row in found.values()))


if __name__ == "__main__":
    sys.exit(main())
