"""What shutting students' code in costs: the engine on one class with its sandbox, without seccomp, without any.

    python benchmarks/sandbox.py [--assignment a1] [--students 200] [--rounds 3]

Start-up included; the three take turns in one run, and the figures are means. Prints a table and, last, a line of JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from statistics import fmean

from grading import class_of, own_course, quickstart, timed

WITHOUT_SECCOMP = """
import sys
from dosclientes.grading import command
from dosclientes.grading.processes import sandbox
from dosclientes.grading.processes import seccomp
whole = sandbox.launcher
sandbox.launcher = lambda visible=None: [*whole(visible), "--setenv", seccomp.OFF, "1"]
sys.exit(command.main(sys.argv[1:]))
"""
ENGINE = [sys.executable, "-m", "dosclientes.grading"]
WAYS = {
    "sandbox": (ENGINE, []),
    "without_seccomp": ([sys.executable, "-c", WITHOUT_SECCOMP], []),
    "unsandboxed": (ENGINE, ["--unsandboxed"]),
}


def seconds(way: str, course: Path, assignment: str, students: int) -> float:
    """How long one class takes."""
    command, options = WAYS[way]
    folder = class_of(course, assignment, students)
    return timed([*command, assignment, "--root", str(folder), "--quiet", *options], folder)[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--assignment", default="a1")
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        course = quickstart(folder) if given.assignment == "ps1" else own_course(folder, given.assignment)
        rounds = [
            {way: seconds(way, course, given.assignment, given.students) for way in WAYS}
            for _ in range(given.rounds)
        ]
    means = {way: fmean(each[way] for each in rounds) for way in WAYS}
    for way, found in means.items():
        ratio = found / means["unsandboxed"]
        print(f"{way.replace('_', ' '):<20} {found:7.1f} s   {ratio:5.2f} of no sandbox")
    print(json.dumps({"assignment": given.assignment, "students": given.students, **means, "rounds": rounds}))


if __name__ == "__main__":
    main()
