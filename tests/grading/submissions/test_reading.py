"""Notebooks as editors and other programs leave them are read, and read as what they are."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import nbformat
import pytest
from nbgrader import utils

from dosclientes.grading.submissions.reading import grade_id, parse

CONTENT: dict[str, Any] = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {},
    "cells": [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["¿Quién?\n", "Ana"]},
        {
            "cell_type": "code",
            "id": "b",
            "metadata": {"nbgrader": {"grade_id": "chain"}, "tags": ["mine"]},
            "source": "x = 1",
            "outputs": [],
            "execution_count": None,
        },
    ],
}


def spoilt(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(json.dumps(CONTENT))
    change(content)
    return content


def test_a_byte_order_mark_changes_nothing() -> None:
    text = json.dumps(CONTENT, ensure_ascii=False)
    found = parse(text.encode("utf-8-sig"))
    assert found == parse(text.encode())
    assert [cell.source for cell in found.cells] == ["¿Quién?\nAna", "x = 1"]
    assert [grade_id(cell) for cell in found.cells] == [None, "chain"]


@pytest.mark.parametrize("tags", [None, "mine", ["mine", "mine"], ["mine", 3], {"mine": 1}, 7])
def test_tags_of_any_kind_are_a_list_of_words(tags: object) -> None:
    found = parse(json.dumps(spoilt(lambda it: it["cells"][1]["metadata"].update(tags=tags))).encode())
    nbformat.validate(found)
    assert found.cells[1].metadata.tags == (
        ["mine"] if tags in ("mine", ["mine", "mine"], ["mine", 3]) else []
    )
    assert grade_id(found.cells[1]) == "chain"


@pytest.mark.parametrize("label", [None, "chain", ["chain"]])
def test_a_label_that_nbgrader_did_not_write_is_none(label: object) -> None:
    found = parse(json.dumps(spoilt(lambda it: it["cells"][1]["metadata"].update(nbgrader=label))).encode())
    assert not utils.is_task(found.cells[1])
    assert grade_id(found.cells[1]) is None


@pytest.mark.parametrize("value", [None, [], "word"])
@pytest.mark.parametrize("cell", [0, 1, None])
def test_metadata_that_are_none_are_empty(cell: int | None, value: object) -> None:
    def spoil(content: dict[str, Any]) -> None:
        part = content if cell is None else content["cells"][cell]
        if value is None:
            del part["metadata"]
        else:
            part["metadata"] = value

    found = parse(json.dumps(spoilt(spoil)).encode())
    nbformat.validate(found)
    assert found.cells[1].source == "x = 1"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"3", b'"x"', b"{}", '{"á": 1}'.encode("latin-1")])
def test_what_is_no_notebook_is_refused(content: bytes) -> None:
    with pytest.raises(Exception, match=r"."):
        parse(content).cells  # noqa: B018 - an empty object is read as one of an old version
