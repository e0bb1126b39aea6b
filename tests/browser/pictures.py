"""`make pictures`: what the READMEs show of the course, taken again in both languages by a real browser."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from dosclientes.paths import ROOT
from tests.browser.conftest import QUIET, start_lab
from tests.browser.notebook import Lab, Notebook, drawn
from tests.browser.test_lesson01 import LESSON, WORDS
from tests.needs import CHROMIUM

IMAGES = ROOT / "docs" / "images"
LANGUAGES = ("es", "en")


def take(browser: Browser, lab: Lab, folder: Path) -> list[Path]:
    """Lesson 01 in the language of the lab, written to `folder`: a wrong answer explained, and the slider."""
    context = browser.new_context(viewport={"width": 1180, "height": 820})
    context.set_default_timeout(60_000)
    lesson = Notebook(context.new_page(), lab, LESSON)
    lesson.run_all()
    lesson.settled()
    taken = [_explained(lesson, folder), _slider(lesson, folder)]
    context.close()
    return taken


def _explained(lesson: Notebook, folder: Path) -> Path:
    words = WORDS[lesson.lab.lang]
    guess = lesson.exercise(words["guess"])
    guess.get_by_label(words["wrong"]).check()
    lesson.settled()
    guess.get_by_role("button", name=words["sure"]).click()
    expect(guess.get_by_role("status")).to_contain_text(words["why_wrong"])
    guess.evaluate("node => node.scrollIntoView({block: 'center'})")
    drawn(lesson.page)
    path = folder / f"lesson-01-{lesson.lab.lang}.png"
    lesson.page.screenshot(path=path)
    return path


def _slider(lesson: Notebook, folder: Path) -> Path:
    """At ISO 9000:2015, the second stop after “who pays”."""
    box = lesson.bet(".dc-editions", "4")
    for edition in ("2005", "2015"):
        box.get_by_role("slider").press("ArrowRight")
        expect(box.locator(".widget-readout")).to_contain_text(edition)
    lesson.settled()
    path = folder / f"edition-slider-{lesson.lab.lang}.png"
    box.screenshot(path=path)
    return path


def main() -> None:
    """Take all pictures and say where they are."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for lang in LANGUAGES:
            process, lab = start_lab(Path(folder, lang), lang)
            try:
                for path in take(browser, lab, IMAGES):
                    print(path.relative_to(ROOT))
            finally:
                process.terminate()
                process.wait(20)
        browser.close()


if __name__ == "__main__":
    main()
