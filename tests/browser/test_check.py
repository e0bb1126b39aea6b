"""A1 checked by its learner in a real browser: answer, check, read the feedback, correct, check again."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.notebook import Notebook

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEXT = "*Mi respuesta:*\n\nMi club: el socio recibe la clase y es para él. Es cliente externo."


def edit(work: Notebook, marker: str, old: str, new: str) -> None:
    """Type `new` over the cell that says `old`, the first one behind the cell that says `marker`."""
    cells = work.page.locator(".jp-Notebook .jp-Cell")
    texts = cells.all_inner_texts()
    start = next(place for place, text in enumerate(texts) if marker in text)
    cell = cells.nth(next(place for place, text in enumerate(texts) if place > start and old in text))
    cell.scroll_into_view_if_needed()
    if "jp-MarkdownCell" in (cell.get_attribute("class") or ""):
        cell.dblclick()
    cell.locator(".cm-content").click()
    work.page.keyboard.press("Control+A")
    work.page.keyboard.insert_text(new)
    work.page.keyboard.press("Shift+Enter")
    work.settled()


def run(work: Notebook, *sources: str) -> None:
    """Run the cells that say these, and only them."""
    for source in sources:
        cell = work.page.locator(".jp-CodeCell", has_text=source).first
        cell.scroll_into_view_if_needed()
        cell.locator(".cm-content").click()
        work.page.keyboard.press("Shift+Enter")
        expect(cell.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]"))


def answer(work: Notebook, option: str) -> None:
    payer = work.exercise("Un turista se rompe un tobillo")
    payer.get_by_text(option).click()
    work.settled()
    payer.get_by_role("button", name="Lo creo").click()
    expect(payer.get_by_text("Respuesta guardada.")).to_be_visible()


def check(work: Notebook, attempt: int) -> None:
    box = work.box(".dc-check")
    box.get_by_role("button", name="Comprobar mi trabajo").click()
    expect(box.get_by_text("Comprobando…")).to_be_visible()
    expect(box.get_by_text(f"A1 · intento {attempt}")).to_be_visible(timeout=90_000)
    expect(box.get_by_role("status")).to_contain_text("Comprobado lo guardado a las")


def row(work: Notebook, question: str) -> str:
    return work.page.locator(".dc-check tr", has_text=question).inner_text()


def test_answer_check_read_correct_and_check_again(notebook: Callable[..., Notebook]) -> None:
    work = notebook("es", "a1/a1.ipynb")
    work.page.set_viewport_size({"width": 1280, "height": 13000})
    folder = work.lab.lessons / "a1"
    run(work, "from dosclientes import exercise", 'exercise("a1-payer")', "check_mine()")
    answer(work, "Del municipio: es quien paga.")
    edit(work, "Guarda en note_customer", "note_customer = ...", 'note_customer = "diagnosis"')
    edit(work, "Cuatro puntos.", "Mi respuesta", TEXT)

    check(work, 1)  # nobody has pressed Ctrl+S
    assert 'note_customer = \\"diagnosis\\"' in (folder / "attempts/1/a1.ipynb").read_text("utf-8")
    assert "todavía no" in row(work, "La nota")
    assert "en blanco" in row(work, "La aseguradora")
    box = work.box(".dc-check")
    expect(box.get_by_text("Un ejemplo de cada nivel")).to_be_visible()
    box.locator("select").select_option(label="2 / 4")
    work.settled()
    box.get_by_role("button", name="Apuntar").click()
    expect(box.get_by_text("De ellos, 2 te los has dado tú.")).to_be_visible()
    assert "2 / 4" in row(work, "Tu caso")
    assert work.axe(".dc-check") == []
    work.shot("check-es-1", box)

    box.get_by_role("link", name="Tus comentarios").click()
    page = work.page.frame_locator(".jp-HTMLViewer iframe")
    expect(page.get_by_text("Cubrir la factura no basta.")).to_be_visible()
    expect(page.get_by_text("De ellos, 2 te los has dado tú.")).to_be_visible()
    work.page.locator(".lm-TabBar-tab", has_text="a1.ipynb").first.click()

    work.exercise("Un turista se rompe un tobillo").get_by_role("button", name="Intentar de nuevo").click()
    answer(work, "Del turista, aunque no pague nada.")
    edit(work, "Guarda en note_customer", 'note_customer = "diagnosis"', 'note_customer = "driver"')
    check(work, 2)
    box = work.box(".dc-check")
    expect(box.get_by_text("Antes 2 de 20, ahora 4.")).to_be_visible()
    expect(box.get_by_text("Ganado: 1.1 La atención en urgencias (+1), 3.3 La nota (+1).")).to_be_visible()
    assert "correcto" in row(work, "La nota")
    work.shot("check-es-2", box)
    box.get_by_role("link", name="La solución razonada").click()
    solution = work.page.frame_locator(".jp-HTMLViewer iframe").last
    expect(solution.get_by_text("La nota viaja en sentido contrario al parte.")).to_be_visible()
    assert work.errors == []

    work.load()
    run(work, "check_mine()")
    expect(work.box(".dc-check").get_by_text("A1 · intento 2")).to_be_visible()

    for page_name in ("feedback", "solution"):
        work.page.goto((folder / "attempts" / "2" / f"{page_name}.html").as_uri())
        assert work.axe("main") == []
