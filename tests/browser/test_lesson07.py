"""Lesson 07 in a real browser: the boundary toggled and labels bet on, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.notebook import Notebook

pytestmark = pytest.mark.browser

LESSON = "07-health.ipynb"


def test_the_boundary_is_toggled_and_labels_are_bet_on(notebook: Callable[..., Notebook]) -> None:
    lesson = notebook("es", LESSON)
    lesson.page.set_viewport_size({"width": 1280, "height": 9600})
    lesson.run_all()
    assert lesson.errors_in_cells() == []
    box = lesson.box(".dc-health")
    said, keys = box.get_by_role("status"), lesson.page.keyboard
    centre, patient, ward = (
        box.locator(f'[data-id="{name}"]') for name in ("community_health_centre", "patient", "ward")
    )

    expect(centre).to_have_attribute("aria-label", "Centro de salud: cliente, ¿de qué lado?")
    box.get_by_label("Frontera: el hospital").check()
    expect(centre).to_have_attribute("aria-label", "Centro de salud: cliente externo")
    expect(said).to_contain_text("Clientes internos: 2 (Planta, Farmacia)")
    centre.click()
    expect(said).to_contain_text("La doctora Ruiz mandó el tubo")
    expect(centre).to_contain_text("apuestas")

    patient.focus()
    keys.press("Enter")
    expect(patient).to_have_attribute("aria-label", "Paciente: cliente externo, apuestas que cambiará")
    assert lesson.page.evaluate("document.activeElement.dataset.id") == "patient", (
        "the keyboard keeps its place"
    )

    box.get_by_label("Frontera: el hospital").focus()
    keys.press("ArrowDown")
    expect(centre).to_have_attribute("aria-label", "Centro de salud: cliente interno, acaba de cambiar")
    expect(said).to_contain_text("Lo habías dicho: Centro de salud.")
    expect(said).to_contain_text("No lo habías dicho: Hospital asociado.")
    expect(said).to_contain_text("Apostaste y no cambia: Paciente.")

    box.get_by_label("Salida", exact=True).select_option("carta de derivación")
    expect(ward).to_have_attribute("aria-label", "Planta: cliente interno")
    box.get_by_label("Frontera: el sistema sanitario").focus()
    keys.press("ArrowUp")
    expect(ward).to_have_attribute("aria-label", "Planta: cliente externo, acaba de cambiar")
    expect(said).to_contain_text("deja fuera a los dos")

    assert lesson.axe(".dc-box") == []
    assert lesson.errors == []
    lesson.shot("lesson07-es")
