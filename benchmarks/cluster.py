"""A class graded by two Dask workers of one thread each, against the same class graded here with two jobs.

    python benchmarks/cluster.py [--assignment ps1] [--students 100] [--rounds 3]

Both take turns; scheduler and workers are there before, as in a cluster, and everything else is included. Their
gradebooks must be equal. Prints the seconds of each round and the ratio, here / cluster: 1 would be as fast.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from statistics import fmean

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from grading import class_of, engine, own_course, points, quickstart

from tests.grading.cluster.local import LocalCluster


def ratio(name: str, students: int, rounds: int) -> float:
    """How many times as long the run on this machine takes; raises AssertionError where gradebooks differ."""
    with tempfile.TemporaryDirectory() as found, LocalCluster(Path(found) / "dask", workers=2) as cluster:
        folder = Path(found)
        course = quickstart(folder) if name == "ps1" else own_course(folder, name)
        engine(course, name, "--jobs", "2")  # so that the rehearsal is kept, and every file has been read
        here, there = [], []
        for number in range(rounds):
            local, far = (class_of(course, name, students) for _ in range(2))
            here.append(engine(local, name, "--jobs", "2")[0])
            there.append(engine(far, name, "--scheduler", cluster.address)[0])
            assert points(local) == points(far), "the gradebooks differ"
            print(f"round {number + 1}: here {here[-1]:.1f} s, cluster {there[-1]:.1f} s", flush=True)
    return fmean(here) / fmean(there)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--assignment", default="ps1")
    parser.add_argument("--students", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    found = ratio(arguments.assignment, arguments.students, arguments.rounds)
    print(f"load {os.getloadavg()[0]:.1f}; here / cluster: {found:.2f}")


if __name__ == "__main__":
    main()
