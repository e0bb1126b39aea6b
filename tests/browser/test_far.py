"""A kernel that is far away, as on a JupyterHub abroad: a button is heard after what was typed before it."""

from __future__ import annotations

import json
from collections.abc import Callable

import nbformat
import pytest
from playwright.sync_api import expect

from dosclientes.items.revisions import answer_name
from tests.browser.notebook import Lab, Notebook

pytestmark = pytest.mark.browser

LESSON, ITEM = "far.ipynb", "08-worst-gap"
# every message to the kernel is this many milliseconds late, in its order
FAR = """late => {
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (...data) { setTimeout(() => send.apply(this, data), late); };
}"""


def test_what_is_judged_is_what_was_typed(
    notebook: Callable[..., Notebook], labs: Callable[[str], Lab]
) -> None:
    cell = nbformat.v4.new_code_cell(f'from dosclientes import exercise\n\nexercise("{ITEM}")')
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    content = nbformat.v4.new_notebook(cells=[cell], metadata=kernel)
    nbformat.write(content, labs("es").lessons / LESSON)
    lesson = notebook("es", LESSON)
    lesson.run_all()
    exercise = lesson.box(".dc-exercise")
    lesson.page.evaluate(FAR, 800)
    exercise.get_by_role("textbox").press_sequentially("12,345", delay=20)
    exercise.locator(".dc-commit button").first.click()
    expect(exercise.locator(".dc-verdict").first).to_be_visible()
    stored = json.loads((lesson.lab.lessons / "answers.json").read_text(encoding="utf-8"))
    assert stored["answers"][answer_name(ITEM)]["response"] == 12.345
    assert lesson.errors == []
