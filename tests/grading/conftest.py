"""One generated quickstart course for all tests; each test works on a copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import databases
from tests.grading import course as courses


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return courses.quickstart(tmp_path_factory.mktemp("quickstart") / "course")


@pytest.fixture
def course(pristine: Path, tmp_path: Path) -> Path:
    return courses.copy(pristine, tmp_path / "course")


@pytest.fixture(scope="session")
def on_server(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The quickstart course's gradebook on a PostgreSQL server, to be copied."""
    database = databases.new()
    place = courses.copy(pristine, tmp_path_factory.mktemp("server") / "course", database)
    courses.nbgrader("generate_assignment", "ps1", "--force", cwd=place)
    return database


@pytest.fixture(params=databases.GRADEBOOKS)
def anywhere(request: pytest.FixtureRequest, pristine: Path, tmp_path: Path) -> Path:
    """The course, with its gradebook in a file, and once more with it on a server."""
    server = request.param == "postgresql"
    database = databases.new(like=request.getfixturevalue("on_server")) if server else ""
    return courses.copy(pristine, tmp_path / "course", database)
