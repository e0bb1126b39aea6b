"""What pages of feedback cost beside grading, and what is saved where nothing has changed.

    python benchmarks/feedback.py [--assignment a1] [--students 200] [--sample 20]

Of one class: grading alone; grading with feedback; feedback again with nothing changed, and after one comment; and the
pages of a sample as nbgrader makes them, whose bytes must be the same. Prints processor time and seconds of each: what
counts on a busy machine is the first. To reach: grading and feedback together within twice grading alone.
"""

from __future__ import annotations

import argparse
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from grading import BIN, ENVIRONMENT, class_of, own_course, quickstart
from preload import adopt, bury

STOCK = '\nc.GenerateFeedback.exporter_class = "nbconvert.exporters.HTMLExporter"\n'
COMMENT = "update comment set manual_comment = 'Look again' where rowid = (select min(rowid) from comment)"


def cost(course: Path, *command: str) -> tuple[float, float]:
    """Seconds of processors, and on the clock, of a command and all that it starts."""
    adopt()
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    environment = {**ENVIRONMENT, "DOSCLIENTES_GRADING": "engine"}
    done = subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True)
    seconds = time.monotonic() - started
    if done.returncode not in (0, 3):
        raise SystemExit(f"{' '.join(command)}: {done.returncode}\n{done.stderr}")
    bury()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, seconds


def grade(course: Path, name: str, *arguments: str) -> tuple[float, float]:
    command = (
        sys.executable,
        "-m",
        "dosclientes.grading",
        name,
        "--root",
        str(course),
        "--quiet",
        *arguments,
    )
    return cost(course, *command)


def pages(course: Path, name: str, students: str) -> dict[str, bytes]:
    found = course.glob(f"feedback/**/{students}/{name}/*.html")
    return {path.relative_to(course).as_posix(): path.read_bytes() for path in found}


def by_nbgrader(course: Path, name: str, sample: int) -> tuple[float, float, bool]:
    """nbgrader's own pages of the first students, made in place of ours; whether they are the same."""
    config = course / "nbgrader_config.py"
    text = config.read_text("utf-8")
    config.write_text(text + STOCK, "utf-8")
    total, seconds, same = 0.0, 0.0, True
    command = (str(BIN / "nbgrader"), "generate_feedback", name, "--force", "--student")
    for pattern in (f"s000{tens}*" for tens in range(sample // 10)):
        ours = pages(course, name, pattern)
        used, taken = cost(course, *command, pattern)
        total, seconds = total + used, seconds + taken
        same = same and ours == pages(course, name, pattern)
    config.write_text(text, "utf-8")
    return total, seconds, same


def measure(name: str, students: int, sample: int) -> float:
    """Grading and feedback by grading alone, in seconds of processors; every step is printed.

    Arguments:
        sample: how many of nbgrader's own pages are made and compared, in tens.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        course = quickstart(place) if name == "ps1" else own_course(place, name)
        print(f"load {os.getloadavg()[0]:.1f}; {students} hand-ins of {name}")
        alone, both = class_of(course, name, students), class_of(course, name, students)
        grade(class_of(course, name, 1), name)  # the rehearsal's findings are everybody's from here on
        rows = {"grading alone": grade(alone, name), "grading and feedback": grade(both, name, "--feedback")}
        again = (str(BIN / "nbgrader"), "generate_feedback", name)
        rows["feedback by nbgrader's command"] = cost(alone, *again)
        rows["feedback again, nothing changed"] = cost(alone, *again)
        with sqlite3.connect(next(alone.glob("gradebook*.db"))) as book:
            book.execute(COMMENT)
        rows["feedback again, one comment"] = cost(alone, *again)
        if sample:
            used, seconds, same = by_nbgrader(both, name, sample)
            rows[f"nbgrader's own pages of {sample}"] = used, seconds
        for label, (used, seconds) in rows.items():
            print(f"{label:<40} {used:8.1f} s of processors {seconds:8.1f} s")
        ratio = rows["grading and feedback"][0] / rows["grading alone"][0]
        each = (rows["grading and feedback"][0] - rows["grading alone"][0]) / students
        print(f"ratio, of processors (to reach: 2) {ratio:.2f}; a page {each * 1000:.0f} ms")
        if sample:
            print(f"nbgrader's pages {'are the same' if same else 'DIFFER'}; load {os.getloadavg()[0]:.1f}")
    return ratio


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--assignment", default="a1")
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--sample", type=int, default=20, help="pages that nbgrader makes, in tens")
    arguments = parser.parse_args()
    measure(arguments.assignment, arguments.students, arguments.sample)


if __name__ == "__main__":
    main()
