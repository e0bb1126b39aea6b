"""Lesson 02 in a real browser: the chain followed and turned round, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.notebook import Notebook

pytestmark = pytest.mark.browser

LESSON = "02-internal-chain.ipynb"


def test_the_chain_is_pressed_walked_and_turned(notebook: Callable[..., Notebook]) -> None:
    lesson = notebook("es", LESSON)
    lesson.page.set_viewport_size({"width": 1280, "height": 13000})
    lesson.run_all()
    assert lesson.errors_in_cells() == []
    chain = lesson.box(".dc-chain")
    told, keys = chain.get_by_role("status").last, lesson.page.keyboard
    chain.locator('[data-id="doctor"]').click()
    expect(told).to_contain_text("Primero apuesta")
    lesson.bet(".dc-chain", "5")
    expect(chain.get_by_role("status").first).to_contain_text("Tu apuesta: 5")

    chain.locator('[data-id="step-2"] .dc-grip').click(force=True)
    expect(told).to_contain_text("Omar → Lucía: muestra entregada")
    expect(chain.locator(".dc-node.dc-internal")).to_have_attribute(
        "aria-label", "Lucía, recepción: cliente interno"
    )
    chain.get_by_role("button", name="Dar la vuelta").click()
    expect(told).to_contain_text("Lucía → Omar: acuse de recibo")
    expect(chain.locator(".dc-node.dc-internal")).to_have_attribute(
        "aria-label", "Omar, celador: cliente interno"
    )

    chain.locator('[data-id="doctor"]').click()
    expect(told).to_contain_text("resultado validado: cliente interno")
    expect(told).to_contain_text("diagnóstico explicado: proveedor")

    chain.locator('[data-id="doctor"]').focus()
    keys.press("ArrowDown")
    assert lesson.page.evaluate("document.activeElement.dataset.id") == "step-6"
    keys.press("Enter")
    expect(chain.locator(".dc-node.dc-external")).to_have_attribute(
        "aria-label", "Carmen, paciente: cliente externo"
    )
    assert lesson.page.evaluate("document.activeElement.dataset.id") == "step-6", (
        "the keyboard keeps its place"
    )
    keys.press("Tab")
    keys.press("Tab")
    lesson.expect_focus("siguiente")
    keys.press("Enter")
    expect(told).to_contain_text("Flecha 1 de 6")

    assert lesson.axe(".dc-box") == []
    assert lesson.errors == []
    lesson.shot("lesson02-es")


TWO_SECONDS_ARE_OVER = """AbortSignal.timeout = () => {
  const over = new AbortController();
  queueMicrotask(() => over.abort());
  return over.signal;
}"""
"""What a page does that was busy while a widget came, see findings/anywidget-slow-module-loses-changes.sh."""


@pytest.mark.slow
def test_a_map_that_came_to_a_busy_page_answers_like_any_other(
    page: Page, notebook: Callable[..., Notebook]
) -> None:
    page.add_init_script(TWO_SECONDS_ARE_OVER)
    lesson = notebook("es", LESSON)
    page.set_viewport_size({"width": 1280, "height": 13000})
    lesson.run_all()
    chain = lesson.bet(".dc-chain", "5")
    chain.locator('[data-id="step-2"] .dc-grip').click(force=True)
    expect(chain.locator(".dc-node.dc-internal")).to_have_attribute(
        "aria-label", "Lucía, recepción: cliente interno"
    )
    chain.get_by_role("button", name="Dar la vuelta").click()
    expect(chain.locator(".dc-node.dc-internal")).to_have_attribute(
        "aria-label", "Omar, celador: cliente interno"
    )
    assert lesson.axe(".dc-box") == []
