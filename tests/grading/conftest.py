"""One generated quickstart course for all tests; each test works on a copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.grading import course as courses


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return courses.quickstart(tmp_path_factory.mktemp("quickstart") / "course")


@pytest.fixture
def course(pristine: Path, tmp_path: Path) -> Path:
    return courses.copy(pristine, tmp_path / "course")
