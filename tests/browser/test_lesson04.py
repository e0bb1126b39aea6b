"""Lesson 04 in a real browser: the boundary moved by mouse, by dragging and by keyboard, and looked at."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.notebook import Notebook

pytestmark = pytest.mark.browser

LESSON = "04-boundaries.ipynb"


def test_the_boundary_moves_by_mouse_by_dragging_and_by_keyboard(notebook: Callable[..., Notebook]) -> None:
    lesson = notebook("es", LESSON)
    lesson.page.set_viewport_size({"width": 1280, "height": 1800})
    lesson.run_all()
    assert lesson.errors_in_cells() == []
    box = lesson.bet(".dc-boundary", "2")
    said = box.get_by_role("status").last
    centre, partner, ward = (
        box.locator(f'[data-id="{name}"]') for name in ("community_health_centre", "partner_hospital", "ward")
    )

    expect(centre).to_have_attribute("aria-label", "Centro de salud, fuera de la frontera: cliente externo")
    box.get_by_role("button", name="el sistema sanitario").click()
    expect(said).to_contain_text("Etiquetas que cambian: 2.")
    expect(box.get_by_role("status").first).to_contain_text("Era lo que habías dicho: 2")
    expect(centre).to_have_attribute("aria-label", "Centro de salud, dentro de la frontera: cliente interno")

    centre.click()
    expect(said).to_contain_text("cliente interno → cliente externo")
    expect(box.get_by_label("¿Por qué?")).to_have_value("Centro de salud")

    lab = box.locator('[data-id="laboratory"]')
    lab.focus()
    lesson.page.keyboard.press("ArrowRight")
    lesson.page.keyboard.press("Enter")
    expect(said).to_contain_text("Planta: cliente interno → cliente externo")
    expect(ward).to_have_attribute("aria-pressed", "false")
    assert lesson.page.evaluate("document.activeElement.dataset.id") == "ward", "the keyboard keeps its place"

    box.get_by_role("button", name="el hospital", exact=True).click()
    expect(partner).to_have_attribute("aria-pressed", "false")
    partner.scroll_into_view_if_needed()
    start, end = (
        box.locator(f'[data-id="{name}"]').bounding_box() for name in ("accounting", "partner_hospital")
    )
    assert start
    assert end
    mouse = lesson.page.mouse
    mouse.move(start["x"] + start["width"] / 2, start["y"] + 10)
    mouse.down()
    mouse.move(end["x"] + end["width"] / 2, end["y"] + 10, steps=8)
    mouse.up()
    expect(partner).to_have_attribute(
        "aria-label", "Hospital asociado, dentro de la frontera: cliente interno"
    )

    box.get_by_label("Salida", exact=True).select_option("previsión de compras")
    expect(said).to_contain_text("Proveedor de reactivos: cliente externo")
    assert lesson.axe(".dc-box") == []
    assert lesson.errors == []
    lesson.shot("lesson04-es", box)
