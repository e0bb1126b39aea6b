"""Clauses and editions: every number cited stands in the one data file; the claims are listed where they are taught."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from dosclientes.authoring.catalogs import read_catalog
from dosclientes.authoring.coverage import CLAIMS, CONTRADICTIONS, coverage
from dosclientes.customers.standards import cite, clause, clauses, is_read, taught
from dosclientes.explorers.editions.piece import Explorer
from dosclientes.paths import ROOT

_CLAUSE = re.compile(r"(?<![\d.,])\d\.\d{1,2}(?:\.\d{1,2})(?![\d.])|(?<=, )8\.4(?=[,; )])")


def texts() -> Iterator[tuple[str, str]]:
    for name in ("public", "graded"):
        for message in read_catalog(ROOT, ROOT / "locale" / "en" / f"{name}.po"):
            for words in (message.text, *message.strings):
                yield message.context or message.places[0], words


def test_every_clause_cited_stands_in_the_data_file() -> None:
    known = set().union(*clauses().values())
    wrong = {
        f"{place}: {number}"
        for place, words in texts()
        for number in _CLAUSE.findall(words)
        if number not in known
    }
    assert not wrong


def test_the_edition_taught_is_named_together_with_the_one_that_replaces_it() -> None:
    assert taught() == "ISO 9000:2015"
    assert is_read(taught())
    assert not is_read("ISO 9000:2026")
    for lang in ("es", "en"):
        for name in ("00-welcome", "01-customer-iso9000", "glossary", "sources"):
            assert "ISO 9000:2026" in (ROOT / "course" / lang / f"{name}.ipynb").read_text("utf-8"), (
                lang,
                name,
            )
    for readme in ("README.md", "README.es.md"):
        assert "ISO 9000:2026" in (ROOT / readme).read_text("utf-8")


def test_a_word_is_cited_with_edition_and_clause() -> None:
    assert cite("customer") == "ISO 9000:2015, 3.2.4"
    assert cite("customer", "ISO 9000:2005") == "ISO 9000:2005, 3.3.5"
    with pytest.raises(KeyError):
        clause("customer", "ISO 9000:2026")


def test_the_slider_places_nobody_by_an_edition_that_was_not_read() -> None:
    said = repr(Explorer())
    assert "ISO 9000:2026" in said
    assert "✓" not in said.partition("ISO 9000:2026")[2].partition("\n")[2]
    assert "No la hemos leído" in said


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_sources_list_each_claim_once_with_the_lessons_that_deal_with_it(lang: str) -> None:
    cells = json.loads((ROOT / "course" / lang / "sources.ipynb").read_text("utf-8"))["cells"]
    listed = "".join("".join(cell["source"]) + "\n" for cell in cells if cell["id"].startswith("claims-0"))
    rows = {
        row[0]: row[-1]
        for row in (line.strip("| ").split(" | ") for line in listed.splitlines() if "| C" in line)
    }
    assert list(rows)
    assert sorted(rows, key=lambda code: int(code[1:])) == list(CLAIMS)
    cited = coverage(ROOT).cited
    assert {code: where for code, where in rows.items() if where != ", ".join(sorted(cited[code]))} == {}
    clashes = "".join(next(cell["source"] for cell in cells if cell["id"] == "contradictions"))
    assert all(f"| {code} |" in clashes for code in CONTRADICTIONS)


def test_codes_stay_out_of_the_running_text_of_lessons() -> None:
    code = re.compile(r"\b(?:C\d{1,3}|X[A-L])\b")
    for path in sorted((ROOT / "course" / "es").glob("[0-9][0-9]-*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "markdown" and cell["id"] != "sources":
                assert not code.findall("".join(cell["source"])), (path.stem, cell["id"])
