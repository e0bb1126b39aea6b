"""The website in a real browser, from a sub-folder of a static server: answered, looked at, asking no other host."""

from __future__ import annotations

import functools
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from dosclientes.exercises.markup import html, inline
from dosclientes.exercises.words import confidence_words, rungs
from dosclientes.items import Item, find, find_cell, lesson_items, score
from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import use_language
from dosclientes.teaching.secrets import leaks
from dosclientes.website.build import build
from dosclientes.website.exercises import versions
from dosclientes.website.pages import search_words
from dosclientes.website.words import script_words
from tests.website.responses import right, wrong

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LESSON = "01-customer-iso9000"
PAGES = ["00-welcome", LESSON, "04-boundaries", "glossary"]
KINDS = ["choice", "multi", "classify", "match", "order", "number"]
A4 = 680  # pixels between the margins
CUT = """() => [...document.querySelectorAll("article *")].filter((one) => {
  const {width, right} = one.getBoundingClientRect();
  const hides = getComputedStyle(one).overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1;
  return width > 1 && (right > innerWidth + 1 || hides) && !one.closest("select, [hidden], details:not([open])");
}).map((one) => one.outerHTML.slice(0, 120))"""
"""What is cut off: elements beyond the paper's edge, or that hide a part of what they hold."""
Open = Callable[..., Page]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A website of some lessons, in a folder whose name has a space and an accent, below another."""
    target = tmp_path_factory.mktemp("sitios") / "mi curso ñandú"
    if built := os.environ.get(
        "DOSCLIENTES_SITE"
    ):  # one that is there already, for whoever works on its look
        shutil.copytree(built, target)
    else:
        build(target, names=PAGES)
    return target


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(folder.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/{folder.name}/"
        server.shutdown()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Open]:
    """Opens a page of the website: `visit("es", "01-customer-iso9000", width=400)`; no other host may be asked."""
    contexts, problems = [], []

    def open_page(lang: str, name: str, width: int = 1100, scheme: str = "light") -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        host = address.split("/")[2]
        page.on("request", lambda asked: _elsewhere(asked.url, host, problems))
        page.on("response", lambda answer: problems.append(answer.url) if answer.status >= 400 else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(f"{address}{lang}/{name}.html")
        page.wait_for_function(
            "[...document.querySelectorAll('.dc-exercise')].every(e => e.matches('.dc-ready'))"
        )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []


def _elsewhere(url: str, host: str, problems: list[str]) -> None:
    if not url.startswith(("data:", "blob:")) and url.split("/")[2] != host:
        problems.append(url)


def exercise(page: Page, item: Item) -> Locator:
    return page.locator(f'[data-item="{item.id}"]:not([data-name^="retrieval:"])')


def respond(box: Locator, item: Item, response: Any) -> None:
    match item.kind:
        case "choice":
            box.locator(f'input[value="{response}"]').check()
        case "multi":
            for tick in box.locator("input").all():
                tick.set_checked(tick.get_attribute("value") in response)
        case "order":
            pressed = box.locator('.dc-step[aria-pressed="true"]')
            while pressed.count():
                pressed.first.click()
            for step in response:
                box.locator(f'[data-step="{step}"]').click()
        case "number":
            box.locator("input").fill(str(response))
        case _:
            for case, label in response.items():
                box.locator(f'[data-case="{case}"]').select_option(label)


def text(markup: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", markup))


def of_kind(kind: str) -> Item:
    return next(item for item in map(find, [each.id for each in lesson_items("01")]) if item.kind == kind)


def asked(box: Locator, item: Item) -> Item:
    """The item as the page asks it now: the variant whose question it shows."""
    shown = " ".join(box.locator(".dc-prompt").inner_text().split())
    options = box.locator(".dc-form").inner_html()
    for one in versions(item):
        parts = [part["id"] for key in ("cases", "steps") for part in one.parts.get(key, ())]
        if " ".join(text(html(one.prompt)).split()) == shown and all(
            f'"{name}"' in options for name in parts
        ):
            return one
    raise AssertionError(f"{item.id}: none of its variants is shown: {shown}")


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_explained_wrong_and_right_and_there_again(visit: Open, lang: str, kind: str) -> None:
    with use_language(lang):
        item, words = of_kind(kind), script_words()
        sure, fairly, _guess = confidence_words().values()
        page = visit(lang, LESSON)
        box = exercise(page, item)
        status = box.locator(".dc-live")
        now = asked(box, item)
        respond(box, now, wrong(now))
        box.get_by_role("button", name=sure, exact=True).click()
        expect(status).to_contain_text(words["sureButWrong"])
        expect(status).to_contain_text(text(inline(score(now, wrong(now)).remarks[0].why)))
        expect(box.locator(".dc-commit")).to_be_hidden()

        again = box.locator(".dc-again button")
        expect(again).to_be_focused()
        again.click()
        now = asked(box, item)
        respond(box, now, right(now))
        box.get_by_role("button", name=fairly, exact=True).click()
        expect(status).to_contain_text(words["right"])

        page.reload()
        expect(status).to_contain_text(words["right"])
        expect(box.locator(".dc-form :is(input, select, .dc-step)").first).to_be_disabled()


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_text_is_written_compared_judged_and_there_again(visit: Open, lang: str) -> None:
    with use_language(lang):
        item, words = of_kind("write"), script_words()
        page = visit(lang, LESSON)
        box = exercise(page, item)
        status = box.locator(".dc-live")
        box.locator("[data-act=compare]").click()
        expect(status).to_contain_text(words["writeFirst"])
        expect(box.locator(".dc-criteria")).to_have_count(0)
        box.locator("textarea").fill("La lista de mi grupo <b>")
        box.locator("[data-act=compare]").click()
        expect(box.locator(".dc-criteria input").first).to_be_focused()
        page.keyboard.press("Space")
        box.locator("[data-act=save]").click()
        expect(status).to_contain_text(words["assessed"].partition("{")[0])
        page.reload()
        expect(box.locator("textarea")).to_have_value("La lista de mi grupo <b>")
        expect(box.locator(".dc-criteria input:checked")).to_have_count(1)
        box.locator("[data-act=change]").click()
        expect(box.locator("textarea")).to_be_focused()


def test_trying_again_asks_another_variant(visit: Open) -> None:
    page = visit("en", LESSON)
    item = next(each for each in map(find, [one.id for one in lesson_items("01")]) if "formula" in each.parts)
    box = exercise(page, item)
    first = box.locator(".dc-prompt").inner_text()
    box.locator("input").fill("0,001")
    box.locator("[data-confidence=guess]").click()
    box.locator(".dc-again button").click()
    expect(box.locator(".dc-prompt")).not_to_have_text(first)
    expect(box.locator("input")).to_have_value("")


@pytest.mark.parametrize("lang", ["es", "en"])
def test_answered_by_keyboard_alone_with_a_hint(visit: Open, lang: str) -> None:
    with use_language(lang):
        item, words = of_kind("choice"), script_words()
        page = visit(lang, LESSON)
        box = exercise(page, item)
        box.locator("input").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        expect(box.locator("input").nth(1)).to_be_checked()
        for _confidence in range(4):  # three degrees of confidence, then the hint
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(box.locator(".dc-told")).to_contain_text(words["hintCost"])
        expect(box.locator(".dc-told")).to_contain_text(text(inline(rungs(item)[0])))
        expect(box.locator("[data-confidence=sure]")).to_be_hidden()
        page.keyboard.press("Shift+Tab")
        while page.evaluate("!document.activeElement.dataset.confidence"):
            page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        expect(box.locator(".dc-feedback")).to_be_visible()
        page.keyboard.press("Enter")  # "try again" has the keyboard
        expect(box.locator(".dc-commit")).to_be_visible()
        expect(box.locator("input").nth(0)).to_be_focused()


def test_an_incomplete_answer_is_told_and_not_kept(visit: Open) -> None:
    page = visit("es", LESSON)
    box = exercise(page, of_kind("classify"))
    box.locator("[data-confidence=fairly]").click()
    expect(box.locator(".dc-problem")).to_contain_text("Faltan por responder")
    page.reload()
    expect(box.locator(".dc-commit")).to_be_visible()


def test_answers_stay_in_the_browser_until_they_are_deleted(visit: Open) -> None:
    page = visit("en", LESSON)
    item = of_kind("choice")
    box = exercise(page, item)
    respond(box, item, right(item))
    box.locator("[data-confidence=sure]").click()
    assert item.id in page.evaluate("localStorage.getItem('dosclientes:answers')")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Delete my answers").click()
    expect(page.locator(".dc-forget [role=status]")).to_contain_text("Deleted")
    expect(box.locator(".dc-commit")).to_be_visible()
    assert page.evaluate("localStorage.getItem('dosclientes:answers')") is None


def test_the_other_language_search_and_neighbours_are_one_link_away(visit: Open, address: str) -> None:
    page = visit("es", LESSON)
    page.locator("a.dc-language:visible").click()
    expect(page).to_have_url(re.compile(rf"/en/{LESSON}\.html$"))
    page.locator("a.next-page").click()
    expect(page).to_have_url(re.compile(r"/en/04-boundaries\.html$"))
    page.locator("a.prev-page").click()
    page.locator(".sidebar-search").fill("beneficiary")
    page.keyboard.press("Enter")
    expect(page.locator("#search-results li").first).to_be_visible()
    page.goto(address)
    page.get_by_role("link", name="Español").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dos Clientes")


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_search_knows_the_exercises_and_leads_to_them(visit: Open, lang: str) -> None:
    with use_language(lang):
        item = of_kind("match")
        case = item.parts["cases"][-1]["text"]
        page = visit(lang, "index")
        page.locator(".sidebar-search").fill(case)
        page.keyboard.press("Enter")
        status = page.locator(".search-summary")
        expect(status).to_have_text(_("Sale en una página."))
        page.locator("#search-results li a").click()
        expect(exercise(page, item)).to_be_in_viewport()
        page.goto(re.sub(r"/[^/]+$", "/search.html?q=qwertyuiop", page.url))
        expect(status).to_have_text([*search_words()["messages"].values()][-1])


@pytest.mark.parametrize(("lang", "scheme"), [("es", "light"), ("en", "dark")])
@pytest.mark.parametrize("name", PAGES)
def test_on_paper_all_of_it_is_there_and_dark_on_white(
    visit: Open, lang: str, scheme: str, name: str
) -> None:
    page = visit(lang, name, A4, scheme)
    assert page.locator(".skip-to-content").count() == 1
    page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
    assert page.evaluate(CUT) == []
    for css in (".skip-to-content", ".dc-commit", ".dc-hints", ".dc-forget"):
        assert page.locator(f"{css}:visible").count() == 0, css
    colours = page.locator("article :is(h1, p, p a, .dc-task)").evaluate_all(
        "all => [...new Set(all.map((one) => getComputedStyle(one).color))]"
    )
    assert colours
    assert all(sum(map(int, re.findall(r"\d+", colour)[:3])) < 380 for colour in colours), colours
    fields = page.locator("article :is(input, select)").evaluate_all(
        "all => [...new Set(all.map((one) => getComputedStyle(one).colorScheme))]"
    )
    assert set(fields) <= {"light only"}, "drawn in the dark, each option looks as if it were chosen"


@pytest.mark.parametrize(("lang", "width", "scheme"), [("es", 400, "dark"), ("en", 1100, "light")])
@pytest.mark.parametrize("name", ["index", *PAGES, "notebook"])
def test_pages_are_accessible_and_never_wider_than_the_screen(
    visit: Open, lang: str, width: int, scheme: str, name: str
) -> None:
    page = visit(lang, name, width, scheme)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [each for each in found["violations"] if each["impact"] in {"serious", "critical"}]
    assert [(each["id"], [node["html"][:150] for node in each["nodes"]][:3]) for each in serious] == []


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_piece_is_a_picture_with_its_words(visit: Open, lang: str) -> None:
    page = visit(lang, "04-boundaries")
    piece = page.locator(".dc-still").first
    expect(piece.locator("svg.dc-graph .dc-node").first).to_be_visible()
    assert piece.locator(":is(button, input, select):enabled").count() == 0
    piece.locator("summary").click()
    assert len(piece.locator("pre").inner_text()) > 200


@pytest.mark.parametrize("lang", ["es", "en"])
def test_what_goes_into_the_blank_of_a_cell_is_chosen_and_explained(visit: Open, lang: str) -> None:
    with use_language(lang):
        cell, sure = find_cell("01-mother"), confidence_words()["sure"]
    page = visit(lang, LESSON)
    box = exercise(page, cell)
    expect(box.locator("pre")).to_contain_text("mother = {")
    assert "%%fill_in" not in page.content()
    slip = cell.parts["wrong"][0]
    for option, why in ((slip["id"], slip["why"]), ("right", cell.parts["why"])):
        box.locator(f'input[value="{option}"]').check()
        box.get_by_role("button", name=sure).click()
        expect(box.locator(".dc-feedback")).to_contain_text(text(inline(why))[:60])
        if option != "right":
            box.locator(".dc-again button").click()


def test_nothing_of_graded_work_is_in_it(folder: Path) -> None:
    assert leaks(folder) == []


def test_keys_stand_in_no_page(folder: Path) -> None:
    """They are in the files of the script: what a learner sees after committing, and not by reading on."""
    for lang in ("es", "en"):
        with use_language(lang):
            page = (folder / lang / f"{LESSON}.html").read_text("utf-8")
            for item in map(find, [each.id for each in lesson_items("01")]):
                if item.kind == "write":
                    assert html(item.parts["model"]) not in page, item.id
                    continue
                for remark in score(versions(item)[0], right(versions(item)[0])).remarks:
                    assert inline(remark.why) not in page, item.id


def test_no_address_of_another_host_is_loaded_by_a_page(folder: Path) -> None:
    for path in folder.rglob("*.html"):
        assert re.findall(r'(?:src|<link[^>]*href)="(?:https?:)?//[^"]+', path.read_text("utf-8")) == []
