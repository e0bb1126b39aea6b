"""The curriculum is covered: every claim, contradiction and misconception is taught and practised."""

from __future__ import annotations

import pytest

from dosclientes.authoring.coverage import Coverage, coverage, table
from dosclientes.paths import ROOT


@pytest.fixture(scope="module")
def found() -> Coverage:
    return coverage(ROOT)


def test_there_is_no_hole(found: Coverage) -> None:
    assert list(found.holes()) == []


def test_every_claim_is_taught_in_the_lesson_of_the_syllabus(found: Coverage) -> None:
    """Spot checks of the curriculum's table, one a lesson."""
    homes = {"C39": "01", "C70": "02", "C49": "03", "C87": "04", "C46": "05", "C13": "06", "C60": "07"}
    homes |= {
        "C108": "08",
        "C93": "09",
        "C33": "10",
        "XD": "01",
        "XI": "02",
        "XK": "04",
        "XJ": "07",
        "XH": "09",
    }
    assert {code: lesson for code, lesson in homes.items() if lesson not in found.cited[code]} == {}


@pytest.mark.parametrize(("kind", "code"), [("cited", "C60"), ("tagged", "XB"), ("misconceptions", "M9")])
def test_a_hole_would_be_named(kind: str, code: str) -> None:
    broken = coverage(ROOT)
    getattr(broken, kind)[code].clear()
    assert [hole for hole in broken.holes() if hole.startswith(f"{code}:")]


def test_a_lesson_with_few_or_only_easy_items_would_be_named() -> None:
    broken = coverage(ROOT)
    broken.items["01"] = [
        item for item in broken.items["01"] if item.parts["bloom"] in ("remember", "understand")
    ]
    holes = " ".join(broken.holes())
    assert "lesson 01" in holes
    assert "remember or understand" in holes


def test_the_table_has_a_line_for_everything(found: Coverage) -> None:
    lines = list(table(found))
    assert sum(line.startswith(("C", "X", "M")) for line in lines) == 110 + 12 + 16
