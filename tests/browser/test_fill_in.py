"""A code cell with a blank in a real browser: run as it stands, filled in wrong and right, and looked at."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from dosclientes.exercises.blanks.judging import solution
from dosclientes.exercises.blanks.running import filled
from dosclientes.items import find_cell
from dosclientes.language.translation import use_language
from tests.browser.notebook import Notebook
from tests.languages import ES_THEN_EN

pytestmark = pytest.mark.browser

LESSON = "01-customer-iso9000.ipynb"
CELL = "01-mother"
WORDS = {"es": ("Ver una solución", "Correcto."), "en": ("See a solution", "Correct.")}


def written(lesson: Notebook, cell: Locator, code: str) -> Locator:
    """The cell's output, after its code was replaced by `code` and run from the keyboard."""
    editor = cell.locator(".cm-content")
    editor.click()
    lesson.page.keyboard.press("ControlOrMeta+A")
    lesson.page.keyboard.insert_text(code)
    lesson.page.keyboard.press("Control+Enter")
    lesson.finished()
    return cell.locator(".jp-OutputArea")


@pytest.mark.parametrize("lang", ES_THEN_EN)
def test_a_blank_is_filled_in_and_the_solution_opens_after_an_attempt(
    notebook: Callable[..., Notebook], lang: str
) -> None:
    see, right = WORDS[lang]
    with use_language(lang):
        item = find_cell(CELL)
    slip = item.parts["wrong"][0]
    lesson = notebook(lang, LESSON)
    lesson.page.set_viewport_size({"width": 900, "height": 3500})
    lesson.run_all()
    assert lesson.errors_in_cells() == []
    cell = lesson.page.locator(".jp-CodeCell", has_text=f"fill_in {CELL}")
    output = cell.locator(".jp-OutputArea")
    output.scroll_into_view_if_needed()
    expect(output.get_by_role("status")).to_contain_text(item.prompt.split("`")[0].strip())
    expect(output.get_by_text(see)).to_have_count(0)
    lesson.shot(f"fill-in-{lang}-blank", cell)

    output = written(lesson, cell, f"%%fill_in {CELL}\n{filled(item.parts['code'], slip['fills'])}")
    expect(output.get_by_role("status")).to_contain_text(slip["why"][:40])
    code = output.get_by_text(solution(item).splitlines()[0])
    expect(code).to_be_hidden()
    output.get_by_text(see).click()
    expect(code).to_be_visible()
    assert lesson.axe(".dc-fill") == []
    lesson.shot(f"fill-in-{lang}-wrong", cell)

    output = written(lesson, cell, f"%%fill_in {CELL}\n{solution(item)}")
    expect(output.get_by_role("status")).to_contain_text(right)
    lesson.set_theme("JupyterLab Dark")
    lesson.page.locator(
        ".jp-SideBar.jp-mod-left .lm-TabBar-tab.lm-mod-current"
    ).click()  # as one does on a phone
    lesson.page.set_viewport_size({"width": 480, "height": 3500})
    output = written(lesson, cell, f"%%fill_in {CELL}\n{item.parts['code']}")
    output.scroll_into_view_if_needed()
    expect(output.get_by_text(see)).to_be_visible()
    box = output.locator(".dc-fill")
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth + 1"), "nothing is cut off"
    assert lesson.axe(".dc-fill") == []
    lesson.shot(f"fill-in-{lang}-480-dark", output)
    lesson.set_theme("JupyterLab Light")
    assert lesson.errors == []
