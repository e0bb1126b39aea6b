"""A very large class: graded in one run that is killed in the middle and goes on, and what one more hand-in costs then.

    python benchmarks/many.py [--assignment a1] [--students 10000] [--few 200] [--workers N] [--folder PLACE]
        [--seconds 0]

The hand-ins are the stored ones in turn, so that everybody's rows in the gradebook are known from a class of `few`,
which nothing disturbs: all rows are compared. The command is killed (SIGKILL) when half of the class is graded. With
`--workers` so many Dask workers of one thread each grade, on this machine, and stay when the command is killed. With
`--folder` the class stays there; with `--seconds` the command is killed after so long too, and calling this again goes
on. Prints memory (PSS of all processes, the most seen) and the processor time of one more hand-in, in the class of
`few` and in the large one's second half.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext, suppress
from itertools import count
from pathlib import Path
from typing import Any

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from grading import ENVIRONMENT, class_of, own_course, quickstart, submitted

from tests.grading.cluster.local import LocalCluster

ROWS = """
select a.student_id, c.name, g.auto_score, g.manual_score, g.needs_manual_grade, k.auto_comment,
    n.late_submission_penalty
from grade g join submitted_notebook n on n.id = g.notebook_id
join submitted_assignment a on a.id = n.assignment_id join base_cell c on c.id = g.cell_id
left join comment k on k.notebook_id = n.id and k.cell_id = c.id order by 1, 2
"""
LOOK = 0.2
"""Seconds between two looks at processor time; memory, and how many are graded, every tenth time."""


class Command:
    """A run of the engine's command, watched: processor time and memory of all its processes.

    What the system says of a command that has ended (getrusage(2)) lacks half: the servers, and all that they have
    forked, are ended with their namespaces, and nobody waits for them.
    """

    def __init__(self, course: Path, name: str, cluster: LocalCluster | None) -> None:
        place = submitted(course).relative_to(course / "submitted")
        self.folder, self.report = course / "autograded" / place, f"*/{name}/grading.json"
        command = [sys.executable, "-m", "dosclientes.grading", name, "--root", str(course), "--quiet"]
        command += ["--scheduler", cluster.address] if cluster else []
        self.process = subprocess.Popen(command, cwd=course, env=ENVIRONMENT, stderr=subprocess.DEVNULL)
        others = [cluster.scheduler, *cluster.workers] if cluster else []
        self.roots = [psutil.Process(one.pid) for one in (self.process, *others)]
        self.memory = self.used = 0.0
        self.living = self.now()[0]

    def graded(self) -> int:
        """How many are graded by now."""
        return len(list(self.folder.glob(self.report)))

    def go(self, stop_at: int = 0, seconds: float = 0) -> bool:
        """Wait for the end, or kill it when so many are graded or so much time has gone; whether it came to its end."""
        started = time.monotonic()
        for number in count():
            if self.process.poll() is not None:
                break
            seldom = number % 10 == 0
            self.look(memory=seldom)
            late = seconds and time.monotonic() - started > seconds
            if late or (stop_at and seldom and self.graded() >= stop_at):
                self.process.send_signal(signal.SIGKILL)
                self.process.wait()
                return False
            try:
                self.process.wait(LOOK)
            except subprocess.TimeoutExpired:
                continue
        if self.process.returncode not in (0, 3):
            raise SystemExit(f"the command ended with {self.process.returncode}")
        return True

    def look(self, memory: bool) -> None:
        """Add up what has been taken since the last look."""
        living, pss = self.now(memory)
        self.used += max(0.0, living - self.living)  # less: a server has ended, and takes its figure along
        self.living, self.memory = living, max(self.memory, pss)

    def now(self, memory: bool = False) -> tuple[float, float]:
        """What command, workers and servers have used, themselves and what they waited for; and their memory."""
        living = pss = 0.0
        for root in self.roots:
            with suppress(psutil.Error):
                for process in [root, *root.children(recursive=True)]:
                    with suppress(psutil.Error):
                        living += sum(process.cpu_times()[:4])
                        pss += process.memory_full_info().pss / 1e6 if memory else 0.0
        return living, pss


def rows(course: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that the gradebook says of each student."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with sqlite3.connect(next(course.glob("gradebook*.db"))) as book:
        for student, *row in book.execute(ROWS):
            found.setdefault(student, []).append(tuple(row))
    return found


def differing(large: Path, few: Path, kinds: int) -> tuple[int, int]:
    """How many rows were compared, and how many students have others than who handed in the same among the few."""
    expected, found = rows(few), rows(large)
    wrong = sum(found[name] != expected[f"s{int(name[1:]) % kinds:05}"] for name in found)
    return sum(map(len, found.values())), wrong


def prepared(place: Path, name: str, students: int, few: int) -> dict[str, Any]:
    """The classes, made once, and what is known of them."""
    state = place / "state.json"
    if not state.exists():
        course = quickstart(place) if name == "ps1" else own_course(place, name)
        kinds = len(list(submitted(course).glob(f"*/{name}")))
        if few < kinds:
            raise SystemExit(f"--few: at least {kinds}, as many as there are different hand-ins")
        made = [str(class_of(course, name, number)) for number in (1, few, students)]
        state.write_text(json.dumps({"classes": made, "kinds": kinds, "pieces": []}))
    found: dict[str, Any] = json.loads(state.read_text())
    return found


def measure(place: Path, arguments: argparse.Namespace, cluster: LocalCluster | None) -> dict[str, float]:
    """Grade on; the figures once all is done, else nothing."""
    name, students, few = arguments.assignment, arguments.students, arguments.few
    state = prepared(place, name, students, few)
    one, some, large = map(Path, state["classes"])
    for label, course in (("one", one), ("few", some)):
        if label not in state:
            command = Command(course, name, cluster)
            command.go()
            state[label] = {"used": command.used, "memory": command.memory}
    done = False
    while not done:
        command = Command(large, name, cluster)
        before = command.graded()
        half = students // 2 if before < students // 2 else 0
        started = time.monotonic()
        done = command.go(half, arguments.seconds)
        piece = {"from": before, "to": command.graded(), "used": command.used, "memory": command.memory}
        state["pieces"].append(piece | {"killed": not done, "seconds": time.monotonic() - started})
        (place / "state.json").write_text(json.dumps(state))
        print(json.dumps(state["pieces"][-1]))
        if arguments.seconds and not done and not half:
            return {}
    return show(state, students, few, differing(large, some, state["kinds"]))


def show(state: dict[str, Any], students: int, few: int, compared: tuple[int, int]) -> dict[str, float]:
    """Print the figures; give those that were to be reached."""
    start = state["one"]["used"]
    each = (state["few"]["used"] - start) / (few - 1)
    late = [
        piece for piece in state["pieces"] if piece["from"] >= students // 2 and piece["to"] > piece["from"]
    ]
    more = sum(piece["used"] - start for piece in late) / sum(piece["to"] - piece["from"] for piece in late)
    killed = sum(piece["killed"] for piece in state["pieces"])
    print(f"load {os.getloadavg()[0]:.1f}; {students} hand-ins, killed {killed} times")
    print(f"rows compared {compared[0]}, students whose rows differ {compared[1]} (to reach: 0)")
    print(
        f"one more hand-in, of processors: {each * 1000:.1f} ms at {few}, {more * 1000:.1f} ms past {students // 2}"
    )
    print(f"so {more / each:.2f} times (to reach: 1.10)")
    memory = max(piece["memory"] for piece in state["pieces"])
    print(f"PSS {state['few']['memory']:.0f} MB at {few}, {memory:.0f} MB at {students} (to reach: 400)")
    return {"more": more / each, "memory": memory, "differing": compared[1]}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--assignment", default="a1")
    parser.add_argument("--students", type=int, default=10_000)
    parser.add_argument("--few", type=int, default=200)
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--seconds", type=float, default=0)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = (arguments.folder or Path(folder)).resolve()
        place.mkdir(parents=True, exist_ok=True)
        own = LocalCluster(place / "dask", arguments.workers) if arguments.workers else nullcontext()
        with own as cluster:
            return 0 if measure(place, arguments, cluster) else 3


if __name__ == "__main__":
    sys.exit(main())
