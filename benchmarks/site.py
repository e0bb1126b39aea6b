"""The website: how long it takes to build, how large it is, and how soon a phone can read its first lesson.

Run by `make bench`. The phone is Chromium at 412 pixels with the network of Lighthouse's mobile profile (150 ms, 1.6
Mbit/s down) and a processor slowed four times, with an empty cache each time; the server sends files as they are,
uncompressed. Beside the times stands that of an empty page in the same run, since a busy machine is slow for both.
"""

from __future__ import annotations

import argparse
import functools
import json
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from dosclientes.website.build import build  # noqa: E402
from tests.browser.conftest import CHROMIUM, QUIET  # noqa: E402

RESULTS = ROOT / "benchmarks" / "results"
GOALS = {"build_s": 300.0, "size_mb": 15.0, "readable_ms": 2000.0}
LESSON = "es/01-customer-iso9000.html"
EMPTY = "empty.html"
LOADS = 5
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
PAINTS = """() => new Promise((done) => {
  const found = {};
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) found[entry.name] = entry.startTime;
    if (found["first-contentful-paint"] && found.largest) setTimeout(() => done(found), 500);
  }).observe({type: "paint", buffered: true});
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) found.largest = entry.startTime;
    if (found["first-contentful-paint"]) setTimeout(() => done(found), 500);
  }).observe({type: "largest-contentful-paint", buffered: true});
})"""


def main() -> int:
    """Measure, print a table, write JSON; 1 if a goal of the issue is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--built", type=Path, help="a website that is there already; its building is not measured"
    )
    parser.add_argument("--json", type=Path, default=RESULTS / "site.json")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder, found = options.built or Path(made, "site"), {}
        if not options.built:
            start = time.perf_counter()
            build(folder)
            found["build_s"] = time.perf_counter() - start
        found["size_mb"] = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
        found |= times(folder)
    show(found)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(found, indent=1) + "\n")
    return int(any(found.get(name, 0) > goal for name, goal in GOALS.items()))


def times(folder: Path) -> dict[str, float]:
    """Medians in ms: first contentful paint, the largest text or picture of the first screen, an empty page."""
    with served(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        loads = [load(browser, address + LESSON) for _load in range(LOADS)]
        empty = [load(browser, address + EMPTY) for _load in range(LOADS)]
        browser.close()
    return {
        "readable_ms": statistics.median(each["first-contentful-paint"] for each in loads),
        "largest_ms": statistics.median(each["largest"] for each in loads),
        "empty_page_ms": statistics.median(each["first-contentful-paint"] for each in empty),
    }


@contextmanager
def served(folder: Path) -> Iterator[str]:
    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *arguments: object) -> None:
            pass

        def do_GET(self) -> None:
            if self.path == f"/{EMPTY}":
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(b"<!doctype html><p>.")
            else:
                super().do_GET()

    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def load(browser: Browser, address: str) -> dict[str, float]:
    """When a phone that has never seen the page paints something of it, in ms from the start of navigation."""
    context = browser.new_context(
        viewport={"width": 412, "height": 823}, device_scale_factor=2, is_mobile=True
    )
    page = context.new_page()
    phone = context.new_cdp_session(page)
    phone.send("Network.enable")
    phone.send("Network.emulateNetworkConditions", NETWORK)
    phone.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(address, wait_until="load")
    found: dict[str, float] = page.evaluate(PAINTS)
    context.close()
    return found


def show(found: dict[str, float]) -> None:
    """A line a figure, with its goal."""
    table = Table("", "measured", "goal", title="website")
    for name, value in found.items():
        table.add_row(name, f"{value:.1f}", f"{GOALS[name]:g}" if name in GOALS else "")
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
