"""`make pictures`: the pictures of READMEs and guides, taken again in both languages by a real browser.

Only those that are older than what they show (`docs/images/pictures.yaml`), or with `--all` every one. A function of
`TAKERS` takes some of a language and returns their files.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from dosclientes.authoring.pictures import pictures, record, stale
from dosclientes.demo.drawn import play
from dosclientes.language.translation import languages, use_language
from dosclientes.paths import ROOT
from tests.browser.class_pictures import class_pictures
from tests.browser.conftest import QUIET, start_lab
from tests.browser.notebook import Lab, Notebook, drawn
from tests.browser.test_lesson01 import LESSON, WORDS
from tests.needs import CHROMIUM

IMAGES = ROOT / "docs" / "images"


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


def lesson_pictures(browser: Browser, lang: str, folder: Path) -> list[Path]:
    """Those of lesson 01, from a JupyterLab of their own."""
    with tempfile.TemporaryDirectory() as home:
        process, lab = start_lab(Path(home), lang)
        try:
            return take(browser, lab, folder)
        finally:
            process.terminate()
            process.wait(20)


def insight_pictures(browser: Browser, lang: str, folder: Path) -> list[Path]:
    """A drawn class of thirty on the class page, and beside the truth, as far as a screen shows of either."""
    with tempfile.TemporaryDirectory() as home, use_language(lang):
        play(Path(home), lang, 30)
        page = browser.new_page(viewport={"width": 900, "height": 1180})
        taken = []
        for name, heading in (("insight-class", 2), ("insight-truth", 0)):
            file = "a1.html" if heading else "a1-truth.html"
            page.goto((Path(home) / "insight" / lang / file).as_uri())
            page.locator("h2").nth(heading).evaluate("(one) => one.scrollIntoView()")
            taken.append(folder / f"{name}-{lang}.png")
            page.screenshot(path=taken[-1])
        page.close()
    return taken


TAKERS: dict[str, Callable[[Browser, str, Path], list[Path]]] = {
    r"lesson-01-|edition-slider-": lesson_pictures,
    r"insight-": insight_pictures,
    r"\w\w-class-": class_pictures,
}
"""Who takes the pictures whose names begin so: called with a browser, a language and the folder to write to."""


def main(arguments: list[str]) -> None:
    """Take the pictures that are stale, or all, note what they show, and say where they are."""
    old = {Path(problem.path).name for problem in stale()}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for (pattern, taker), lang in product(TAKERS.items(), languages()):
            wanted = [
                name
                for name, (code, _shown) in pictures().items()
                if code == lang and re.match(pattern, name)
            ]
            if "--all" in arguments or old & set(wanted):
                taken = taker(browser, lang, IMAGES)
                record(path.name for path in taken)
                print(*(path.relative_to(ROOT) for path in taken), sep="\n", flush=True)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
