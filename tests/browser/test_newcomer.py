"""Never lost: a lesson starts by itself, waits for its kernel, stays where one reads, and wakes after a restart."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dosclientes.lab import server as lab
from tests.browser.notebook import SCREENSHOTS, Lab, Notebook
from tests.languages import ES_THEN_EN

pytestmark = pytest.mark.browser

LESSON = "03-comparing.ipynb"
WAKE = {"es": "Ponerlos en marcha", "en": "Start them again"}
Open = Callable[..., Notebook]


def outer(page: Page) -> float:
    return float(page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollTop"))


@pytest.mark.parametrize("lang", ES_THEN_EN)
def test_a_lesson_starts_by_itself_and_wakes_after_a_restart(notebook: Open, lang: str) -> None:
    lesson = notebook(lang, LESSON)
    page = lesson.page
    expect(page.locator(".dc-exercise").first).to_be_visible()
    prompts = page.locator(".jp-CodeCell .jp-InputArea-prompt").all_inner_texts()
    assert [bool(prompt.strip("[]: ")) for prompt in prompts if prompt][:2] == [True, False]
    names = page.locator(".jp-DirListing-itemText").all_inner_texts()
    assert names[0].startswith("00-")
    assert names.index("a1") > names.index("sources.ipynb")
    assert not [name for name in names if name.endswith(".json")]

    lesson.run_all()
    assert outer(page) < 100, "Run all leaves the reader where they were"
    boxes = page.locator(".dc-box").count()
    lesson.menu("kernel", "kernelmenu:restart")
    page.locator(".jp-Dialog .jp-mod-accept").click()
    wake = page.get_by_role("button", name=WAKE[lang])
    expect(wake).to_be_visible()
    shown = page.evaluate("""() => {
        const strip = document.querySelector(".dc-asleep").getBoundingClientRect();
        return [...document.querySelectorAll(".dc-asleep > *")].every((node) => {
            const box = node.getBoundingClientRect();
            return box.top >= strip.top && box.bottom <= strip.bottom && box.right <= strip.right;
        });
    }""")
    assert shown, "nothing of it is cut"
    assert lesson.axe(".dc-asleep") == []
    lesson.shot(f"asleep-{lang}")
    page.locator(".dc-exercise input").first.focus()
    page.keyboard.press("F8")
    expect(wake).to_be_hidden()
    lesson.settled()
    expect(page.locator(".dc-box")).to_have_count(boxes)
    expect(page.locator(".jupyter-widgets-disconnected")).to_have_count(0)
    choice = page.locator(".dc-exercise.dc-choice").first
    choice.get_by_role("radio").first.check()
    lesson.settled()
    choice.locator(".dc-commit button").first.click()
    expect(choice.locator(".dc-feedback")).to_be_visible()
    assert lesson.errors_in_cells() == []


def test_a_lesson_opened_again_is_never_blank_and_never_dead(page: Page, labs: Callable[[str], Lab]) -> None:
    """Its Python has run on since: what the page shows may never have been saved, or be of a Python that is gone."""
    server = labs("en")
    address = lab.url(server.port, server.token, "07-health.ipynb") + "&reset"
    session = "window.jupyterapp.shell.currentWidget.context.sessionContext"

    def use() -> None:
        page.evaluate(f"""async () => {{
            for (const code of ["1", "2"]) await {session}.session.kernel.requestExecute({{code}}).done;
        }}""")

    first = page.locator(".jp-CodeCell").first
    page.goto(address)
    expect(first.locator(".dc-box").first).to_be_visible()
    use()
    page.goto(address)
    expect(first.locator(".dc-box").first).to_be_visible()
    expect(first.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]"))

    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.evaluate(f"() => {session}.restartKernel()")
    use()
    page.goto(address)
    wake = page.get_by_role("button", name=WAKE["en"])
    expect(wake).to_be_visible()
    wake.click()
    expect(wake).to_be_hidden()
    expect(first.locator(".dc-box").first).to_be_visible()


def test_run_all_asked_for_before_there_is_a_kernel_runs_when_there_is(
    page: Page, labs: Callable[[str], Lab]
) -> None:
    server = labs("es")
    page.goto(lab.url(server.port, server.token, "02-internal-chain.ipynb") + "&reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
    page.wait_for_function(
        """() => [...document.querySelectorAll(".jp-CodeCell .jp-InputPrompt")].every(
             (prompt) => /\\[\\d+\\]/.test(prompt.textContent))"""
    )
    expect(page.locator(".jp-Dialog")).to_have_count(0)


def test_a_setting_leaves_lessons_as_they_are(page: Page, labs: Callable[[str], Lab]) -> None:
    server = labs("en")
    where = "lab/api/settings/dosclientes:lessons"
    server._ask(where, "PUT", {"raw": json.dumps({"runFirstCell": False})})
    try:
        lesson = Notebook(page, server, "06-six-sigma.ipynb")
        lesson.settled()
        assert page.locator(".dc-box").count() == 0
    finally:
        server._ask(where, "PUT", {"raw": "{}"})


def test_a_narrow_window_gives_its_width_to_the_lesson(page: Page, labs: Callable[[str], Lab]) -> None:
    page.set_viewport_size({"width": 400, "height": 900})
    server = labs("es")
    page.goto(lab.url(server.port, server.token, LESSON) + "&reset")
    expect(page.locator(".dc-exercise").first).to_be_visible(timeout=60_000)
    expect(page.locator(".jp-FileBrowser")).to_be_hidden()
    box = page.locator(".jp-Notebook").bounding_box()
    assert box
    assert box["width"] > 300
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / "narrow-es-400.png")


def test_a_wide_table_is_reached_and_moved_by_keyboard(page: Page, labs: Callable[[str], Lab]) -> None:
    lesson = Notebook(page, labs("es"), LESSON)
    lesson.run_all()
    page.set_viewport_size({"width": 400, "height": 6000})  # all of it is on the screen
    wide = page.locator(".jp-OutputArea-output", has=page.locator("table.dataframe")).first
    wide.scroll_into_view_if_needed()
    expect(wide).to_have_attribute("aria-label", re.compile("más ancho que la página"))
    wide.focus()
    page.keyboard.press("ArrowRight")
    assert wide.evaluate("one => one.scrollLeft") > 0
    narrow = page.locator(".jp-OutputArea-output:not(.dc-wide-output)").first
    assert narrow.get_attribute("tabindex") is None
    assert lesson.axe(".jp-OutputArea-output") == []
