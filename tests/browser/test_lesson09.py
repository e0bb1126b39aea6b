"""Lesson 09 in a real browser: vote, bet, divide and vote again, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.notebook import Notebook

pytestmark = pytest.mark.browser

LESSON = "09-evidence.ipynb"


def test_a_bet_reveals_the_plot_and_the_vote_moves(notebook: Callable[..., Notebook]) -> None:
    lesson = notebook("es", LESSON)
    lesson.page.set_viewport_size({"width": 1280, "height": 12500})  # nothing is left to be drawn later
    lesson.run_all()
    assert lesson.errors_in_cells() == []
    keys = lesson.page.keyboard
    box = lesson.box(".dc-evidence")
    said = box.locator(".dc-live").nth(1)
    bet = box.get_by_role("button", name="Apostar y ver")

    bet.click()
    expect(said).to_contain_text("Primero vota")
    box.get_by_role("radio", name="Sí: en general").check()
    lesson.settled()
    box.get_by_role("button", name="Con seguridad").click()
    expect(box.locator(".dc-live").first).to_contain_text("(Con seguridad)")
    box.get_by_role("slider", name="Tu apuesta: correlación de −1 a 1").focus()
    for _step in range(12):  # from 0 to 0.6
        keys.press("ArrowRight")
    expect(box.get_by_role("textbox")).to_have_value("0,60")
    expect(box.locator("img")).to_have_count(0)
    keys.press("Tab")
    keys.press("Tab")
    lesson.expect_focus("Apostar y ver")
    keys.press("Enter")
    expect(said).to_contain_text("La correlación es 0,45. Habías dicho 0,60.")
    expect(box.locator("img")).to_have_attribute(
        "alt", "Moral y satisfacción, sucursal a sucursal. todas: r = 0,45."
    )

    expect(box.get_by_role("checkbox").first).to_be_focused()
    keys.press("Space")
    expect(said).to_contain_text("Contacto alto: 0,78; contacto bajo: 0,02.")
    box.get_by_role("radio", name="Moral y beneficio").check()
    expect(box.locator("img")).to_be_hidden()
    expect(box.get_by_role("textbox")).to_have_value("")
    box.get_by_role("textbox").fill("mucho")
    lesson.settled()
    bet.click()
    expect(said).to_contain_text("no es un número")
    box.get_by_role("textbox").fill("0,3")
    lesson.settled()
    bet.click()
    expect(said).to_contain_text("La correlación es 0,67. Habías dicho 0,30.")
    for name in ("Separar por contacto con el cliente", "Separar por zona"):
        box.get_by_role("checkbox", name=name).check()
    expect(said).to_contain_text("zona próspera: −0,05")
    expect(box.locator("tbody tr")).to_have_count(5)

    debate = lesson.box(".dc-debate")
    debate.get_by_role("radio", name="Sí: en general").focus()
    keys.press("ArrowDown")
    lesson.settled()
    debate.get_by_role("button", name="Con dudas").press("Enter")
    expect(debate.locator(".dc-live").last).to_contain_text("Has cambiado de voto")
    expect(debate.locator(".dc-counter")).to_contain_text("cómodo si no dice de qué")

    assert lesson.axe(".dc-box") == []
    lesson.page.locator(".jp-Cell").first.scroll_into_view_if_needed()
    lesson.shot("lesson09-es")
    assert lesson.errors == []
