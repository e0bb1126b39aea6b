"""Lesson 06 in a real browser: the sigma slider and the SIPOC form, by mouse and by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.notebook import Notebook

pytestmark = pytest.mark.browser

LESSON = "06-six-sigma.ipynb"


def test_sigma_and_sipoc_are_operated(notebook: Callable[..., Notebook]) -> None:
    lesson = notebook("es", LESSON)
    lesson.page.set_viewport_size({"width": 1280, "height": 14500})
    lesson.run_all()
    assert lesson.errors_in_cells() == []
    keys = lesson.page.keyboard

    piece = lesson.bet(".dc-sigma", "unas once veces menos")
    said, trap = piece.get_by_role("status").nth(1), piece.get_by_role("status").last
    picture = piece.locator("img").get_attribute("src")
    handle = piece.get_by_role("slider", name="Nivel sigma de la nevera")
    handle.focus()
    keys.press("ArrowRight")
    expect(said).to_contain_text("3,1 sigma")
    expect(piece.get_by_label("O escríbelo")).to_have_value("3,1")
    assert piece.locator("img").get_attribute("src") != picture, "the curves are drawn again"
    track = piece.locator(".dc-level .noUi-base")
    track.click(position={"x": track.evaluate("node => node.clientWidth") - 2, "y": 2})
    expect(said).to_contain_text("6,5 sigma: 0,29 de cada millón")
    piece.get_by_label("Desplazar el centro").uncheck()
    expect(piece.locator("table").first).not_to_contain_text("largo plazo")
    typed = piece.get_by_label("O escríbelo")
    typed.fill("mucho")
    typed.press("Enter")
    expect(said).to_contain_text("«mucho» no es un número")
    typed.fill("2,5")
    typed.press("Enter")
    expect(said).to_contain_text("2,5 sigma: 6210 de cada millón")
    piece.get_by_label("Desplazar el centro").check()

    piece.get_by_role("slider", name="Oportunidades que se cuentan").focus()
    for _step in range(3):
        keys.press("ArrowRight")
    expect(trap).to_contain_text(re.compile("a 20\u00a0000, y el nivel sigma de .* a 3,55"))
    expect(piece.locator(".dc-reports")).to_contain_text("✗✗✗")

    form = lesson.box(".dc-sipoc")
    form.get_by_label("Entrada 1: ¿qué entra?").select_option("muestra de sangre")
    form.get_by_label("Entrada 1: ¿quién la entrega?").select_option("la cocina")
    lesson.settled()
    form.get_by_role("button", name="Comprobar").click()
    expect(form.get_by_role("status")).to_contain_text("no sale de ahí (la cocina)")
    for label, entry in (
        ("Entrada 1: ¿quién la entrega?", "la planta de hospitalización"),
        ("Entrada 2: ¿qué entra?", "reactivos"),
        ("Entrada 2: ¿quién la entrega?", "el proveedor de reactivos"),
        ("Proceso:", "registrar, analizar y validar la muestra"),
        ("Salida:", "resultado de un análisis de sangre"),
        ("Cliente de dentro", "la planta de hospitalización"),
        ("Necesidad:", "«Quiero fiarme del número que leo»"),
        ("Factor:", "exactitud"),
        ("Medida:", "resultados corregidos después de enviarlos"),
        ("¿En qué unidad?", "% de los resultados"),
    ):
        form.get_by_label(label).select_option(entry)
    form.get_by_label("Cliente de fuera").focus()
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    form.get_by_label("Límite").fill("2,5")
    form.get_by_role("button", name="Comprobar").focus()
    lesson.settled()
    keys.press("Enter")
    expect(form.get_by_role("status")).to_contain_text("SIPOC: es coherente")
    expect(form.get_by_role("status")).to_contain_text("CTQ: es coherente")
    expect(form.locator("li.dc-external")).to_have_count(2)
    expect(form.locator(".dc-tree")).to_contain_text("como máximo 2,5 % de los resultados")

    assert lesson.axe(".dc-box") == []
    assert lesson.errors == []
    lesson.shot("lesson06-es")
