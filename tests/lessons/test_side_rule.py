"""One rule for the side, everywhere: what states it names both ends, and every key agrees with `classify`."""

from __future__ import annotations

import ast
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from dosclientes.authoring.catalogs import read_catalog
from dosclientes.customers import LABELS, Boundary, Case, Output, Party, Process, classify, hospital
from dosclientes.customers.parties import FACTS
from dosclientes.items import Item, load
from dosclientes.items.model import texts
from dosclientes.paths import ROOT

TAG = "side-rule"
BOTH_ENDS = {
    "es": r"quien (?:la )?entrega.{0,60}(?:quien (?:la )?recibe|él)|quien recibe.{0,60}quien (?:la )?entrega"
    r"|(?:entre|abarca a|deja fuera a) (?:l[oa]s dos|ambos|quien)",
    "en": r"giver.{0,60}receiver|receiver.{0,60}giver|who gives.{0,60}receives"
    r"|(?:between|holds|leaves) (?:the two|them|both)",
}
RECEIVER_ALONE = {
    "es": r"(?:cliente )?(?:intern|extern)[oa]s?[ ,][^.;:|]{0,30}\b(?:está|queda)\b[^.;|]{0,12}\b(?:dentro|fuera)\b"
    r"|\bquien está (?:dentro|fuera)[^.;|]{0,45}\bes (?:intern|extern)[oa]\b"
    r"|(?<!ambos )(?<!los dos )\b(?:dentro|fuera)[:,] (?:es )?(?:un )?client[ea] (?:intern|extern)",
    "en": r"(?:internal|external)(?: customers?)?[ ,][^.;|]{0,20}\b(?:is|stands)\b[^.;|]{0,6}\b(?:in|out)side\b"
    r"|\bwho(?:ever)? is (?:in|out)side[^.;|]{0,45}\bis (?:internal|external)\b"
    r"|(?<!both )\b(?:in|out)side[:,] (?:an )?(?:internal|external) customer",
}
"""How a sentence looks that takes the side from where the receiver stands, and forgets the giver."""


class Text(NamedTuple):
    place: str
    spanish: str
    english: str


def catalog() -> Iterator[Text]:
    for name in ("public", "graded"):
        for message in read_catalog(ROOT, ROOT / "locale" / "en" / f"{name}.po"):
            place = message.context or message.places[0]
            yield Text(place, message.text, message.strings[0] if message.strings else "")


def tagged_cells() -> Iterator[str]:
    for base in (ROOT / "course" / "es", ROOT / "source" / "es"):
        for path in base.rglob("*.ipynb"):
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
                if TAG in cell["metadata"].get("tags", ()):
                    yield f"{base.parent.name}/{path.relative_to(base).with_suffix('').as_posix()}#{cell['id']}"


def items() -> Iterator[Item]:
    for folder in ("course/items", "autograde_tests/items"):
        for path in sorted((ROOT / folder).glob("*.yml")):
            yield from load(path, checked=False)


def marked(path: Path) -> Iterator[str]:
    """The messages whose call of `_` has the tag as a comment on one of its lines."""
    source = path.read_text(encoding="utf-8")
    lines = [n for n, line in enumerate(source.splitlines(), 1) if line.rstrip().endswith(f"# {TAG}")]
    for node in ast.walk(ast.parse(source)) if lines else ():
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_":
            text = node.args[0]
            if isinstance(text, ast.Constant) and any(
                node.lineno <= n <= (node.end_lineno or 0) for n in lines
            ):
                yield str(text.value)


def tagged() -> list[Text]:
    wanted = set(tagged_cells())
    wanted |= {f"item:{item.id}" for item in items() if TAG in item.parts.get("tags", ())}
    for path in sorted((ROOT / "autograde_tests" / "reasons").glob("*.yml")):
        found = re.findall(rf"^# {TAG}\n([a-z0-9-]+):", path.read_text(encoding="utf-8"), re.MULTILINE)
        wanted |= {f"reason:{path.stem}:{name}" for name in found}
    in_code = {text for path in (ROOT / "dosclientes").rglob("*.py") for text in marked(path)}
    by_item: dict[str, Text] = {}
    out = []
    for text in catalog():
        if text.place in wanted or text.spanish in in_code:
            out.append(text)
        item = ":".join(text.place.split(":")[:2])
        if item in wanted and text.place.startswith("item:"):
            before = by_item.get(item, Text(item, "", ""))
            by_item[item] = Text(
                item, f"{before.spanish}\n{text.spanish}", f"{before.english}\n{text.english}"
            )
    return [*out, *by_item.values()]


def test_the_rule_is_stated_where_learners_look_for_it() -> None:
    places = " ".join(text.place for text in tagged())
    for expected in (
        "course/glossary",
        "course/03-",
        "course/04-",
        "course/07-",
        "source/a6",
        "reason:a6",
        "figures/",
    ):
        assert expected in places


@pytest.mark.parametrize("text", tagged(), ids=lambda text: text.place)
def test_what_states_the_rule_names_giver_and_receiver(text: Text) -> None:
    for code, words in (("es", text.spanish), ("en", text.english)):
        assert re.search(BOTH_ENDS[code], words.replace("*", ""), re.IGNORECASE | re.DOTALL), words
        assert not re.search(RECEIVER_ALONE[code], words.replace("*", ""), re.IGNORECASE), words


def test_no_text_takes_the_side_from_the_receiver_alone() -> None:
    """Also what nobody tagged; a wrong answer may say so, since its feedback answers it."""
    wrong = set(wrong_answers())
    for text in catalog():
        for code, words in (("es", text.spanish), ("en", text.english)):
            if text.place not in wrong and (
                hit := re.search(RECEIVER_ALONE[code], words.replace("*", ""), re.IGNORECASE)
            ):
                pytest.fail(f"{text.place}: {hit.group()}")


def wrong_answers() -> Iterator[str]:
    for item in items():
        for option in item.parts.get("options", ()):
            if not option.get("correct"):
                yield f"item:{item.id}:options.{option['id']}.text"


def test_docstrings_state_the_same_rule() -> None:
    stated = 0
    for path in (ROOT / "dosclientes").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
                words = " ".join((ast.get_docstring(node) or "").split())
                assert not re.search(RECEIVER_ALONE["en"], words, re.IGNORECASE), path
                stated += bool(re.search(r"internal.*giver and receiver.*external", words))
    assert stated, "the procedure's docstring no longer states the rule"


@pytest.mark.parametrize(
    "sentence",
    [
        "El interno está dentro de la frontera declarada; el externo, fuera.",
        "Quien está fuera de la frontera declarada es externo.",
        "Del paso cuatro: dentro, cliente interno; fuera, cliente externo.",
        "fuera: cliente externo",
    ],
)
def test_the_net_catches_the_sentences_that_were_wrong(sentence: str) -> None:
    assert re.search(RECEIVER_ALONE["es"], sentence, re.IGNORECASE)


def by_the_rule(giver_in: bool, receiver_in: bool) -> str:
    if giver_in and receiver_in:
        return "internal"
    return "external" if giver_in or receiver_in else "undetermined"


@pytest.mark.parametrize("name", hospital.cases())
def test_every_case_of_the_hospital_follows_the_rule_under_every_boundary(name: str) -> None:
    case = hospital.case(name)
    assert case.output
    assert case.output.provider
    ends = [case.output.provider, case.party]
    for sides in itertools.product([True, False], repeat=2):
        inside = [end for end, side in zip(ends, sides, strict=True) if side]
        outside = [end for end, side in zip(ends, sides, strict=True) if not side]
        label = classify(case, Boundary(frozenset(inside), frozenset(outside))).label
        if case.receipt and case.purpose:
            assert label == by_the_rule(*sides)
        else:
            assert label not in ("internal", "external")


def labelled_cases() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each case of an item that asks which of the six a party is."""
    for item in items():
        if item.parts.get("labels") and set(map(str, item.parts["labels"])) <= set(LABELS):
            for case in item.parts["cases"]:
                yield f"{item.id}:{case['id']}", case


def as_classified(facts: list[str]) -> str:
    """The label that `classify` gives to a case's facts as written in its item."""
    giver, party = Party("giver"), Party("party")
    known = dict.fromkeys(FACTS, False) | dict.fromkeys((f for f in facts if f in FACTS), True)
    known |= {fact[1:]: None for fact in facts if fact.startswith("?")}
    known["could_receive"] = known["could_receive"] or known["receives"]
    sides = [(giver, "giver"), (party, "party")]
    declared = Boundary(
        frozenset(one for one, name in sides if f"{name}_in" in facts),
        frozenset(one for one, name in sides if f"{name}_out" in facts),
    )
    nobody = not any(fact.endswith(("_in", "_out")) for fact in facts)
    case = Case(party, Output("output", Process("process", giver)), **known)
    return classify(case, None if nobody else declared).label


@pytest.mark.parametrize(
    ("name", "case"), list(labelled_cases()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_labelled_case_goes_through_classify(name: str, case: dict[str, Any]) -> None:
    assert "facts" in case, name
    assert as_classified(case["facts"]) == case["answer"]


def test_facts_of_graded_items_are_not_released() -> None:
    from dosclientes.items.model import without_key

    for item in items():
        assert "facts" not in json.dumps(without_key(item).parts)
        assert not [path for path, _words in texts(item.parts) if ".facts" in path]
