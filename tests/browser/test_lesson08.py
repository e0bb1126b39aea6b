"""Lesson 08 in a real browser: the alpha explorer by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.notebook import Notebook

pytestmark = pytest.mark.browser


def test_a_question_is_turned_by_mouse_and_left_out_by_keyboard(notebook: Callable[..., Notebook]) -> None:
    lesson = notebook("es", "08-measuring.ipynb")
    lesson.run_all()
    assert lesson.errors_in_cells() == []
    piece = lesson.bet(".dc-likert", "subirá 0,1 o más")
    said = piece.get_by_role("status").last
    expect(said).to_contain_text("0,34")
    piece.get_by_label("dar la vuelta a P4").check()
    expect(said).to_contain_text("0,83 (antes, 0,34)")
    piece.get_by_label("dar la vuelta a P4").press("Space")
    expect(said).to_contain_text("0,34 (antes, 0,83)")
    piece.get_by_label("contar con P4").focus()
    lesson.page.keyboard.press("Space")
    expect(said).to_contain_text("0,78")
    menu = piece.get_by_label("¿Quién sirve?")
    menu.focus()
    lesson.page.keyboard.press("ArrowDown")
    expect(said).to_contain_text("100 respuestas")
    assert lesson.axe(".dc-box") == []
    lesson.shot("lesson08-es", piece)
