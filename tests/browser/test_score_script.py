"""The website's script scores and explains as `dosclientes.items` does: every item, right, wrong and at random."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page

from dosclientes.exercises.markup import inline
from dosclientes.items import ResponseError, check_response, score
from dosclientes.language.translation import use_language
from dosclientes.paths import ROOT
from dosclientes.website.exercises import data, versions
from dosclientes.website.words import script_words
from tests.languages import ES_THEN_EN
from tests.website.responses import right, some, wrong
from tests.website.test_exercises import items

pytestmark = pytest.mark.browser

SCRIPT = ROOT / "dosclientes" / "website" / "static" / "score.js"
SCORED = """([asked, words]) => asked.map(({kind, key, responses}) => responses.map((response) => {
  try {
    const {fraction, remarks} = dcScore.score(kind, key, dcScore.check(kind, key, response, words), words);
    return [fraction, remarks.map(({part, right, why}) => [part, right, why]).sort()];
  } catch (error) { return error.message; }
}))"""


@pytest.mark.parametrize("lang", ES_THEN_EN)
def test_the_script_and_the_library_say_the_same(page: Page, lang: str) -> None:
    asked, expected = [], []
    with use_language(lang):
        for item in items(lang):
            for each, version in zip(versions(item), data(item)["versions"], strict=True):
                responses = [right(each), wrong(each), *(some(each, seed) for seed in range(12))]
                asked.append({"kind": item.kind, "key": version["key"], "responses": responses})
                expected.append([_scored(each, response) for response in responses])
        page.add_script_tag(path=SCRIPT)
        found = page.evaluate(SCORED, [asked, script_words()])
    for one, other in zip(found, expected, strict=True):
        for (fraction, remarks), (wanted, explained) in zip(one, other, strict=True):
            assert fraction == pytest.approx(wanted)
            assert remarks == explained


def _scored(item: Any, response: Any) -> tuple[float, list[list[Any]]]:
    found = score(item, response)
    return found.fraction, sorted([each.part, each.right, inline(each.why)] for each in found.remarks)


NUMBERS = [
    "12,5",
    " 12.5 %",
    "1.234,5",
    "1,234.5",
    "-3",
    "+4",
    "1e3",
    ",5",
    "5.",
    "20.000",
    "",
    "doce",
    "1 000,5",
    "--3",
]


@pytest.mark.parametrize("lang", ["es", "en"])
def test_numbers_are_read_alike(page: Page, lang: str) -> None:
    with use_language(lang):
        item = next(each for each in items(lang) if each.kind == "number")
        page.add_script_tag(path=SCRIPT)
        reading = """([texts, words]) => texts.map((text) => {
          try { return dcScore.check("number", {}, text, words); } catch (error) { return error.message; }
        })"""
        found = page.evaluate(reading, [NUMBERS, script_words()])
        assert found == [_read(item, text) for text in NUMBERS]


def _read(item: Any, text: str) -> float | str:
    try:
        return float(check_response(item, text))
    except ResponseError as problem:
        return str(problem)


@pytest.mark.parametrize("lang", ["es", "en"])
def test_what_is_incomplete_is_said_in_the_same_words(page: Page, lang: str) -> None:
    page.add_script_tag(path=SCRIPT)
    with use_language(lang):
        kinds = {item.kind: item for item in items(lang)}
        nothing: dict[str, Any] = {
            "choice": "",
            "multi": [],
            "classify": {},
            "match": {},
            "order": [],
            "number": "",
        }
        for kind, response in nothing.items():
            item = kinds[kind]
            asked = [{"kind": kind, "key": data(item)["versions"][0]["key"], "responses": [response]}]
            with pytest.raises(ResponseError) as said:
                check_response(versions(item)[0], response)
            assert page.evaluate(SCORED, [asked, script_words()]) == [[str(said.value)]]


def test_the_script_is_pure() -> None:
    assert not re.search(
        r"\b(document|window|localStorage|fetch|XMLHttpRequest)\b", SCRIPT.read_text("utf-8")
    )
