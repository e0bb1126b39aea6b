"""No test touches the record of the person who runs it, or leaves its language to the next.

What a machine cannot test is skipped, and said at the end, see `needs`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from dosclientes.language import translation
from dosclientes.progress import recording, store
from tests import needs

# A busy machine is no defect. The same examples each time, so that a run says what the last change did; to look for
# new ones: make test-search examples=2000
_SEARCH = int(os.environ.get("DOSCLIENTES_EXAMPLES", "0"))
settings.register_profile(
    "dosclientes",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=not _SEARCH,
    max_examples=_SEARCH or 100,
)
settings.load_profile("dosclientes")

os.environ.pop("DOSCLIENTES_LANG", None)  # whoever runs the tests may teach a class


def pytest_configure() -> None:
    needs.required()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    for name in needs.NEEDS:
        if item.get_closest_marker(name):
            needs.check(name)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    for line in needs.untested([str(report.longrepr[2]) for report in skipped]):
        terminalreporter.write_line(line, yellow=True)


@pytest.fixture(autouse=True, scope="session")
def _a_data_folder_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOSCLIENTES_DATA", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(autouse=True)
def _a_language_of_its_own() -> Iterator[None]:
    """A command chooses the language of its process, which here is that of all tests."""
    yield
    translation._chosen = None


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty data folder, with an accent in its name, where a test sees all that is recorded."""
    folder = tmp_path / "mis datos ñ"
    monkeypatch.setenv("DOSCLIENTES_DATA", str(folder))
    recording._told.clear()
    yield folder
    store.release()
