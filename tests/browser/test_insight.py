"""The pages of `dosclientes insight` in a real browser: light, dark, narrow, printed, by keyboard and for axe."""

from __future__ import annotations

import random
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dosclientes.demo.learners import draw
from dosclientes.demo.simulated import as_group, asked, sheet
from dosclientes.insight.read.model import Group
from dosclientes.insight.show.class_page import class_page
from dosclientes.insight.show.people_page import people_page
from dosclientes.insight.whole import report
from dosclientes.language.translation import use_language
from tests.browser.notebook import SCREENSHOTS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WORDS = {
    "es": "Mi biblioteca presta libros a la gente del barrio. La frontera es su personal. El libro catalogado es el "
    "resultado; el mostrador lo recibe de catalogación y es cliente interno, y quienes leen son clientes externos.",
    "en": "My library lends books to the town. The boundary is its staff. The catalogued book is the output; the desk "
    "receives it from the catalogue room and is an internal customer, while readers are external ones.",
}
WAYS = [("light", 1000), ("dark", 1000), ("light", 400)]


def class_with_a_copy(lang: str) -> Group:
    """Thirty learners; the last hands in what the fourth answered and wrote."""
    chance = random.Random(3)
    questions = asked("a1", lang)
    sheets = [sheet(questions, one, chance) for one in draw([f"s-{n:02}" for n in range(30)], chance)]
    sheets[-1] = replace(sheets[3], who=sheets[-1].who)
    group = as_group(questions, sheets)
    people = list(group.hand_ins)
    for row in (3, 29):
        people[row] = replace(people[row], written={"own-case-answer": ("markdown", WORDS[lang])})
    people[5] = replace(people[5], owner="s-06")
    return replace(group, hand_ins=people)


@pytest.fixture(scope="module", params=["es", "en"])
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    lang, folder = request.param, tmp_path_factory.mktemp("informe ñ")
    with use_language(lang):
        found = report(class_with_a_copy(lang))
        (folder / "class.html").write_text(class_page(found, "notes"), "utf-8")
        (folder / "people.html").write_text(people_page(found), "utf-8")
    return lang, folder


def axe(page: Page) -> list[Any]:
    """Everything that axe-core finds wrong in the page."""
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(one["id"], [node["html"][:90] for node in one["nodes"][:3]]) for one in result["violations"]]


@pytest.mark.parametrize("name", ["class", "people"])
def test_it_reads_well_in_any_light_and_width(page: Page, pages: tuple[str, Path], name: str) -> None:
    lang, folder = pages
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    for scheme, width in WAYS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto((folder / f"{name}.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert axe(page) == []
        SCREENSHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"insight-{name}-{lang}-{scheme}-{width}.png", full_page=True)
    assert {address.partition(":")[0] for address in asked_for} == {"file"}, "it is self-contained"


def test_numbers_with_their_intervals_stay_on_a_line(page: Page, pages: tuple[str, Path]) -> None:
    page.set_viewport_size({"width": 400, "height": 900})
    page.goto((pages[1] / "class.html").as_uri())

    assert page.locator("td.number").count() > 50
    row = page.locator("tr", has=page.locator("td.number")).filter(has_text="click-roles").first
    assert row.evaluate("(row) => row.offsetHeight") < 50


def test_it_prints_on_paper_without_losing_anything(page: Page, pages: tuple[str, Path]) -> None:
    for name in ("class", "people"):
        page.goto((pages[1] / f"{name}.html").as_uri())
        page.set_viewport_size({"width": 700, "height": 1000})  # what A4 has between its margins
        page.emulate_media(media="print")
        wide = page.evaluate(
            """[...document.querySelectorAll("table, svg, pre")].filter((one) =>
              one.getBoundingClientRect().right > document.documentElement.clientWidth + 1).length"""
        )
        assert wide == 0
        page.emulate_media(media="screen")
        assert page.pdf(format="A4").startswith(b"%PDF")


def test_everything_can_be_reached_by_keyboard(page: Page, pages: tuple[str, Path]) -> None:
    page.goto((pages[1] / "class.html").as_uri())
    first = page.locator("details").first
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(first).not_to_have_attribute("open", "")
    page.keyboard.press("Enter")
    expect(first).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.scrolls, a, pre, summary')")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_a_copied_hand_in_is_side_by_side(page: Page, pages: tuple[str, Path]) -> None:
    page.goto((pages[1] / "people.html").as_uri())
    texts = page.locator("section", has=page.get_by_role("heading", name="s-03 · s-29")).locator("pre")
    expect(texts).to_have_count(2)
    boxes = [texts.nth(place).bounding_box() for place in range(2)]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["y"] == boxes[1]["y"]
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
