"""A text written and compared in a real browser: by keyboard, in both themes, narrow, and again after a restart."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.notebook import Notebook
from tests.languages import ES_THEN_EN

pytestmark = pytest.mark.browser

LESSON = "00-welcome.ipynb"
WORDS = {
    "es": (
        "Antes de empezar: piensa",
        "Un ejemplo, entre otros",
        "Según tú, se cumplen 2 de 4",
        "Cambiar mi texto",
    ),
    "en": (
        "Before you begin: think",
        "An example, one of many",
        "By your own judgement 2 of 4",
        "Change my text",
    ),
}


@pytest.mark.parametrize("lang", ES_THEN_EN)
def test_a_text_is_written_compared_and_comes_back(notebook: Callable[..., Notebook], lang: str) -> None:
    asked, example, judged, change = WORDS[lang]
    lesson = notebook(lang, LESSON)
    lesson.page.set_viewport_size({"width": 900, "height": 3500})
    lesson.run_all()
    task, keys = lesson.exercise(asked), lesson.page.keyboard
    expect(task.get_by_text(example)).to_have_count(0)
    field = task.get_by_role("textbox")
    field.focus()
    field.fill("Los lunes dejo hecha la lista de turnos para la tienda")
    lesson.settled()
    keys.press("Tab")
    keys.press("Enter")
    expect(task.get_by_role("status").first).to_contain_text(example)
    lesson.settled()
    ticks = task.get_by_role("checkbox")
    expect(ticks).to_have_count(4)
    expect(ticks.first).to_be_focused()
    keys.press("Space")
    keys.press("Tab")
    keys.press("Space")
    lesson.settled()
    for _tick in range(3):
        keys.press("Tab")
    keys.press("Enter")
    expect(task.get_by_role("status").last).to_contain_text(judged)
    expect(field).to_be_disabled()
    assert lesson.axe(".dc-write") == []
    lesson.shot(f"writing-{lang}-900", task)
    lesson.set_theme("JupyterLab Dark")
    # as one does on a phone
    lesson.page.locator(".jp-SideBar.jp-mod-left .lm-TabBar-tab.lm-mod-current").click()
    lesson.page.set_viewport_size({"width": 480, "height": 3500})
    lesson.restart_and_run_all()
    task = lesson.exercise(asked)
    expect(task.get_by_role("textbox")).to_have_value(
        "Los lunes dejo hecha la lista de turnos para la tienda"
    )
    expect(task.get_by_role("status").last).to_contain_text(judged)
    assert lesson.axe(".dc-write") == []
    assert task.evaluate("box => box.scrollWidth <= box.clientWidth + 1"), "nothing is cut off"
    lesson.shot(f"writing-{lang}-480-dark", task)
    task.get_by_role("button", name=change).press("Enter")
    expect(task.get_by_role("textbox")).to_be_focused()
    lesson.set_theme("JupyterLab Light")
    assert lesson.errors == []
