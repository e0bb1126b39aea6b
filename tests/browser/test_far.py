"""A kernel far away, as on a JupyterHub abroad, or with two threads, as in a JupyterLab that is not the course's own: a
button is heard after what was typed before it.
"""

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

FORM = """
import threading, time
from dosclientes.exercises import access, light

field, go, said = light.Text(continuous_update=False), light.Button(description="Decir"), light.HTML()
heard = [""]
def typed(event):
    if event["new"]:
        time.sleep(0.5)
        heard[0] = f"{event['new']} {threading.current_thread() is threading.main_thread()}"
        field.value = ""
def pressed(_button):
    said.value = f"<p>{heard[0]}</p>"
field.observe(typed, names="value")
go.on_click(pressed)
access.box([field, go, said], "form", classes=["dc-form"])
"""


def _opened(notebook: Callable[..., Notebook], lab: Lab, code: str) -> Notebook:
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    content = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code.strip())], metadata=kernel)
    nbformat.write(content, lab.lessons / LESSON)
    lesson = notebook(lab.lang, LESSON)
    lesson.run_all()
    return lesson


def test_what_is_judged_is_what_was_typed(
    notebook: Callable[..., Notebook], labs: Callable[[str], Lab]
) -> None:
    lesson = _opened(notebook, labs("es"), f'from dosclientes import exercise\n\nexercise("{ITEM}")')
    exercise = lesson.box(".dc-exercise")
    lesson.page.evaluate(FAR, 800)
    exercise.get_by_role("textbox").press_sequentially("12,345", delay=20)
    exercise.locator(".dc-commit button").first.click()
    expect(exercise.locator(".dc-verdict").first).to_be_visible()
    stored = json.loads((lesson.lab.lessons / "answers.json").read_text(encoding="utf-8"))
    assert stored["answers"][answer_name(ITEM)]["response"] == 12.345
    assert lesson.errors == []


@pytest.mark.parametrize("shells", ["disabled", "perCommTarget"])
def test_a_press_comes_after_the_change_before_it(
    notebook: Callable[..., Notebook], labs: Callable[[str], Lab], shells: str
) -> None:
    if shells != "disabled":  # what the course's own JupyterLab has
        labs("es").set("kernels-settings", commsOverSubshells=shells)
    try:
        lesson = _opened(notebook, labs("es"), FORM)
        form = lesson.box(".dc-form")
        told = "{} True" if shells == "disabled" else "{} "  # heard in the main thread
        for words in (
            "uno",
            "dos",
            "tres",
        ):  # the field has answered after the first: now it may be heard in another
            form.get_by_role("textbox").fill(words)
            form.get_by_role("button").click()
            expect(form.locator("p")).to_contain_text(told.format(words))
        assert lesson.errors == []
    finally:
        labs("es").set("kernels-settings")
