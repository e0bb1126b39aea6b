"""A1 and A2 solved in a real browser by clicks and forms alone, no code written: the points of the solution in code."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from autograde_tests import corpus
from autograde_tests.a2_own import AREA
from dosclientes.classroom.personal import drawn_for
from dosclientes.items import Item, find
from dosclientes.items.labels import label_ids
from dosclientes.language.translation import use_language
from dosclientes.teaching.commands import Class
from dosclientes.teaching.graded import grade
from dosclientes.teaching.round import points
from tests.browser.notebook import Lab, Notebook
from tests.browser.test_a1 import TOKEN, _server

pytestmark = [
    pytest.mark.browser,
    pytest.mark.sandbox,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:Object of type"),
]

CLICKING, WRITING = "ana", "luis"
WORDS = {"es": ("Lo creo", "Respuesta guardada."), "en": ("I think so", "Answer saved.")}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(
        viewport={"width": 1200, "height": 16000}
    )  # a cell out of sight would not be drawn
    page.set_default_timeout(60_000)
    yield page
    page.close()


def responses(assignment: str) -> dict[str, Any]:
    """What somebody who knows everything clicks, by item id; of their own data, what these say."""
    found = dict(corpus.submission(assignment, "right-by-clicks").edits["answers"])
    if assignment == "a2":
        mine = drawn_for(CLICKING, "requests")
        hours = mine.groupby(["provider", "recipient"]).hours.sum()
        first = hours.groupby("provider").idxmax()
        found["a2-biggest"] = {
            who.replace("_", "-"): pair[1].replace("_", "-") for who, pair in first.items()
        }
        found["a2-outside"] = int((mine.provider.isin(AREA) & ~mine.recipient.isin(AREA)).sum())
    return found


def enter(work: Notebook, box: Locator, item: Item, response: Any) -> None:
    """Put a response into an exercise's form as one does by mouse and keyboard."""
    texts = {part["id"]: part["text"] for key in ("options", "steps") for part in item.parts.get(key, ())}
    match item.kind:
        case "choice" | "multi":
            for name in [response] if item.kind == "choice" else response:
                box.get_by_label(texts[name], exact=True).check()
                work.settled()
        case "order":
            for name in response:
                box.get_by_role("button", name=texts[name]).click()
                work.settled()
        case "number":
            box.get_by_role("textbox").fill(str(response))
        case _:
            for place, case in enumerate(item.shuffled("cases")):
                chosen = (
                    label_ids(item).index(response[case["id"]]) + 1
                )  # the first says that one has to choose
                box.get_by_role("combobox").nth(place).select_option(index=chosen)
                work.settled()


@pytest.mark.parametrize("assignment", ["a1", "a2"])
@pytest.mark.parametrize("lang", ["es", "en"])
def test_clicks_alone_earn_what_the_code_earns(
    page: Page, tmp_path: Path, lang: str, assignment: str
) -> None:
    group = Class.copy(tmp_path / "mi clase ñandú", lang)
    group.run("generate_assignment", assignment)
    submitted = group.folder / "submitted" / lang
    corpus.write(corpus.submission(assignment, "solution"), lang, submitted / WRITING / assignment)
    sure, saved = WORDS[lang]
    place = ["--folder", str(tmp_path / "student"), "--exchange", str(tmp_path / "none")]
    with _server(tmp_path / "config", "student", "--lang", lang, "--student", CLICKING, *place) as port:
        folder = tmp_path / "student" / lang / assignment
        work = Notebook(
            page, Lab(tmp_path / "student", lang, port, TOKEN), f"{assignment}/{assignment}.ipynb"
        )
        before = (folder / f"{assignment}.ipynb").read_text("utf-8")
        work.run_all()
        boxes = page.locator(".dc-exercise")
        asked = [one["id"] for one in json.loads((folder / "items.json").read_text("utf-8"))["items"]]
        right = responses(assignment)
        assert set(right) == set(asked)
        for name in right:
            with use_language(lang):
                item = find(name, folder)
            box = boxes.nth(order_in(before).index(name))
            box.scroll_into_view_if_needed()
            enter(work, box, item, right[name])
            work.settled()
            box.get_by_role("button", name=sure).click()
            expect(box.get_by_text(saved)).to_be_visible()
        assert work.errors == []
        shutil.copytree(folder, submitted / CLICKING / assignment)
    code = {cell["id"]: cell["source"] for cell in json.loads(before)["cells"] if cell["cell_type"] == "code"}
    handed = json.loads((submitted / CLICKING / assignment / f"{assignment}.ipynb").read_text("utf-8"))
    assert all(code[cell["id"]] == cell["source"] for cell in handed["cells"] if cell["id"] in code)

    grade(group, assignment)
    clicked, written = (points(group, assignment, who) for who in (CLICKING, WRITING))
    by_hand = {key for key, earned in written.items() if earned is None}
    assert len(by_hand) == 1  # the text
    assert {key: earned for key, earned in clicked.items() if key not in by_hand} == {
        key: earned for key, earned in written.items() if key not in by_hand
    }
    full = corpus.graded(assignment)
    assert all(written[key] == full[key] for key in full), "and these are all there are"


def order_in(notebook: str) -> list[str]:
    """The ids of the exercises in a notebook, in the order in which they are asked."""
    cells = ["".join(cell["source"]) for cell in json.loads(notebook)["cells"]]
    return [cell.split('"')[1] for cell in cells if cell.startswith('exercise("')]
