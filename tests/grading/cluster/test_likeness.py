"""A worker that would grade in another way is refused, and a sentence says why."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from dosclientes.grading.cluster import likeness

HERE = {"python": "3.12.1", "engine": "a", "libraries": {"numpy": "2.1", "pandas": "3.0.1"}}


@pytest.mark.parametrize(
    ("there", "said"),
    [
        ({}, []),
        ({"python": "3.11.2"}, ["tiene Python 3.11.2, y aquí hay 3.12.1"]),
        ({"engine": "b"}, ["su dosclientes es otra versión que la de aquí"]),
        (
            {"libraries": {"numpy": "2.1", "pandas": "3.0.2"}},
            ["tiene pandas 3.0.2, y aquí hay 3.0.1"],
        ),
        ({"libraries": {"numpy": "2.1"}}, ["le falta pandas 3.0.1"]),
        (
            {"libraries": {**HERE["libraries"], "altair": "6"}},  # type: ignore[dict-item]
            ["tiene altair 6, que aquí falta"],
        ),
        ({"problem": "falta bubblewrap"}, ["no hay entorno aislado: falta bubblewrap"]),
    ],
)
def test_differences(there: dict[str, Any], said: list[str]) -> None:
    assert likeness.differences(HERE, {**HERE, "problem": None, **there}) == said


def test_many_libraries_in_few_words() -> None:
    there = {**HERE, "problem": None, "libraries": {f"library{n}": "1" for n in range(8)}}
    said = likeness.differences(HERE, there)
    assert said[-1] == "y 7 bibliotecas más"
    assert len(said) == 4


def test_this_machine_is_like_itself() -> None:
    here = likeness.about()
    assert here["libraries"]["nbgrader"] == "0.9.6"
    assert likeness.differences(here, {**likeness.about(), "problem": None}) == []


def test_what_is_imported_does_not_change_what_is_installed() -> None:
    """The command compares itself with its workers while it imports nbgrader, and a worker before that."""
    code = """
from dosclientes.grading.cluster import likeness
before = likeness.about()
import sys, nbgrader.utils
assert any("_vendor" in entry for entry in sys.path), "nbgrader brings nothing along any more: this test proves nothing"
print(likeness.differences({**likeness.about(), "problem": None}, {**before, "problem": None}))
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"
