"""The kernel of `make course`: names that are always there, and words for those that are missing."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from jupyter_client.manager import KernelManager

from dosclientes.lab import server as lab
from dosclientes.paths import ROOT

LESSON = "01-customer-iso9000.ipynb"
Run = Callable[[str], str]


@pytest.fixture(scope="module", params=["es", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def run(lang: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Runs code as a cell of lesson 01 in a kernel that has run nothing yet; what it shows, as text."""
    folder = tmp_path_factory.mktemp("mi curso ñandú")
    for name in (LESSON, "course.json"):
        shutil.copy(ROOT / "course" / lang / name, folder)
    environ = {**os.environ, **lab.environment(lang), "JPY_SESSION_NAME": str(folder / LESSON)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", environ["JUPYTER_PATH"])
        manager = KernelManager(kernel_name="python3")
        manager.start_kernel(cwd=str(folder), env=environ)
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(60)

    def shown(code: str) -> str:
        told: list[str] = []

        def hear(message: dict[str, dict[str, object]]) -> None:
            content = message["content"]
            told.append(str(content.get("text", "")))
            told.extend(map(str, content.get("traceback", [])))  # type: ignore[call-overload]
            told.append(json.dumps(content.get("data", ""), ensure_ascii=False))

        client.execute_interactive(code, timeout=60, output_hook=hear)
        return "\n".join(told)

    yield shown
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def test_what_the_notebook_imports_is_there_before_its_first_cell(run: Run) -> None:
    assert "01-bus" in run('exercise("01-bus")')
    assert "lost" not in run('datasets.load("cases").shape')
    assert "Error" not in run("plots.bars")


def test_a_cell_that_was_skipped_is_named_and_so_is_what_to_do(run: Run, lang: str) -> None:
    told = run('plots.bars(lost.recipient.value_counts(), "lost-customers", inside="hospital")')
    assert "«lost»" in told or "“lost”" in told
    menu = {
        "es": "Run → Ejecutar todo por encima de la celda seleccionada",
        "en": "Run → Run All Above Selected Cell",
    }
    assert menu[lang] in told
    assert "Traceback" not in told


def test_what_no_cell_makes_is_the_usual_error(run: Run) -> None:
    told = run("exercize('01-bus')")
    assert "NameError" in told


def test_own_names_are_not_replaced(run: Run) -> None:
    assert "7" in run("figure = 7\nfigure")
    assert "7" in run("figure")


def test_the_command_is_found_in_a_cell(run: Run) -> None:
    assert "dosclientes" in run("import shutil; shutil.which('dosclientes')")
