"""What a web page holds of an exercise: no key where one reads, and all that its script needs beside it."""

from __future__ import annotations

import json
import re

import pytest

from dosclientes.exercises.markup import inline
from dosclientes.items import Item, find, lesson_items, score
from dosclientes.items.model import KEYS
from dosclientes.language.translation import use_language
from dosclientes.paths import ITEMS
from dosclientes.website.exercises import data, section_html, versions
from tests.languages import ES_THEN_EN
from tests.website.responses import right, wrong

LESSONS = sorted(path.stem for path in ITEMS.glob("*.yml"))


def items(lang: str) -> list[Item]:
    """All that is scored."""
    return [item for item in everything(lang) if item.kind != "write"]


def everything(lang: str) -> list[Item]:
    with use_language(lang):
        return [find(item.id) for lesson in LESSONS for item in lesson_items(lesson)]


def whys(node: object) -> list[str]:
    """Each explanation, hint, model and criterion of an item's parts."""
    if isinstance(node, dict):
        own = [node[key] for key in ("why", "rule", "step", "model") if isinstance(node.get(key), str)]
        own += [one["text"] for one in node.get("criteria", ())]
        return own + [text for value in node.values() for text in whys(value)]
    return [text for value in node for text in whys(value)] if isinstance(node, list) else []


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_readable_page_gives_no_answer_away(lang: str) -> None:
    with use_language(lang):
        for item in everything(lang):
            page = section_html(item)
            read = " ".join(re.sub(r"<[^>]+>", " ", page).split())
            told = [why for why in whys(dict(item.parts)) if why not in item.prompt and why in read]
            assert told == [], item.id
            assert not re.search(rf"\b({'|'.join(KEYS - {'answer'})})\b=|data-(right|answer)", page), item.id


@pytest.mark.parametrize("lang", ES_THEN_EN)
def test_each_exercise_has_its_options_and_three_degrees_of_confidence(lang: str) -> None:
    with use_language(lang):
        for item in items(lang):
            page = section_html(item)
            for key in ("options", "cases", "steps"):
                asked = versions(item)[0].parts.get(key, ())
                assert all(f'"{part["id"]}"' in page for part in asked), item.id
            assert page.count("data-confidence=") == 3


@pytest.mark.parametrize("lang", ES_THEN_EN)
def test_the_script_has_each_explanation_as_scoring_gives_it(lang: str) -> None:
    with use_language(lang):
        for item in items(lang):
            asked = versions(item)
            found = data(item)
            assert len(found["versions"]) == len(asked)
            for each, version in zip(asked, found["versions"], strict=True):
                text = json.dumps(version["key"], ensure_ascii=False)
                for response in (right(each), wrong(each)):
                    for remark in score(each, response).remarks:
                        if remark.part or len(score(each, response).remarks) == 1:
                            assert json.dumps(inline(remark.why), ensure_ascii=False) in text, item.id


def test_names_of_fields_are_not_shared_between_two_exercises_of_a_page() -> None:
    item = find("01-vaccine-first-guess")
    names = [re.findall(r' name="([^"]+)"', section_html(item)) for _twice in range(2)]
    assert set(names[0]).isdisjoint(names[1])


def test_an_item_without_variants_is_sent_once() -> None:
    item = find("01-vaccine-first-guess")
    assert len(versions(item)) == 1
    assert data(item)["versions"][0]["form"] is None


def test_an_item_that_draws_what_it_asks_comes_in_variants_each_with_its_own_key() -> None:
    drawn = [item for item in items("en") if "formula" in item.parts]
    assert drawn
    for item in drawn:
        found = data(item)["versions"]
        keys = [version["key"]["values"][0]["value"] for version in found]
        assert len(set(keys)) > 1, item.id
        assert all("%NAME%" in version["form"] for version in found[1:])
        assert "{" not in "".join(version["form"] for version in found[1:])


def test_a_text_to_write_brings_its_example_and_criteria_for_later() -> None:
    for item in everything("es"):
        if item.kind == "write":
            told = data(item)["compared"]
            assert told.count('type="checkbox"') == len(item.parts["criteria"])
            assert "dc-criteria" not in section_html(item)


def test_a_link_leads_to_the_section_to_read_again() -> None:
    with use_language("en"):
        told = data(find("01-vaccine-first-guess"))["readOn"]
    assert 'href="01-customer-iso9000.html#cell-definition"' in told
    assert "The definition, in four pieces" in told
