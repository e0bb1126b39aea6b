"""The item bank: malformed items are named by file and line, and each kind is scored as a teacher would."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from autograde_tests.clicks import right_response
from dosclientes.items import ItemError, ResponseError, UnknownItemError, find, load, score, without_key
from dosclientes.items.model import Item, texts, translated
from dosclientes.items.scoring import check_response, read_number
from dosclientes.items.variants import at_attempt, drawn, redrawn
from dosclientes.language.numerals import numeral
from dosclientes.language.translation import use_language
from dosclientes.paths import ITEMS

WHOLE = [item for path in sorted(ITEMS.glob("*.yml")) for item in load(path)]
BANK = [drawn(item, "a seed") for item in WHOLE if item.kind != "write"]  # a text is neither right nor wrong
KINDS = ("choice", "multi", "classify", "order", "match", "number")


@pytest.mark.parametrize("item", BANK, ids=lambda item: item.id)
def test_the_right_response_gets_everything_and_only_praise(item: Item) -> None:
    result = score(item, right_response(item))
    assert result.correct
    assert result.remarks
    assert all(remark.right and remark.why for remark in result.remarks)


@pytest.mark.parametrize("item", [i for i in BANK if i.kind == "choice"], ids=lambda item: item.id)
def test_each_wrong_option_gets_nothing_and_its_own_explanation(item: Item) -> None:
    said = set()
    for option in item.parts["options"]:
        result = score(item, option["id"])
        said.add(result.remarks[0].why)
        assert result.fraction == float(bool(option.get("correct")))
    assert len(said) == len(item.parts["options"])


def test_every_kind_is_in_the_bank() -> None:
    assert {item.kind for item in BANK} == set(KINDS)


def test_ids_are_unique_and_begin_with_their_lesson() -> None:
    for path in sorted(ITEMS.glob("*.yml")):
        assert all(item.id.startswith(f"{path.stem}-") for item in load(path))
    assert len({item.id for item in WHOLE}) == len(WHOLE)


def test_marking_everything_in_a_multi_earns_less_than_the_right_marks() -> None:
    item = find("01-vaccine-all")
    everything = [option["id"] for option in item.parts["options"]]
    assert score(item, everything).fraction == pytest.approx(1 / 3)
    assert score(item, ["leo"]).fraction == pytest.approx(1 / 3)
    assert score(item, ["maker"]).fraction == 0


def test_a_missing_mark_is_counted_but_not_given_away() -> None:
    remarks = score(find("01-vaccine-all"), ["leo", "rosa"]).remarks
    assert [remark.part for remark in remarks] == ["leo", "rosa", ""]
    assert "1" in remarks[-1].why


def test_a_classification_names_the_misconception_of_each_wrong_label() -> None:
    item = find("01-bus")
    given_labels = {case["id"]: "customer" for case in item.parts["cases"]}
    result = score(item, given_labels)
    assert result.fraction == pytest.approx(6 / 11)
    named = {r.part: r.misconception for r in result.remarks if not r.right}
    assert named == {"fuel": "M6", "tax": "M7", "driver": "M4", "resident": "M7", "bank": "M1"}


def five_steps() -> Item:
    """An ordering of which these five steps were drawn."""
    steps = ["output", "receive", "intended", "side", "note"]
    found = redrawn(find("01-ask-in-order"), "", {"given": {"who": "shop"}, "steps": steps}, None)
    assert found
    return found


def test_an_order_explains_the_slip_that_was_foreseen() -> None:
    item = five_steps()
    result = score(item, ["note", "output", "receive", "intended", "side"])
    assert (result.fraction, result.remarks[0].misconception) == (pytest.approx(0.2), "M1")
    assert score(item, ["side", "note", "intended", "receive", "output"]).fraction == 0


def test_an_unforeseen_order_explains_the_first_step_out_of_place() -> None:
    result = score(five_steps(), ["output", "intended", "receive", "side", "note"])
    assert [remark.part for remark in result.remarks] == ["receive"]


@given(st.permutations(["output", "receive", "intended", "side", "note"]))
def test_an_order_is_scored_between_nothing_and_everything(order: list[str]) -> None:
    item = five_steps()
    fraction = score(item, order).fraction
    assert 0 <= fraction <= 1
    assert (fraction == 1) == (order == right_response(item))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12,5", 12.5),
        ("12.5", 12.5),
        (" 1 234,5 ", 1234.5),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("50 %", 50),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, number: float) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize("text", ["", "  ", "doce", None, True, "nan", "inf", "1,2,3", "--4", [1]])
def test_what_is_no_number_is_explained(text: object) -> None:
    with pytest.raises(ResponseError, match="número"):
        read_number(text)


@pytest.mark.parametrize(
    ("lang", "text", "meant"),
    [
        ("es", "20.000", ("20000", "20,000")),
        ("es", " 1.234 ", ("1234", "1,234")),
        ("en", "20,000", ("20000", "20.000")),
    ],
)
def test_what_may_mean_two_numbers_is_asked_and_not_counted(
    lang: str, text: str, meant: tuple[str, str]
) -> None:
    with use_language(lang), pytest.raises(ResponseError) as told:
        read_number(text)
    assert all(f" {number}" in str(told.value) for number in meant)
    with use_language(lang):
        assert [read_number(number) for number in meant] == [float(meant[0]), float(meant[0]) / 1000]
        assert read_number("0.125") == read_number("0,125") == 0.125


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9))
def test_every_number_survives_being_written_with_a_comma(number: float) -> None:
    assert read_number(f"{number:.6f}".replace(".", ",")) == float(f"{number:.6f}")


@pytest.mark.parametrize("seed", ["one", "two", "three"])
def test_a_question_tells_the_numbers_that_were_drawn(seed: str) -> None:
    for item in WHOLE:
        told = drawn(item, seed)
        for name, value in told.drew.get("given", {}).items():
            if f"{{{name}}}" in item.prompt and isinstance(value, int):
                assert numeral(value, 0) in told.prompt, (item.id, name)


def test_a_number_is_right_within_its_tolerance() -> None:
    item = Item(
        {"id": "99-n", "kind": "number", "prompt": "?", "answer": 20000, "tolerance": {"relative": 0.001}}
        | {"why": "sí", "otherwise": {"why": "no"}, "wrong": [{"id": "x", "value": 0.02, "why": "es DPO"}]}
    )
    assert score(item, "20.019,9").correct
    assert not score(item, 20021).correct
    assert score(item, 0.02).remarks[0].why == "es DPO"
    assert score(item, 7).remarks[0].why == "no"


@pytest.mark.parametrize(
    ("item_id", "response"),
    [
        ("00-colleague", None),
        ("00-colleague", "nobody"),
        ("01-vaccine-all", []),
        ("01-vaccine-all", "leo"),
        ("01-bus", {"passenger": "customer"}),
        ("01-bus", {"passenger": "vip"}),
        ("01-bus", "customer"),
        ("01-ask-in-order", ["output"]),
        ("01-ask-in-order", ["output"] * 5),
    ],
)
def test_a_malformed_response_is_explained_and_not_scored(item_id: str, response: object) -> None:
    with pytest.raises(ResponseError):
        score(find(item_id), response)


def _write(folder: Path, change: object) -> Path:
    good = {
        "items": [
            {
                "id": "99-ok",
                "kind": "choice",
                "prompt": "¿?",
                "options": [
                    {"id": "a", "text": "A", "why": "sí", "correct": True},
                    {"id": "b", "text": "B", "why": "no"},
                ],
                "bloom": "apply",
                "section": "01-customer-iso9000#data",
            }
        ]
    }
    change(good["items"][0])  # type: ignore[operator]
    path = folder / "bad.yml"
    path.write_text(yaml.safe_dump(good, sort_keys=False), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda item: item.pop("bloom"), "bad.yml:2: falta «bloom»"),
        (lambda item: item.update(kind="essay"), "bad.yml:3: «essay»: se esperaba uno de choice"),
        (lambda item: item.update(bloom="guess"), "«guess»: se esperaba uno de remember"),
        (
            lambda item: item["options"][1].update(correct=True),
            "bad.yml:6: una sola opción debe ser correcta",
        ),
        (lambda item: item["options"][1].update(id="a"), "«a» está repetido"),
        (lambda item: item["options"][1].pop("why"), "bad.yml:10: falta «why»"),
        (lambda item: item["options"][1].update(misconception="M99"), "«M99»: no tiene la forma"),
        (lambda item: item["options"][1].update(text=7), "«7»: se esperaba el tipo string"),
        (lambda item: item.update(points=3), "points"),
        (lambda item: item.update(claims=["C0"]), "«C0»: no tiene la forma"),
    ],
)
def test_a_malformed_item_is_named_by_file_line_and_expectation(
    tmp_path: Path, change: object, expected: str
) -> None:
    with pytest.raises(ItemError) as caught:
        load(_write(tmp_path, change))
    assert expected in str(caught.value)


def test_a_file_that_is_no_yaml_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.yml"
    path.write_text("items:\n  - id: [\n", encoding="utf-8")
    with pytest.raises(ItemError, match=r"broken\.yml:\d+: "):
        load(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ItemError, match=r"broken\.yml: no se puede leer"):
        load(path)


def test_an_unknown_id_suggests_the_nearest() -> None:
    with pytest.raises(UnknownItemError, match="«01-distributor»"):
        find("01-distribuidor")


@pytest.mark.parametrize("item", BANK, ids=lambda item: item.id)
def test_a_release_keeps_the_question_and_gives_nothing_away(item: Item) -> None:
    public = without_key(item)
    written = json.dumps(public.parts, ensure_ascii=False)
    for path, text in texts(item.parts):
        kept = path.rpartition(".")[2] in {"prompt", "text", "unit_text"}
        assert (json.dumps(text, ensure_ascii=False) in written) == kept
    assert not {"correct", "answer", "why", "misconception"} & set(_keys(public.parts))
    assert check_response(public, right_response(item)) is not None
    with pytest.raises(ValueError, match="no key"):
        score(public, right_response(item))


def test_the_order_in_a_release_is_not_the_order_of_the_key() -> None:
    orders = [item for item in BANK if item.kind == "order"]
    assert any([s["id"] for s in without_key(i).parts["steps"]] != right_response(i) for i in orders)


@pytest.mark.parametrize("key", ["options", "cases", "steps"])
def test_no_place_in_the_order_tells_what_is_right(key: str) -> None:
    """Over attempts each element stands at each place about equally often; steps never in their right order."""
    for item in [item for item in BANK if key in item.parts]:
        written = [part["id"] for part in item.parts[key]]
        orders = [[part["id"] for part in at_attempt(item, n).shuffled(key)] for n in range(1, 121)]
        assert all(sorted(order) == sorted(written) for order in orders)
        if key == "steps":
            assert written not in orders, item.id
        else:
            shares = [sum(order[0] == name for order in orders) / 120 for name in written]
            assert max(shares) < 2.2 / len(written), f"{item.id}: {shares}"


def test_a_translation_replaces_words_and_nothing_else() -> None:
    item = find("01-bus")
    shouted = translated(item, lambda _path, text: text.upper())
    assert shouted.prompt == item.prompt.upper()
    assert score(shouted, right_response(item)).correct
    assert [path for path, _text in texts(shouted.parts)] == [path for path, _text in texts(item.parts)]


def _keys(node: object) -> list[str]:
    if isinstance(node, dict):
        return [key for name, value in node.items() for key in (name, *_keys(value))]
    return [key for value in node for key in _keys(value)] if isinstance(node, list) else []
