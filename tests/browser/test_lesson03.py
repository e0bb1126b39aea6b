"""Lesson 03 in a real browser: ten customers sorted by mouse and by keyboard, after a bet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.notebook import Notebook

pytestmark = pytest.mark.browser

LESSON = "03-comparing.ipynb"


def test_customers_are_sorted_by_mouse_and_by_keyboard(notebook: Callable[..., Notebook]) -> None:
    lesson = notebook("es", LESSON)
    lesson.page.set_viewport_size({"width": 1280, "height": 11500})  # nothing is left to be drawn later
    lesson.run_all()
    assert lesson.errors_in_cells() == []
    box = lesson.box(".dc-sorting")
    keys = lesson.page.keyboard
    said, cards = box.get_by_role("status").first, box.locator(".dc-panel li")
    expect(cards).to_have_count(10)
    expect(box.locator(".dc-panel")).to_have_count(1)

    box.get_by_role("button", name="Ordenar").click()
    expect(said).to_contain_text("Antes de ordenar, apuesta")
    expect(box.locator(".dc-panel")).to_have_count(1)
    box.get_by_role("combobox").select_option("8")
    lesson.settled()
    box.get_by_role("button", name="Ordenar").click()
    expect(said).to_contain_text("Coloca bien a 7 de 10. Habías dicho 8.")
    expect(said).to_contain_text("Nuria")
    expect(box.locator(".dc-missed")).to_have_count(3)
    expect(box.locator(".dc-says-external .dc-internal")).to_have_count(1)
    lesson.expect_focus("Siguiente criterio")

    keys.press("Enter")
    expect(box.locator(".dc-panel")).to_have_count(1)
    expect(box.get_by_role("combobox")).to_be_focused()
    for _step in range(5):  # from “choose” to 4
        keys.press("ArrowDown")
    lesson.settled()
    keys.press("Tab")
    lesson.expect_focus("Ordenar")
    keys.press("Enter")
    expect(said).to_contain_text("Coloca bien a 5 de 10. Habías dicho 4.")
    lesson.expect_focus(
        "Siguiente criterio"
    )  # the kernel moves it last: it would leave the radio button again

    box.get_by_role("radio", name="Contacto directo, según el 002").focus()
    keys.press("ArrowDown")
    expect(said).to_contain_text("C78")
    lesson.settled()
    keys.press("ArrowDown")
    expect(said).to_contain_text("C49")
    box.get_by_role("combobox").select_option("6")
    lesson.settled()
    box.get_by_role("button", name="Ordenar").press("Enter")
    expect(box.locator(".dc-panel")).to_have_count(3)
    expect(box.locator(".dc-record li")).to_have_count(3)

    assert lesson.axe(".dc-box") == []
    lesson.shot("lesson03-es")
    assert lesson.errors == []
