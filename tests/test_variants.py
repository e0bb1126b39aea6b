"""What items draw: whatever the seed, a question with one answer, in every language, that can be asked again."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograde_tests.clicks import right_response
from dosclientes.items import find, load, score
from dosclientes.items.labels import label_ids
from dosclientes.items.model import Item, texts
from dosclientes.items.scoring import near
from dosclientes.items.variants import at_attempt, baked, drawn, redrawn
from dosclientes.language.numerals import numeral
from dosclientes.language.translation import use_language
from dosclientes.paths import ITEMS

WHOLE = [item for path in sorted(ITEMS.glob("*.yml")) for item in load(path)]
DRAWN = [item for item in WHOLE if {"given", "draw"} & set(item.parts)]
SEEDS = st.text(max_size=12)


def in_both(item: Item, seed: str) -> Iterator[Item]:
    """The same variant in Spanish and in English."""
    for lang in ("es", "en"):
        with use_language(lang):
            yield drawn(find(item.id), seed)


@pytest.mark.parametrize("item", DRAWN, ids=lambda item: item.id)
@settings(max_examples=15, deadline=None)
@given(seed=SEEDS)
def test_every_seed_gives_a_sound_question_in_both_languages(item: Item, seed: str) -> None:
    spanish, english = in_both(item, seed)
    assert spanish.drew == english.drew
    for one in (spanish, english):
        assert not [text for _path, text in texts(one.parts) if re.search(r"\{[a-z]\w*(:\d)?\}", text)]
        response = right_response(one)
        assert score(one, response).correct
    if item.kind == "number":
        assert_sound_number(spanish)
        assert_asked_as_drawn(item, spanish)
        assert spanish.parts["answer"] == english.parts["answer"]
    if item.kind == "classify":
        assert_sound_cases(item, spanish)
    if item.kind == "order":
        steps = [step["id"] for step in spanish.parts["steps"]]
        assert len(steps) == item.parts.get("draw", len(item.parts["steps"])) >= 3
        assert steps == [step["id"] for step in item.parts["steps"] if step["id"] in steps]


def assert_sound_number(item: Item) -> None:
    """One answer: no common wrong result is taken for it, and each gets its own explanation."""
    answer, tolerance = item.parts["answer"], item.parts["tolerance"]
    assert math.isfinite(answer)
    said = []
    for wrong in item.parts["wrong"]:
        assert not near(wrong["value"], answer, tolerance), wrong["id"]
        result = score(item, wrong["value"])
        assert (result.fraction, result.remarks[0].why) == (0.0, wrong["why"])
        said.append(wrong["why"])
    assert len(said) == len(set(said)) >= 1
    # what is shown as the answer passes for it, rounded as it is shown
    digits = re.search(r"(?:un|dos) decimal", item.prompt)
    wanted = {None: 0, "un decimal": 1, "dos decimal": 2}[digits[0] if digits else None]
    if re.search(r"[Rr]edondea al entero|número entero", item.prompt) or digits:
        assert near(round(answer, wanted), answer, tolerance)


def assert_asked_as_drawn(whole: Item, item: Item) -> None:
    """The question shows what was drawn, and not a mistake that bears the same name."""
    for name, value in item.drew["given"].items():
        if f"{{{name}}}" in whole.prompt and not isinstance(value, str):
            digits = len(f"{value:.6f}".rstrip("0").partition(".")[2])
            with use_language("es"):
                assert numeral(value, digits).replace("-", "−") in item.prompt, name


def assert_sound_cases(whole: Item, item: Item) -> None:
    """Each label that can be right is right once at least, and there is more in the pool than is asked."""
    right = {case["answer"] for case in item.parts["cases"]}
    assert right == {case["answer"] for case in whole.parts["cases"]}
    assert right <= set(label_ids(item))
    if "draw" in whole.parts:
        assert len(item.parts["cases"]) == max(whole.parts["draw"], len(right)) < len(whole.parts["cases"])


@pytest.mark.parametrize("item", DRAWN, ids=lambda item: item.id)
def test_attempts_ask_different_things_and_a_seed_the_same(item: Item) -> None:
    variants = [at_attempt(item, number) for number in range(1, 13)]
    assert len({json.dumps(one.drew, sort_keys=True) for one in variants}) >= 3
    assert variants == [at_attempt(item, number) for number in range(1, 13)]


@pytest.mark.parametrize("item", DRAWN, ids=lambda item: item.id)
def test_what_was_drawn_brings_the_question_back(item: Item) -> None:
    one = at_attempt(item, 3)
    kept = json.loads(json.dumps(one.drew))  # as answers.json keeps it
    assert redrawn(item, one.seed, kept, right_response(one)) == one
    if "given" in item.parts:
        assert redrawn(item, one.seed, {"given": {"gone": 1}}, right_response(one)) is None
        assert redrawn(item, one.seed, {}, 12.0) is None


@pytest.mark.parametrize("item", DRAWN, ids=lambda item: item.id)
def test_variants_can_be_baked_for_a_page_without_python(item: Item) -> None:
    found = json.loads(json.dumps(baked(item, 3)))
    assert len(found) == 3
    for one in found:
        assert not {"given", "draw", "formula"} & set(one["parts"])
        plain = Item(one["parts"])
        assert score(plain, right_response(plain)).correct


def test_a_question_without_a_pool_is_baked_once() -> None:
    (one,) = baked(find("01-definition-parts"), 5)
    assert one["drew"] == {}


def test_a_drawn_number_is_written_as_the_language_does() -> None:
    item = Item(
        {
            "id": "99-n",
            "kind": "number",
            "prompt": "{income} de {all}, {share:1} %, {gap}",
            "given": {"income": {"one_of": [12345]}, "all": {"one_of": [8.5]}, "share": {"one_of": [0.25]}}
            | {"gap": {"one_of": [-2]}},
        }
    )
    with use_language("es"):
        assert drawn(item, "x").prompt == f"{numeral(12345)} de 8,5, {numeral(0.25, 1)} %, −2"
    with use_language("en"):
        assert drawn(item, "x").prompt == "12,345 de 8.5, 0.2 %, −2"


@pytest.mark.parametrize("kind", ["number", "classify", "order"])
def test_every_item_of_these_kinds_draws(kind: str) -> None:
    fixed = {item.id for item in WHOLE if item.kind == kind and not {"given", "draw"} & set(item.parts)}
    assert fixed == set()
