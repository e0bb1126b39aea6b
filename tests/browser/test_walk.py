"""The first hour of a newcomer, knowing only what was on the screen before.

00, 01 with a restart in its middle, the review, A1 half done and checked, and what has changed on the map: in both
languages, wide and narrow, light and dark.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dosclientes.lab import delivery
from dosclientes.lab import server as lab
from tests.browser.conftest import start_lab, stop_lab
from tests.browser.notebook import Notebook
from tests.browser.walk import HERE, Newcomer

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BOX, SHOWN = f"{HERE} .dc-box", f"{HERE} .jp-OutputArea-output"
WORDS = {
    "es": {
        "first": "La opción, apuntada como poco segura",
        "guess": "Leo tiene cuatro años",
        "wrong": "El ministerio, que la paga",
        "why": "pagar no es condición",
        "wake": "Ponerlos en marcha",
        "sure": "Lo sé",
        "fairly": "Lo creo",
        "review": "repaso",
        "start": "00 · Bienvenida",
        "tourist": "Un turista se rompe un tobillo",
        "right": "Del turista, aunque no pague nada.",
        "kept": "Respuesta guardada",
        "check": "Comprobar mi trabajo",
        "done": "correcto",
        "blank": "en blanco",
        "table": "Lo mismo, en una tabla",
        "shaky": "inseguro",
    },
    "en": {
        "first": "The option, marked as a guess",
        "guess": "Leo is four.",
        "wrong": "The ministry, which pays",
        "why": "paying is not a condition",
        "wake": "Start them again",
        "sure": "I’m sure",
        "fairly": "I think so",
        "review": "review",
        "start": "00 · Welcome",
        "tourist": "A tourist breaks",
        "right": "The tourist, although she pays nothing.",
        "kept": "Answer saved",
        "check": "Check my work",
        "done": "right",
        "blank": "blank",
        "table": "The same as a table",
        "shaky": "shaky",
    },
}


@pytest.mark.parametrize(
    ("lang", "width", "theme", "keys"),
    [
        ("es", 1280, "Light", False),
        ("en", 700, "Dark", False),
        ("es", 400, "Dark", False),
        ("en", 1280, "Light", True),
    ],
    ids=["es-1280-light", "en-700-dark", "es-400-dark", "en-by-keyboard"],
)
def test_the_first_hour(
    page: Page, tmp_path: Path, data: Path, lang: str, width: int, theme: str, keys: bool
) -> None:
    words = WORDS[lang]
    process, server = start_lab(tmp_path / "mi curso ñandú", lang)
    page.set_viewport_size({"width": width, "height": 900})
    me = Newcomer(page, server, keys)
    name = f"walk-{lang}-{width}-{'keys' if keys else theme.lower()}"

    seen: dict[str, list[object]] = {}

    def look(step: str, answered: bool = True) -> None:
        Notebook.shot(me, f"{name}-{step}")  # type: ignore[arg-type]  # needs the page alone
        complaints = me.complaints() if answered else []  # of what is blank an assignment says that it is
        seen[step] = [*complaints, *me.cut()]
        # on the first day there is nothing to review, and no exercise
        seen[step] += Notebook.axe(me, BOX if page.locator(BOX).count() else SHOWN)  # type: ignore[arg-type]

    try:
        server.set_theme(f"JupyterLab {theme}")
        page.goto(lab.url(server.port, server.token, delivery.lesson_to_open(server.lessons)))
        me.arrive(words["start"])
        me.run_on()
        first = me.here.locator(".dc-exercise.dc-choice").first
        me.choose(first, words["first"])
        me.press(first.get_by_role("button", name=words["fairly"]))
        expect(first.get_by_role("status").last).not_to_be_empty()
        look("00")

        me.press(me.here.get_by_role("link", name="01 ·").last)
        me.arrive("01 ·")
        guess = me.here.locator(".dc-exercise", has_text=words["guess"])
        me.run_on(upto=guess)
        me.choose(guess, words["wrong"])
        me.press(guess.get_by_role("button", name=words["sure"]))
        expect(guess.get_by_role("status")).to_contain_text(words["why"])
        me.restart()
        wake = me.here.get_by_role("button", name=words["wake"])
        expect(wake).to_be_visible()
        me.press(wake)
        expect(wake).to_be_hidden()
        me.wait()
        expect(guess.get_by_role("status")).to_contain_text(words["why"])
        me.run_on()
        look("01")

        me.press(me.here.get_by_role("link", name=words["review"], exact=True).last)
        me.arrive(words["review"].capitalize())
        me.run_on()
        look("review")

        me.press(me.here.get_by_role("link", name=words["start"]).last)
        me.arrive(words["start"])
        me.press(me.here.get_by_role("link", name="A1 ·").first)
        me.arrive("A1 ·")
        me.run_on()
        payer = me.here.locator(".dc-exercise", has_text=words["tourist"])
        me.choose(payer, words["right"])
        me.press(payer.get_by_role("button", name=words["fairly"]))
        expect(payer.get_by_text(words["kept"])).to_be_visible()
        me.press(me.here.get_by_role("button", name=words["check"]))
        number, title = (me.here.locator("h3", has_text="1.1 ·").text_content() or "").strip("¶").split(" · ")
        row = me.here.locator(".dc-check tr", has_text=title)
        expect(row).to_contain_text(words["done"], timeout=90_000)
        expect(row).to_contain_text(number)
        expect(me.here.locator(".dc-check tr", has_text="2.1").first).to_contain_text(words["blank"])
        me.wait()
        row.scroll_into_view_if_needed()
        look("check", answered=False)

        me.press(me.here.get_by_role("link", name=words["start"]).last)
        me.arrive(words["start"])
        me.run_on()
        mastery = me.here.locator(".dc-mastery")
        me.press(mastery.get_by_text(words["table"]))
        expect(mastery.get_by_role("row").filter(has_text=words["shaky"]).first).to_be_visible()
        look("map")
        assert seen == {step: [] for step in ("00", "01", "review", "check", "map")}
        assert me.errors == []
    finally:
        stop_lab(process)
