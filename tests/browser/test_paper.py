"""A lesson printed from JupyterLab: by the menu and by Ctrl+P, in light and dark, nothing cut, with one's answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.notebook import SCREENSHOTS, Notebook

pytestmark = pytest.mark.browser

PAGE = {"width": 680, "height": 1000}
"""A4 with its margins, in CSS pixels."""
INSTEAD_OF_A_PRINTER = """
window.print = () => {
  const whole = "<!doctype html>" + document.documentElement.outerHTML;
  window.top.printed = whole.replace("<head>", `<head><base href="${window.top.location.href}">`);
};
"""
CUT = """() => {
  const wide = document.documentElement.clientWidth;
  const shown = [...document.body.querySelectorAll("*")].filter((one) => one.getClientRects().length);
  const drawn = (one) => one.closest("svg");
  const hidden = (one) => ["auto", "scroll", "hidden"].includes(getComputedStyle(one).overflowX);
  const says = (one) => [...one.childNodes].some((text) => text.nodeType === 3 && text.data.trim());
  const darkest = (one) => Math.min(...getComputedStyle(one).color.match(/[\\d.]+/g).slice(0, 3));
  const told = (ones) =>
    ones.slice(0, 5).map((one) => `${one.tagName}.${one.getAttribute("class")}: ${one.textContent.slice(0, 60)}`);
  return {
    beyond: told(shown.filter((one) => one.getBoundingClientRect().right > wide + 1)),
    cut: told(shown.filter((one) => !drawn(one) && one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1)
      .filter((one) => hidden(one) && !one.matches("input"))),
    pale: told(shown.filter((one) => !drawn(one) && says(one) && darkest(one) > 190)),
  };
}"""


@pytest.fixture
def paper(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """What was printed, as a printer has it."""
    context = browser.new_context(viewport=PAGE)

    def show(printed: str) -> Page:
        page = context.new_page()
        page.emulate_media(media="print")
        page.set_content(printed, wait_until="networkidle")
        return page

    yield show
    context.close()


def printed(lesson: Notebook, how: Callable[[], Any]) -> str:
    lesson.page.evaluate("window.printed = ''")
    how()
    lesson.page.wait_for_function("window.printed")
    return str(lesson.page.evaluate("window.printed"))


@pytest.mark.parametrize(
    ("lang", "name", "theme"),
    [
        ("es", "04-boundaries.ipynb", "JupyterLab Light"),
        pytest.param("en", "01-customer-iso9000.ipynb", "JupyterLab Dark", marks=pytest.mark.slow),
    ],
)
def test_a_lesson_is_printed_whole(
    page: Page,
    notebook: Callable[..., Notebook],
    labs: Callable[[str], Any],
    paper: Callable[[str], Page],
    lang: str,
    name: str,
    theme: str,
) -> None:
    page.add_init_script(INSTEAD_OF_A_PRINTER)
    labs(lang).set_theme(theme)
    try:
        lesson = notebook(lang, name)
        lesson.run_all()
        chosen = page.locator(".dc-exercise.dc-choice input").first
        chosen.check()
        said = page.evaluate("one => one.closest('label').textContent", chosen.element_handle())
        by_key = printed(lesson, lambda: page.keyboard.press("ControlOrMeta+p"))
        by_menu = printed(lesson, lambda: lesson.menu("file", "apputils:print"))
    finally:
        labs(lang).set_theme("JupyterLab Light")
    sheet = paper(by_menu)
    assert sheet.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert by_key.count("<svg") == by_menu.count("<svg") > 0
    assert sheet.locator(".dc-exercise").count() == page.locator(".dc-exercise").count() > 5
    assert sheet.evaluate(CUT) == {"beyond": [], "cut": [], "pale": []}
    assert said in sheet.locator("label:has(input:checked)").all_inner_texts(), "what was chosen is marked"
    for css in (".dc-commit", ".jp-Toolbar", "select"):
        assert sheet.locator(css).count() == 0, "there is nothing to press on paper"
    pictures = ".jp-OutputArea-output svg:visible"
    assert sheet.locator(pictures).count() == page.locator(pictures).count()
    assert "○" in sheet.locator(".dc-choices").first.inner_text(), "an open menu says what there is to choose"
    sheet.pdf(path=SCREENSHOTS / f"paper-{lang}.pdf", format="A4")
    sheet.screenshot(path=SCREENSHOTS / f"paper-{lang}.png", full_page=True)
    assert lesson.errors == []
