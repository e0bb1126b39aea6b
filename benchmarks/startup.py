"""How long until the lesson is on the screen, against plain JupyterLab; and what importing the library costs.

Run by `make bench`. Both ways start with an empty home, on the same notebook, alternating, in one run; time
ends when Chromium shows the lesson's cells. `--lang`, `--repeats` and `--json FILE` are the options.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from dosclientes.lab import delivery as learning
from dosclientes.lab import server as lab

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "benchmarks" / "results"
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
SHOWN = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-MarkdownOutput h1"
GOALS = {"course_to_jupyterlab": 0.45, "import_seconds": 0.1}
IMPORT = """
import sys, time, ipywidgets
start = time.perf_counter()
from dosclientes import exercise  # what lessons do; without a name, nothing would be loaded
print(time.perf_counter() - start, "pandas" in sys.modules)
"""
Command = Callable[[Path, int], tuple[list[str], dict[str, str], Path]]


def main() -> int:
    """Measure, print a table, write JSON; 1 if a goal of the design is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lang", default="es")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--json", type=Path, default=RESULTS / "startup.json")
    options = parser.parse_args()
    compile_everything()
    seconds = starts(options.lang, options.repeats)
    imported, with_pandas = import_cost(options.repeats)
    medians = {name: statistics.median(values) for name, values in seconds.items()}
    result: dict[str, Any] = {
        "seconds": seconds,
        "course_to_jupyterlab": medians["make course"] / medians["jupyter lab"],
        "import_seconds": imported,
        "pandas_imported": with_pandas,
    }
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(result, indent=2) + "\n", "utf-8")
    show(seconds, result)
    missed = [name for name, goal in GOALS.items() if result[name] > goal]
    return int(bool(missed) or with_pandas)


def compile_everything() -> None:
    """Give both ways compiled bytecode, which a machine may forbid Python to write when importing."""
    for folder in (Path(sys.prefix), ROOT / "dosclientes"):
        compileall.compile_dir(folder, quiet=2, workers=0)


def starts(lang: str, repeats: int) -> dict[str, list[float]]:
    """Seconds until the lesson is shown, by way; a first round warms the disk and is dropped."""
    from playwright.sync_api import sync_playwright

    ways: dict[str, Command] = {"make course": make_course(lang), "jupyter lab": jupyter_lab(lang)}
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        for repeat in range(repeats + 1):
            for name, way in ways.items():
                with playwright.chromium.launch(executable_path=executable, args=CHROMIUM) as browser:
                    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
                    taken = until_shown(page, way)
                if repeat:
                    seconds[name].append(taken)
                    print(f"{name}: {taken:.2f} s", file=sys.stderr)
    return seconds


def until_shown(page: Any, way: Command) -> float:
    """Start a server and wait until the browser shows the lesson's first heading."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        port = free_port()
        command, environ, folder = way(Path(home), port)
        lesson = first_lesson(folder)
        started = time.perf_counter()
        with running(command, environ, folder):
            wait_for(port)
            page.goto(lab.url(port, environ["JUPYTER_TOKEN"], lesson), wait_until="commit")
            page.wait_for_selector(SHOWN, timeout=120_000)
            return time.perf_counter() - started


def make_course(lang: str) -> Command:
    """The whole of `make course`, whose first start also copies the lessons."""

    def command(home: Path, port: int) -> tuple[list[str], dict[str, str], Path]:
        learn = f"--port {port} --no-browser --folder '{home / 'learning'}'"
        argv = ["make", "--silent", "-C", str(ROOT), "course", f"lang={lang}", f"args={learn}"]
        return argv, environment(home), ROOT / "course" / lang

    return command


def jupyter_lab(lang: str) -> Command:
    """What a learner would type without this project's command: plain JupyterLab on a copy of the lessons."""

    def command(home: Path, port: int) -> tuple[list[str], dict[str, str], Path]:
        folder = home / "lessons"
        learning.fill(lang, folder)
        argv = [str(Path(sys.executable).with_name("jupyter")), "lab", "--no-browser", f"--port={port}"]
        return [*argv, "--allow-root"], environment(home), folder

    return command


def environment(home: Path) -> dict[str, str]:
    """An empty home, so that neither way has settings or remembers tabs."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "MAKE", "MFL"))
    }
    xdg = {"HOME": str(home), "XDG_CONFIG_HOME": str(home / "x"), "XDG_DATA_HOME": str(home / "y")}
    return {**kept, **xdg, "JUPYTER_TOKEN": "benchmark", "IPYTHONDIR": str(home / "ipython")}


def first_lesson(folder: Path) -> str:
    return min(path.name for path in folder.glob("*.ipynb"))


@contextmanager
def running(command: list[str], environ: dict[str, str], folder: Path) -> Iterator[None]:
    """A server and its children, all gone afterwards."""
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(
        command, env=environ, cwd=folder, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        yield
    finally:
        # asked politely, Jupyter may wait for ever for a kernel that is just starting
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    """Until something listens. Raises TimeoutError after a minute."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.01)
    raise TimeoutError(f"nothing listens on port {port}")


def import_cost(repeats: int) -> tuple[float, bool]:
    """Median seconds of `import dosclientes` after `import ipywidgets`, and whether pandas came along."""
    seconds, with_pandas = [], False
    for _ in range(repeats):
        run = subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, text=True, check=True)
        taken, pandas = run.stdout.split()
        seconds.append(float(taken))
        with_pandas |= pandas == "True"
    return statistics.median(seconds), with_pandas


def show(seconds: dict[str, list[float]], result: dict[str, Any]) -> None:
    """The table."""
    table = Table("what", "median", "least", "most", "reach")
    for name, values in seconds.items():
        row = [f"{pick(values):.2f} s" for pick in (statistics.median, min, max)]
        table.add_row(f"{name} until the lesson is shown", *row, "")
    ratio = result["course_to_jupyterlab"]
    table.add_row("make course / jupyter lab", f"{ratio:.2f}", "", "", str(GOALS["course_to_jupyterlab"]))
    taken = f"{result['import_seconds']:.3f} s"
    table.add_row(
        "from dosclientes import exercise, after ipywidgets", taken, "", "", f"{GOALS['import_seconds']} s"
    )
    table.add_row("pandas imported by it", str(result["pandas_imported"]), "", "", "False")
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
