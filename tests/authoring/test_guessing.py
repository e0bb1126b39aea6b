"""The exercises cannot be answered by the look of their options; see `make items`."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dosclientes.authoring import guessing
from dosclientes.authoring.__main__ import main
from dosclientes.items.model import Item
from dosclientes.paths import ROOT


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, str], guessing.Guessing]:
    return guessing.guessing(ROOT)


def test_the_bank_gives_nothing_away(found: dict[tuple[str, str], guessing.Guessing]) -> None:
    assert list(guessing.faults(found)) == []


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_lesson_is_measured_in_both_languages(
    found: dict[tuple[str, str], guessing.Guessing], language: str
) -> None:
    lessons = [f"{number:02}" for number in range(11)]
    assert sorted(lesson for code, lesson in found if code == language) == [*lessons, "all"]
    whole = found[language, "all"]
    assert len(whole.choices) == sum(len(found[language, lesson].choices) for lesson in lessons)


def test_the_english_options_are_those_measured(found: dict[tuple[str, str], guessing.Guessing]) -> None:
    spanish, english = (
        {item.id: [option["text"] for option in item.parts["options"]] for item in found[code, "all"].choices}
        for code in ("es", "en")
    )
    assert spanish.keys() == english.keys()
    assert all(spanish[name] != english[name] for name in spanish)


def choice(*texts: str, right: int, misconception: str | None = None) -> Item:
    options = [
        {"id": f"o{place}", "text": text, "why": "…"} | ({"correct": True} if place == right else {})
        for place, text in enumerate(texts)
    ]
    if misconception:
        options[-1]["misconception"] = misconception
    return Item({"id": "99-x", "kind": "choice", "prompt": "?", "options": options})


def measured(*items: Item) -> guessing.Guessing:
    return guessing.Guessing("es", [item for item in items if item.kind == "choice"], list(items))


@pytest.mark.parametrize(
    ("texts", "right", "strategy"),
    [
        (("corta", "más larga que nada", "media no"), 1, "longest"),
        (("corta", "más larga que nada", "media no"), 0, "shortest"),
        (("quizá, según y si acaso", "de todos modos", "de ningún modo"), 0, "hedged"),
        (("paga siempre, y mucho más", "lo recibe para él", "lo hace"), 1, "sober"),
    ],
)
def test_a_strategy_finds_what_it_looks_for(texts: tuple[str, ...], right: int, strategy: str) -> None:
    assert measured(choice(*texts, right=right)).scores()[strategy] == 1


def test_a_tie_is_a_fair_draw() -> None:
    assert measured(choice("igual", "igual", "corta"[:3], right=0)).scores()["longest"] == pytest.approx(0.5)


def test_first_and_last_are_those_a_learner_sees() -> None:
    item = choice("a", "b", "c", right=0)
    shown = [bool(option.get("correct")) for option in item.shuffled("options")]
    scores = measured(item).scores()
    assert (scores["first"], scores["last"]) == (float(shown[0]), float(shown[-1]))


def test_each_fault_is_named() -> None:
    bad = [choice("no", "ni", "la larga, la buena", right=2) for _ in range(4)]
    bad[0] = choice("no", "ni", "la larga, la buena", right=2, misconception="M12")
    one = measured(*bad)
    said = " ".join(guessing.faults({("es", "01"): one, ("es", "all"): one}))
    for expected in ("longest option in 100%", "«longest» gets 100%", "M12 or M13 stands in 25%", "«happy»"):
        assert expected in said


def test_a_lesson_that_one_strategy_answers_by_half_is_named() -> None:
    short, other = choice("no", "ni una", "nada", right=0), choice("no", "ni una", "nada", right=1)
    given_away, fair = measured(*[short] * 3, *[other] * 2), measured(*[short] * 2, *[other] * 3)
    said = [fault for fault in guessing.faults({("es", "06"): given_away}) if "shortest" in fault]
    assert said == ["es 06: picking blindly by «shortest» gets 60% right"]
    assert not [fault for fault in guessing.faults({("es", "06"): fair}) if "shortest" in fault]
    few = measured(*[short] * 4)
    assert not [fault for fault in guessing.faults({("es", "00"): few}) if "shortest" in fault]


def test_a_wrong_label_without_words_of_its_own_is_named() -> None:
    parts = {
        "id": "99-m",
        "kind": "match",
        "labels": [{"id": "one", "text": "uno"}, {"id": "two", "text": "dos"}],
        "cases": [{"id": "c", "text": "…", "answer": "one", "why": "…"}],
    }
    assert measured(Item(parts)).unexplained() == ["99-m: c as two"]
    spoken = [parts["labels"][0], {"id": "two", "text": "dos", "why": "Sería dos si…"}]
    assert measured(replace(Item(parts), parts={**parts, "labels": spoken})).unexplained() == []


def test_the_command_prints_the_table_and_says_that_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["items"]) == 0
    printed = capsys.readouterr()
    assert re.search(r"^es all +\d+ +\d+( +\d+%)+ +\d+$", printed.out, re.MULTILINE)
    assert printed.err == ""
