"""From a click to its explanation on the screen, in a lesson and beside 40 widgets, and from running one to its end.

Run by `make bench`. JupyterLab is started as `make course` does; times are taken inside the page. Beside them stand an
empty round trip through the kernel in the same run, which tells how busy the machine is, and when the kernel had done.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path

import nbformat
from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from dosclientes.items import lesson_items  # noqa: E402
from tests.browser.conftest import CHROMIUM, QUIET, start_lab  # noqa: E402
from tests.browser.notebook import Lab, Notebook  # noqa: E402

RESULTS = ROOT / "benchmarks" / "results"
GOALS = {"click_to_explanation_ms": 100.0, "click_beside_40_ms": 100.0, "widgets_after_run_ms": 2000.0}
MANY = 40
READING = 5000
"""Milliseconds between opening a lesson and running it; `run_at_once` is without them, after a restart."""
ROUND_TRIP = """
async () => {
  const {kernel} = window.jupyterapp.shell.currentWidget.context.sessionContext.session;
  const taken = [];
  for (let time = 0; time < 9; time += 1) {
    const start = performance.now();
    await kernel.requestExecute({code: "", silent: true, store_history: false}).done;
    taken.push(performance.now() - start);
  }
  return taken;
}
"""
CLICK = """
(button) => new Promise((shown) => {
  const box = button.closest(".dc-exercise");
  const start = performance.now();
  new MutationObserver((_, observer) => {
    if (!box.querySelector(".dc-feedback")) return;
    observer.disconnect();
    requestAnimationFrame(() => shown(performance.now() - start));
  }).observe(box, {childList: true, subtree: true});
  button.click();
})
"""
APPEAR = """
(wanted) => new Promise((shown) => {
  const start = performance.now();
  const {kernel} = window.jupyterapp.shell.currentWidget.context.sessionContext.session;
  let done;
  kernel.requestExecute({code: "", silent: true, store_history: false}).done.then(() => {
    done = performance.now() - start;
  });
  const look = () => done && document.querySelectorAll(".dc-box").length >= wanted
    ? shown({done, drawn: performance.now() - start}) : requestAnimationFrame(look);
  look();
})
"""


def main() -> int:
    """Measure, print a table, write JSON; 1 if a goal of the design is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lesson", default="01-customer-iso9000")
    parser.add_argument("--json", type=Path, default=RESULTS / "clicks.json")
    options = parser.parse_args()
    process, lab = start_lab(Path(tempfile.mkdtemp()), "es")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            page = browser.new_page(viewport={"width": 1200, "height": 1400})
            found = measure(page, Notebook(page, lab, f"{options.lesson}.ipynb"))
            found |= beside_many(page, lab)
            browser.close()
    finally:
        process.terminate()
        process.wait(30)
    show(found)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(found, indent=1) + "\n")
    return int(any(found[name] > goal for name, goal in GOALS.items()))


def measure(page: Page, lesson: Notebook) -> dict[str, float]:
    """Medians in milliseconds."""
    lesson.run_all()
    wanted = page.locator(".dc-box").count()
    lesson.lab.end_sessions()
    lesson.load()  # its first cell runs by itself
    page.wait_for_selector(".jp-OutputArea-output")
    lesson.settled()
    page.wait_for_timeout(READING)
    lesson.menu("run", "runmenu:run-all")
    opened = page.evaluate(APPEAR, wanted)
    lesson.finished()
    lesson.menu("kernel", "kernelmenu:restart-and-clear")
    page.locator(".jp-Dialog .jp-mod-accept").click()
    page.wait_for_selector(".dc-box", state="detached")
    lesson.settled()  # the new kernel answers
    lesson.menu("run", "runmenu:run-all")
    appear = page.evaluate(APPEAR, wanted)
    lesson.finished()
    taken = clicks(page)
    return {
        "click_to_explanation_ms": statistics.median(taken),
        "click_to_explanation_worst_ms": max(taken),
        "empty_round_trip_ms": statistics.median(page.evaluate(ROUND_TRIP)),
        "widgets_after_run_ms": opened["drawn"],
        "kernel_done_after_run_ms": opened["done"],
        "widgets_run_at_once_ms": appear["drawn"],
        "kernel_done_run_at_once_ms": appear["done"],
        "widgets": wanted,
    }


def beside_many(page: Page, lab: Lab) -> dict[str, float]:
    """The same click in a notebook of 40 exercises, all of them shown; median in milliseconds."""
    ids = [item.id for number in range(11) for item in lesson_items(f"{number:02}") if item.kind == "choice"]
    code = ["from dosclientes import exercise", *(f'exercise("{name}")' for name in ids[:MANY])]
    cells = [nbformat.v4.new_code_cell(line) for line in code]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}  # or Lab asks for one
    many = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(many, lab.lessons / "many.ipynb")
    Notebook(page, lab, "many.ipynb").run_all()
    assert page.locator(".dc-exercise").count() == MANY
    return {
        "click_beside_40_ms": statistics.median(clicks(page, 12)),
        "empty_round_trip_beside_40_ms": statistics.median(page.evaluate(ROUND_TRIP)),
    }


def clicks(page: Page, most: int = 100) -> list[float]:
    """Answer up to `most` choice exercises, with the first option; milliseconds until each is explained."""
    taken = []
    for box in page.locator(".dc-exercise.dc-choice").all()[:most]:
        again = box.get_by_role("button", name="Intentar de nuevo")
        if again.is_visible():
            again.click()
        box.get_by_role("radio").first.check()
        taken.append(page.evaluate(CLICK, box.locator(".dc-commit button").first.element_handle()))
    return taken


def show(found: dict[str, float]) -> None:
    """Print the figures beside the goals."""
    table = Table("what", "measured", "goal")
    for name, figure in found.items():
        table.add_row(name, f"{figure:.0f}", f"{GOALS[name]:.0f}" if name in GOALS else "")
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
