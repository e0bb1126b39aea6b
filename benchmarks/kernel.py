"""The processor time that a lesson costs its kernel, above that of a plain kernel in which nothing was run.

Run by `make bench`. All code cells of the notebook run one after the other in the course's kernel, without a browser;
each round has a plain kernel beside it. `--lesson`, `--lang`, `--repeats` and `--json FILE` are the options.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import nbformat
import psutil
from jupyter_client.manager import start_new_kernel
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "benchmarks" / "results"
GOAL = 2.5
SECONDS = 300


def main() -> int:
    """Measure, print a table, write JSON; 1 if the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lesson", default="04-boundaries")
    parser.add_argument("--lang", default="es")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--json", type=Path, default=RESULTS / "kernel.json")
    options = parser.parse_args()
    lesson = ROOT / "course" / options.lang / f"{options.lesson}.ipynb"
    cells = [cell.source for cell in nbformat.read(lesson, 4).cells if cell.cell_type == "code"]
    seconds: dict[str, list[float]] = {"plain, empty": [], options.lesson: []}
    for _round in range(options.repeats):
        plain, course = seconds.values()
        plain.append(processor_seconds([], {}))
        environment = {"JPY_SESSION_NAME": str(lesson), "DOSCLIENTES_LANG": options.lang}
        course.append(processor_seconds(cells, environment, "--ext=dosclientes.lab.kernel"))
    empty, whole = map(statistics.median, seconds.values())
    above = whole - empty
    show(seconds, above)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(
        json.dumps({"seconds": seconds, "above_empty_s": above}, indent=1) + "\n", "utf-8"
    )
    return int(above > GOAL)


def processor_seconds(cells: list[str], environment: Mapping[str, str], *arguments: str) -> float:
    """What a new kernel has used, user and system, when `cells` have run. Raises RuntimeError for a cell that fails."""
    with tempfile.TemporaryDirectory() as folder:
        manager, client = start_new_kernel(
            cwd=folder,
            env={**os.environ, "DOSCLIENTES_DATA": folder, "PYTHONPATH": str(ROOT), **environment},
            extra_arguments=list(arguments),
            stderr=subprocess.DEVNULL,
            startup_timeout=SECONDS,
        )
        try:
            for code in ["None", *cells]:
                reply = client.execute_interactive(code, timeout=SECONDS, output_hook=lambda _message: None)
                if reply["content"]["status"] != "ok":
                    raise RuntimeError(f"{code}\n{reply['content']}")
            assert manager.provisioner is not None
            used = psutil.Process(manager.provisioner.pid).cpu_times()
            return float(used.user + used.system)
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


def show(seconds: dict[str, list[float]], above: float) -> None:
    """The table."""
    table = Table("processor time of a kernel", "median", "least", "most", "goal")
    for name, values in seconds.items():
        table.add_row(name, *(f"{pick(values):.2f} s" for pick in (statistics.median, min, max)), "")
    table.add_row("above the empty one", f"{above:.2f} s", "", "", f"{GOAL} s")
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
