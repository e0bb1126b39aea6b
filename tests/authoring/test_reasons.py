"""Every graded cell has a reason for self-learners, in every language, and the reasons are secrets."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from autograde_tests import corpus
from autograde_tests.reasoning import reasons
from dosclientes.assignments import names
from dosclientes.authoring.extraction import extract
from dosclientes.authoring.files import BadInputError
from dosclientes.authoring.reasons import read_reasons, reason_files
from dosclientes.language.translation import languages, use_language
from dosclientes.paths import ROOT
from dosclientes.teaching.secrets import leaks, secrets

GIVEN = [path.stem for path in reason_files(ROOT)]
ALL = ["a1", "a2", "a3", "a4", "a5", "a6"]


def worth_points(assignment: str) -> list[str]:
    cells = corpus.notebook(assignment, "es", "source")["cells"]
    marked = [cell["metadata"]["nbgrader"] for cell in cells if "nbgrader" in cell["metadata"]]
    return sorted(cell["grade_id"] for cell in marked if cell["grade"] or cell["task"])


@pytest.mark.parametrize("assignment", GIVEN)
def test_every_graded_cell_has_a_reason_and_no_reason_is_left_over(assignment: str) -> None:
    assert sorted(reasons(assignment)) == worth_points(assignment)


@pytest.mark.skipif(names("es") != ALL, reason="not all six assignments are there yet")
def test_every_assignment_has_its_reasons() -> None:
    assert GIVEN == ALL


@pytest.mark.parametrize("assignment", GIVEN)
def test_reasons_speak_every_language(assignment: str) -> None:
    told = []
    for language in languages():
        with use_language(language):
            told.append(reasons(assignment))
    assert all(one[key] != two[key] for one, two in pairwise(told) for key in one)


def test_reasons_are_secrets_in_every_language(tmp_path: Path) -> None:
    known = secrets()
    for language in languages():
        with use_language(language):
            reason = reasons("a1")["chain-note"]
        assert reason in known
        (tmp_path / "lesson.md").write_text(f"So it is: {reason}\n", "utf-8")
        assert leaks(tmp_path) == [f"lesson.md: {reason}"]


def test_reasons_are_translated_in_the_graded_catalog_alone() -> None:
    contexts = {
        catalog: [message.context or "" for message in messages]
        for catalog, messages in extract(ROOT).items()
    }
    assert "reason:a1:chain-note" in contexts["graded"]
    assert not [context for context in contexts["public"] if context.startswith("reason:")]


def test_an_assignment_without_reasons_has_none() -> None:
    assert reasons("a99") == {}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("one: Porque sí.\ntwo: Y no.\none: Otra vez.\n", r":3: one is given twice"),
        ("one: [Porque sí.]\n", r":1: one: the reason must be a text"),
        ("one: Porque sí.\ntwo:\n", r":2: two: the reason must be a text"),
        ("- Porque sí.\n", r"not a mapping"),
        ("", r"not a mapping"),
        ("one: Porque sí: no.\n", r":1: broken YAML"),
        ("one: |\n  Porque sí.\n\tx: y\n", r":3: broken YAML"),
    ],
)
def test_a_malformed_file_is_named_with_the_line(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "a1.yml"
    path.write_text(text, "utf-8")
    with pytest.raises(BadInputError, match=complaint):
        read_reasons(tmp_path, path)
