"""Lesson 05 in a real browser: the network built by mouse, by dragging and by keyboard, and looked at."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.notebook import Notebook

pytestmark = pytest.mark.browser

LESSON = "05-areas.ipynb"


def test_the_network_is_built_by_mouse_by_dragging_and_by_keyboard(notebook: Callable[..., Notebook]) -> None:
    lesson = notebook("es", LESSON)
    lesson.page.set_viewport_size({"width": 1280, "height": 1800})
    lesson.run_all()
    assert lesson.errors_in_cells() == []
    box = lesson.box(".dc-network")
    said, keys, mouse = box.get_by_role("status"), lesson.page.keyboard, lesson.page.mouse
    area = {
        name: box.locator(f'.dc-node[data-id="{name}"]') for name in ("it_desk", "ward", "radiology", "hr")
    }

    area["it_desk"].click()
    expect(said).to_contain_text("Informática entrega")
    expect(area["it_desk"]).to_have_attribute("aria-pressed", "true")
    area["ward"].click()
    expect(said).to_contain_text("✓ Planta: cliente interno de «ordenador arreglado»")
    expect(area["ward"]).to_have_attribute("aria-label", "Planta, dentro del hospital: cliente interno")
    expect(box.locator('[data-id="it_desk>ward"]')).to_have_class("dc-edge dc-internal")

    start, end = (area[name].bounding_box() for name in ("hr", "it_desk"))
    assert start
    assert end
    mouse.move(start["x"] + 20, start["y"] + 12)
    mouse.down()
    mouse.move(end["x"] + 20, end["y"] + 12, steps=8)
    mouse.up()
    expect(said).to_contain_text("Al revés")
    expect(said).to_contain_text("persona seleccionada")

    area["it_desk"].focus()
    keys.press("Enter")
    for key in ("ArrowUp", "ArrowRight", "ArrowRight", "Enter"):
        keys.press(key)
    expect(said).to_contain_text("✓ Radiología: cliente interno")
    assert lesson.page.evaluate("document.activeElement.dataset.id") == "radiology", (
        "the keyboard keeps its place"
    )
    expect(box.locator(".dc-ranking tbody td").first).to_have_text("1. Planta")

    box.get_by_label("Mayor, según").select_option("suma de horas de espera")
    expect(said).to_contain_text("Informática: antes Planta, ahora Radiología")
    expect(box.locator(".dc-ranking tbody td").first).to_have_text("1. Radiología")

    box.get_by_label("Salida").select_option("suelo limpio")
    expect(said).to_contain_text("Ahora: «suelo limpio»")
    box.get_by_role("button", name="Mostrar las que faltan").click()
    expect(area["ward"]).to_have_attribute("aria-label", "Planta, dentro del hospital: cliente externo")
    box.get_by_label("Ver toda la red").check()
    expect(said).to_contain_text("Flechas en toda la red: 4")
    assert lesson.axe(".dc-box") == []
    assert lesson.errors == []
    lesson.shot("lesson05-es", box)
