"""The learner's record with 10,000 answers: how long until a review is ready, and until an answer is recorded.

Run by `make bench`. The review is timed from the start of a fresh process's call, imports included; the record lies in
a temporary folder.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from dosclientes.items import Score, find, lesson_items  # noqa: E402
from dosclientes.progress.record import add  # noqa: E402
from dosclientes.progress.schedule import Given  # noqa: E402

GOALS = {"review_ready_ms": 1000.0, "answer_recorded_ms": 20.0}
REVIEW = """
import time
start = time.perf_counter()
from dosclientes import review
found = review()
assert found.exercises
print(1000 * (time.perf_counter() - start))
"""


def main() -> int:
    """Measure, print a table, write JSON; 1 if a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=10_000)
    parser.add_argument("--json", type=Path, default=ROOT / "benchmarks" / "results" / "progress.json")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DOSCLIENTES_DATA"] = folder
        os.chdir(folder)
        fill(options.answers)
        found = {"review_ready_ms": review(), "answer_recorded_ms": recorded()}
        os.chdir(ROOT)
    table = Table("what", "measured", "goal")
    for name, figure in found.items():
        table.add_row(name, f"{figure:.1f}", f"{GOALS[name]:.0f}")
    Console().print(table)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(found, indent=1) + "\n")
    return int(any(found[name] > goal for name, goal in GOALS.items()))


def fill(number: int) -> None:
    """Answers to every item of the course, over the last year."""
    chance = random.Random(1)
    items = [item.id for lesson in range(1, 11) for item in lesson_items(f"{lesson:02}")]
    start = datetime.now(UTC) - timedelta(days=365)
    add(
        Given(
            f"answer-{place}",
            chance.choice(items),
            start + timedelta(days=365) * place / number,
            chance.choice(["sure", "fairly", "guess"]),
            chance.choice([0.0, 1.0, 1.0]),
        )
        for place in range(number)
    )


def review() -> float:
    """Milliseconds from the import in a fresh process to the exercises, the median of five."""
    runs = [
        subprocess.run([sys.executable, "-c", REVIEW], capture_output=True, text=True, check=True)
        for _ in range(5)
    ]
    return statistics.median(float(run.stdout) for run in runs)


def recorded() -> float:
    """Milliseconds that recording takes of a click, the median of fifty."""
    from dosclientes.answers import Answer
    from dosclientes.exercises import Committed
    from dosclientes.progress.recording import record

    item = find("01-bus")
    times = []
    for place in range(50):
        event = Committed(item, Answer({}, "sure", ""), Score(float(place % 2), ()))
        start = time.perf_counter()
        problem = record(event)
        times.append(1000 * (time.perf_counter() - start))
        assert problem is None, problem
    return statistics.median(times)


if __name__ == "__main__":
    sys.exit(main())
