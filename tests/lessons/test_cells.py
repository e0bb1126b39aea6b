"""The cells with blanks of lessons 01 to 08, run in a real kernel after the lesson above them, in each language."""

from __future__ import annotations

import ast
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.manager import KernelManager

from dosclientes import progress
from dosclientes.authoring.code import language_in
from dosclientes.exercises.blanks import fill_in
from dosclientes.exercises.blanks.judging import solution
from dosclientes.exercises.blanks.running import BLANK, blanks, filled, made
from dosclientes.items import Item, find_cell, load
from dosclientes.language.translation import use_language
from dosclientes.paths import ITEMS, ROOT
from dosclientes.progress import mastery, record, transfer
from dosclientes.progress.schedule import CODE
from dosclientes.website.cells import as_choice
from dosclientes.website.exercises import data, section_html
from tests.languages import ES_THEN_EN

CELLS = load(ITEMS / "cells.yaml")
IDS = [cell.id for cell in CELLS]
MAGIC = "%%fill_in "
Run = Callable[[str], str]


def lesson_of(cell: Item) -> Path:
    return next((ROOT / "course" / "es").glob(f"{cell.id[:2]}-*.ipynb"))


def code_cells(path: Path) -> list[str]:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def as_cell(cell: Item, fills: list[str]) -> str:
    return f"{MAGIC}{cell.id}\n{filled(cell.parts['code'], fills)}"


def above(cell: Item) -> list[str]:
    """The lesson's code cells above the one with blanks; exercises are not waited for."""
    found = code_cells(lesson_of(cell))
    place = next(number for number, code in enumerate(found) if code.startswith(MAGIC))
    return [code for code in found[:place] if not code.startswith(("exercise(", "explore("))]


def test_lessons_01_to_08_have_one_each_as_the_bank_has_it() -> None:
    for number in range(1, 9):
        (cell,) = [one for one in CELLS if one.id.startswith(f"{number:02}-")]
        (found,) = [code for code in code_cells(lesson_of(cell)) if code.startswith(MAGIC)]
        assert found == f"{MAGIC}{cell.id}\n{cell.parts['code'].rstrip()}"
        assert cell.section.partition("#")[0] == lesson_of(cell).stem
        assert list(language_in(solution(cell))) == []


@pytest.mark.parametrize("cell", CELLS, ids=IDS)
def test_each_blank_is_filled_and_nothing_else_of_the_lesson_builds_on_it(cell: Item) -> None:
    count = blanks(cell.parts["code"])
    for one in (cell.parts, *cell.parts["wrong"]):
        assert len(one["fills"]) == count
        assert BLANK not in filled(cell.parts["code"], one["fills"])
    own = made(solution(cell))
    for code in code_cells(lesson_of(cell)):
        if not code.startswith(MAGIC):
            named = {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}
            assert not own & named, "a lesson's later cells must run although the blank is empty"


@pytest.fixture(scope="module", params=ES_THEN_EN)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def kernel(lang: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Run, Path]]:
    """Runs code as a cell and tells what it shows, as text; and the folder of its answers."""
    folder = tmp_path_factory.mktemp("mi curso ñandú")
    shutil.copy(ROOT / "course" / lang / "course.json", folder)
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(cwd=str(folder))
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(60)

    def run(code: str) -> str:
        told: list[str] = []

        def hear(message: dict[str, Any]) -> None:
            content = message["content"]
            told.extend(map(str, content.get("traceback", [])))
            told.append(str(content.get("text", "")))
            told.append(str(content.get("data", {}).get("text/plain", "")))

        client.execute_interactive(code, timeout=60, output_hook=hear)
        return "\n".join(told)

    yield run, folder
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.mark.parametrize("cell", CELLS, ids=IDS)
def test_blank_missing_wrong_and_right_each_hear_their_own_words(
    cell: Item, lang: str, kernel: tuple[Run, Path]
) -> None:
    run, folder = kernel
    with use_language(lang):
        parts = find_cell(cell.id).parts
    run("%reset -f\nimport dosclientes")
    if set(ast.dump(ast.parse(solution(cell))).split("'")) & {
        name for code in above(cell) for name in made(code)
    }:
        assert {"es": "ejecuta antes", "en": "first run"}[lang] in run(as_cell(cell, parts["fills"]))
    for code in above(cell):
        assert "Traceback" not in run(code)
    told = run(f"{MAGIC}{cell.id}\n{cell.parts['code']}")
    assert parts["prompt"] in told
    assert solution(cell).strip() not in told, "no solution before an attempt"

    for slip in parts["wrong"]:
        told = run(as_cell(cell, slip["fills"]))
        assert slip["why"] in told, slip["id"]
        assert "Traceback" not in told
    assert solution(cell).strip() in told
    assert parts["otherwise"]["why"] in run(f"{MAGIC}{cell.id}\nother = 7")
    told = run(as_cell(cell, parts["fills"]))
    assert parts["why"] in told
    assert told.lstrip().count("✓") == 1
    kept = json.loads((folder / "answers.json").read_text("utf-8"))["answers"][cell.id]
    assert kept["response"]["right"] is True
    assert kept["tries"] == len(parts["wrong"]) + 2
    run(as_cell(cell, parts["fills"]))
    again = json.loads((folder / "answers.json").read_text("utf-8"))["answers"][cell.id]
    assert again == kept, "run again the next day it is no other attempt"


@pytest.mark.parametrize("cell", CELLS, ids=IDS)
def test_on_the_website_one_chooses_among_fills_that_differ(cell: Item, lang: str) -> None:
    with use_language(lang):
        asked = as_choice(find_cell(cell.id))
        key = data(asked)["versions"][0]["key"]["options"]
        page = section_html(asked)
    assert [name for name, said in key.items() if said["right"]] == ["right"]
    texts = {option["text"] for option in asked.parts["options"]}
    assert len(texts) == len(asked.parts["options"]) == page.count('type="radio"')
    assert all(option["why"] not in page for option in asked.parts["options"])


def test_an_attempt_is_in_the_record_and_puts_nothing_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOSCLIENTES_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    progress.start()
    fill_in("01-mother", 'mother = {"vaccine": "none", "information": "none"}', {})
    fill_in("01-mother", solution(find_cell("01-mother")), {})
    given = record.all_answers()
    assert [(one.item, one.confidence, one.fraction) for one in given] == [
        ("01-mother", CODE, 0.0),
        ("01-mother", CODE, 1.0),
    ]
    assert given[0].misconceptions == ("M3",)
    assert record.cards() == {}
    assert mastery.standing().sure == 0
    transfer.export(tmp_path / "mine.csv")
    assert transfer.read_export(tmp_path / "mine.csv") == given


def test_what_is_no_python_stops_or_is_not_known_is_said_in_a_sentence(
    lang: str, kernel: tuple[Run, Path]
) -> None:
    run, _folder = kernel
    run("%reset -f\nimport dosclientes")
    cases = {
        'mother = {"vaccine": "none", "information": "customer}': ("línea 2", "line 2"),
        "mother = {}\n1 / 0": ("línea 3, `1 / 0`", "line 3, `1 / 0`"),
        "mother = motherr": ("no conoce `motherr`", "not know `motherr`"),
        "raise SystemExit": ("Todavía no", "Not yet"),
        "": ("Todavía no", "Not yet"),
    }
    for code, words in cases.items():
        told = run(f"{MAGIC}01-mother\n{code}\n")
        assert words[lang == "en"] in told, code
        assert "Traceback" not in told
    assert "01-mother" in run(f"{MAGIC}01-moter\nx = 1")
    assert run("2 + 2").strip() == "4"
