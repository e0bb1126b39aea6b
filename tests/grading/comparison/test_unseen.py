"""Courses nobody had in mind when the engine was written: the same grades as nbgrader's, little unprotected."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dosclientes.grading.comparison.measure import Result, measure
from dosclientes.grading.comparison.rows import EQUAL, GAINED, LOST, MEANT
from tests import needs
from tests.grading.comparison.nbgraders import build as build_nbgraders
from tests.grading.comparison.unseen import COURSES, build


@pytest.fixture(scope="module", params=COURSES)
def result(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Result:
    needs.check("sandbox")
    folder: Path = build(tmp_path_factory.mktemp("unseen") / "course", COURSES[request.param])
    before = Path.cwd()
    os.chdir(folder)
    try:
        return measure(folder, "a", "*")
    finally:
        os.chdir(before)


@pytest.mark.slow
def test_same_grades(result: Result) -> None:
    assert result.problem == ""
    assert [row for row in result.rows if row.kind in (LOST, GAINED)] == []
    asked = [row for row in result.rows if row.kind != EQUAL]
    assert len(asked) <= 0.01 * len(result.rows), asked
    assert all(row.reason for row in asked)


@pytest.mark.slow
def test_tests_are_protected(result: Result) -> None:
    assert len(result.unprotected) <= 0.15 * result.tests, result.unprotected


@pytest.fixture(scope="module", params=["ps1", "suite", "changed"])
def nbgraders_own(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Result:
    needs.check("sandbox")
    folder = build_nbgraders(tmp_path_factory.mktemp("nbgraders") / "course")
    before = Path.cwd()
    os.chdir(folder)
    try:
        return measure(folder, request.param, "*")
    finally:
        os.chdir(before)


@pytest.mark.slow
def test_same_grades_for_nbgraders_own_notebooks(nbgraders_own: Result) -> None:
    """Its example course and the notebooks of its test-suite; on purpose, a deleted test comes back."""
    assert nbgraders_own.problem == ""
    assert nbgraders_own.rows
    assert [row for row in nbgraders_own.rows if row.kind not in (EQUAL, MEANT)] == []
    assert nbgraders_own.unprotected == {}
