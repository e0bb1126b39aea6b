"""A kernel of `make course` imports what later cells will, while it waits; and nothing that a reader wrote."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from jupyter_client.manager import start_new_kernel
from nbformat import v4, write

from dosclientes.lab import server as lab

LOADED = (
    "import sys; print([name for name in ('pandas', 'matplotlib.figure', 'mine') if name in sys.modules])"
)
AT_MOST = 60


def test_what_later_cells_import_is_there_before_they_run(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("")
    code = ["1", "import mine", "from mine import more", "from dosclientes import datasets, plots"]
    notebook = v4.new_notebook(cells=[v4.new_code_cell(cell) for cell in code])
    write(notebook, tmp_path / "lesson.ipynb")
    environment = {**os.environ, **lab.environment("en"), "JPY_SESSION_NAME": str(tmp_path / "lesson.ipynb")}
    manager, client = start_new_kernel(
        cwd=str(tmp_path), env=environment, extra_arguments=["--ext=dosclientes.lab.kernel"]
    )

    def loaded() -> list[str]:
        told: list[str] = []
        client.execute_interactive(
            LOADED,
            timeout=AT_MOST,
            output_hook=lambda message: told.append(message["content"].get("text", "")),
        )
        return list(json.loads("".join(told).replace("'", '"')))

    try:
        assert not loaded()  # the first cell itself waits for nothing
        until = time.monotonic() + AT_MOST
        while len(there := loaded()) < 2 and time.monotonic() < until:
            time.sleep(1)  # a pause, as a reader makes
        assert there == ["pandas", "matplotlib.figure"]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
