"""Lesson 10 in a real browser: actions placed by mouse and by keyboard, a plan that returns after a restart."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.notebook import Notebook

pytestmark = pytest.mark.browser

LESSON = "10-improving.ipynb"


def test_a_plan_is_made_by_mouse_and_by_keyboard_and_kept(notebook: Callable[..., Notebook]) -> None:
    lesson = notebook("es", LESSON)
    lesson.page.set_viewport_size({"width": 1280, "height": 14000})  # nothing is left to be drawn later
    lesson.run_all()
    assert lesson.errors_in_cells() == []
    box, keys = lesson.box(".dc-board"), lesson.page.keyboard
    said, remarks = box.get_by_role("status").first, box.get_by_role("status").last
    effort, impact = (box.locator(f"{css} .noUi-handle") for css in (".dc-effort", ".dc-impact"))
    expect(effort).to_have_attribute("aria-label", "Esfuerzo, de 1 a 20 días")
    place, action = box.get_by_role("button", name="Colocar"), box.get_by_label("Acción")

    place.click()
    expect(said).to_contain_text("di a qué cliente sirve")
    for passed in (3, 4, 5):  # nobody waits for the kernel: what is chosen next is meant for the last
        action.select_option(index=passed)
    box.get_by_label("¿A qué cliente sirve?").select_option("cliente externo")
    box.get_by_role("checkbox", name="Entra en mi plan").check()
    effort.focus()
    keys.press("Home")
    impact.focus()
    keys.press("End")
    expect(box.locator(".dc-impact .widget-readout")).to_have_text("30")
    lesson.settled()
    place.click()
    expect(said).to_contain_text("6 está en «Hacer primero». ✓")
    expect(remarks).to_contain_text("Solo sirve a quien está fuera")
    expect(remarks).to_contain_text("Sobrecarga")
    expect(box.locator(".dc-mark.dc-external.dc-planned")).to_have_count(1)

    for wanted in ("1.", "2."):
        box.get_by_role("button", name="Siguiente acción").click()
        expect(action).to_be_focused()
        if wanted == "1.":
            action.select_option(index=0)
        lesson.settled()
        box.get_by_label("¿A qué cliente sirve?").focus()
        keys.press("ArrowDown")
        keys.press("Tab")
        keys.press("Space")
        keys.press("Tab")
        lesson.expect_focus("Colocar")
        keys.press("Enter")
        expect(said).to_contain_text(f"{wanted[0]} está en «Planificar». ✓")
    expect(remarks).to_contain_text("Sirve a los dos lados")
    lesson.settled()
    box.get_by_role("button", name="Comparar con lo simulado").press("Enter")
    expect(box.locator(".dc-there")).to_have_count(3)
    expect(box.locator(".dc-numbers tbody tr")).to_have_count(3)

    assert lesson.axe(".dc-box") == []
    box.scroll_into_view_if_needed()
    lesson.shot("lesson10-es", of=box)
    lesson.restart_and_run_all()
    expect(lesson.box(".dc-board").locator(".dc-mark")).to_have_count(3)
    assert lesson.errors == []
