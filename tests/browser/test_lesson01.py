"""Lesson 01 in a real browser: answered by mouse and by keyboard, in both languages, and looked at."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Locator, expect

from dosclientes.items.revisions import answer_name
from tests.browser.notebook import Notebook
from tests.languages import ES_THEN_EN

pytestmark = pytest.mark.browser

LESSON = "01-customer-iso9000.ipynb"
WORDS = {
    "es": {
        "guess": "Leo tiene cuatro años",
        "hinted": "revista de salud",
        "hint": "quita seguridad, no puntos",
        "cost": "lo más que cuenta es «Lo creo»",
        "section": "La definición, en cuatro piezas",
        "wrong": "El ministerio, que la paga",
        "why_wrong": "pagar no es condición",
        "right": "Leo: recibe la vacuna",
        "why_right": "Leo recibe el servicio",
        "sure": "Lo sé",
        "fairly": "Lo creo",
        "again": "Intentar de nuevo",
        "counted": "Cuentan como clientes",
        "menu": "Archivo",
        "potential": "consulta con el especialista",
        "bet": "Era lo que habías dicho: 4",
    },
    "en": {
        "guess": "Leo is four.",
        "hinted": "health magazine",
        "hint": "costs confidence, not points",
        "cost": "is the most that counts",
        "section": "The definition, in four pieces",
        "wrong": "The ministry",
        "why_wrong": "paying is not a condition",
        "right": "Leo: he receives",
        "why_right": "Leo receives the service",
        "sure": "I’m sure",
        "fairly": "I think so",
        "again": "Try again",
        "counted": "Count as customers",
        "menu": "File",
        "potential": "consultation with the specialist",
        "bet": "It is what you said: 4",
    },
}
Open = Callable[..., Notebook]


def counted(slider_box: Locator) -> str:
    return slider_box.locator(".dc-in .dc-verdict").inner_text()


def moves_the_edition_slider(lesson: Notebook, words: Mapping[str, str]) -> None:
    box = lesson.bet(".dc-editions", "4")
    expect(box.locator(".dc-in .dc-verdict")).to_contain_text("2")
    track = box.locator(".noUi-base")
    width = track.evaluate("node => node.clientWidth")
    track.click(position={"x": width * 2 / 3, "y": 2})
    expect(box.get_by_role("status").last).to_contain_text(words["potential"])
    expect(box.get_by_role("status").first).to_contain_text(words["bet"])
    box.locator(".noUi-handle").press("ArrowLeft")
    expect(box.locator(".dc-in .dc-verdict")).to_contain_text("4")


@pytest.mark.parametrize("lang", ES_THEN_EN)
def test_answered_by_mouse_explained_and_there_again_after_a_restart(notebook: Open, lang: str) -> None:
    words = WORDS[lang]
    lesson = notebook(lang, LESSON)
    expect(lesson.page.locator(".lm-MenuBar-item").first).to_have_text(words["menu"])
    lesson.run_all()
    assert lesson.errors_in_cells() == []

    guess = lesson.exercise(words["guess"])
    guess.get_by_label(words["wrong"]).check()
    lesson.settled()
    guess.get_by_role("button", name=words["sure"]).click()
    expect(guess.get_by_role("status")).to_contain_text(words["why_wrong"])
    expect(guess.get_by_label(words["right"])).to_be_disabled()
    guess.get_by_role("button", name=words["again"]).click()
    guess.get_by_label(words["right"]).check()
    lesson.settled()
    guess.get_by_role("button", name=words["fairly"]).click()
    expect(guess.get_by_role("status")).to_contain_text(words["why_right"])
    moves_the_edition_slider(lesson, words)

    lesson.restart_and_run_all()
    guess = lesson.exercise(words["guess"])
    expect(guess.get_by_role("status")).to_contain_text(words["why_right"])
    expect(guess.get_by_label(words["right"])).to_be_checked()
    stored = json.loads((lesson.lab.lessons / "answers.json").read_text(encoding="utf-8"))
    answer = stored["answers"][answer_name("01-vaccine-first-guess")]
    assert (answer["response"], answer["tries"]) == ("leo", 2)
    assert lesson.errors == []


def takes_hints(lesson: Notebook, words: Mapping[str, str], lang: str) -> None:
    asked = lesson.exercise(words["hinted"])
    hint = asked.get_by_role("button", name=words["hint"])
    hint.press("Enter")
    expect(asked.get_by_role("status").first).to_contain_text(words["cost"])
    expect(asked.get_by_role("button", name=words["sure"])).to_be_hidden()
    hint.press("Enter")  # the keyboard's place is still on the button
    hint.press("Enter")
    expect(asked.locator(".dc-rungs li")).to_have_count(3)
    expect(hint).to_be_hidden()
    lesson.settled()
    assert lesson.axe(".dc-exercise") == []
    lesson.shot(f"lesson01-hints-{lang}", asked)
    link = asked.get_by_role("link")
    expect(link).to_be_visible()
    link.press("Enter")
    expect(lesson.page.locator(".jp-MarkdownCell", has_text=words["section"]).first).to_be_in_viewport()
    assert lesson.page.url.split("?")[0].endswith(LESSON)
    assert lesson.errors == []


@pytest.mark.parametrize("lang", ES_THEN_EN)
def test_answered_hinted_and_led_to_the_section_by_keyboard_alone(notebook: Open, lang: str) -> None:
    words = WORDS[lang]
    lesson = notebook(lang, LESSON)
    lesson.run_all()
    keys = lesson.page.keyboard

    bus = lesson.exercise("Ramón")
    bus.get_by_label("Ramón").focus()
    keys.press("ArrowDown")
    assert bus.get_by_label("Ramón").input_value(), "the arrow chose in the menu, and moved no cell"

    guess = lesson.exercise(words["guess"])
    if guess.get_by_role("button", name=words["again"]).is_visible():
        guess.get_by_role("button", name=words["again"]).press("Enter")
        expect(guess.locator("input:focus")).to_have_count(1)  # the exercise moves the keyboard's place
        lesson.settled()
    expect(guess.get_by_role("radio").first).to_be_enabled()
    guess.get_by_role("radio").first.focus()
    for _step in range(4):
        keys.press("ArrowDown")
        lesson.settled()
        if guess.get_by_label(words["right"]).is_checked():
            break
    expect(guess.get_by_label(words["right"])).to_be_checked()
    lesson.settled()
    keys.press("Tab")
    lesson.expect_focus(words["sure"])  # one Tab leads from the options to the buttons
    keys.press("Enter")
    expect(guess.get_by_role("status")).to_contain_text(words["why_right"])
    lesson.expect_focus(words["again"])

    slider = lesson.bet(".dc-editions", "4")
    before = counted(slider)
    slider.get_by_role("slider").focus()
    keys.press("ArrowRight")
    expect(slider.locator(".dc-moved").first).to_be_visible()
    assert counted(slider) != before
    takes_hints(lesson, words, lang)


@pytest.mark.parametrize("lang", ES_THEN_EN)
def test_axe_finds_no_serious_problem_and_it_is_looked_at(notebook: Open, lang: str) -> None:
    words = WORDS[lang]
    lesson = notebook(lang, LESSON)
    lesson.page.set_viewport_size({"width": 1280, "height": 9000})
    lesson.run_all()
    guess = lesson.exercise(words["guess"])
    if not guess.get_by_role("button", name=words["again"]).is_visible():
        guess.get_by_role("radio").first.check()
        guess.get_by_role("button", name=words["sure"]).click()
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        lesson.set_theme(theme)
        lesson.settled()
        assert lesson.axe(".dc-box") == []
        lesson.shot(f"lesson01-{lang}-{'dark' if 'Dark' in theme else 'light'}")
    lesson.set_theme("JupyterLab Light")

    # and in a narrow window, which hides nothing
    panel = lesson.page.locator(".jp-SideBar.jp-mod-left .lm-TabBar-tab.lm-mod-current")
    panel.click()  # closed, as one does on a phone
    lesson.page.set_viewport_size({"width": 480, "height": 1000})
    box = lesson.exercise(words["guess"])
    lesson.settled()
    lesson.page.wait_for_function(
        "() => [...document.querySelectorAll('.dc-box')].every((box) => box.scrollWidth <= box.clientWidth + 1)"
    )
    lesson.shot(f"lesson01-{lang}-narrow")
    expect(box.get_by_role("radio").first).to_be_visible()
