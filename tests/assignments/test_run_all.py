"""*Run all* in an assignment just fetched goes to the end, and says of each question that it is blank."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from autograde_tests import corpus
from dosclientes.assignments import names
from tests.languages import ES_THEN_EN


def run_all(folder: Path, name: str) -> Any:
    """The notebook after *Run all*. Raises nbclient's CellExecutionError where JupyterLab would stop."""
    path = folder / f"{name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(folder)}})
    client.execute()
    return notebook


def amiss(notebook: Any) -> dict[str, str]:
    """What each graded code cell has written to stderr, where nbgrader's *Validate* looks."""
    return {
        cell.metadata.nbgrader["grade_id"]: "".join(
            out.text for out in cell.outputs if out.get("name") == "stderr"
        )
        for cell in notebook.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
    }


@pytest.mark.parametrize("name", names("es"))
@pytest.mark.parametrize("lang", ES_THEN_EN)
def test_a_blank_notebook_runs_to_the_end_and_every_question_speaks(
    name: str, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("JUPYTERHUB_USER", "NBGRADER_STUDENT_ID", "DOSCLIENTES_LANG"):
        monkeypatch.delenv(variable, raising=False)
    corpus.write(corpus.submission(name, "blank"), lang, tmp_path)
    told = amiss(run_all(tmp_path, name))
    assert told.keys() == corpus.graded(name, lang).keys()
    silent = [key for key, text in told.items() if not text.strip()]
    assert silent == []
    if lang == "en":
        assert [key for key, text in told.items() if "blanco" in text or "Falta" in text] == []


def test_the_solution_runs_to_the_end_and_no_question_speaks(tmp_path: Path) -> None:
    for name, stored in (("written", "solution"), ("clicked", "right-by-clicks")):
        corpus.write(corpus.submission("a1", stored), "es", tmp_path / name)
        assert set(amiss(run_all(tmp_path / name, "a1")).values()) == {""}
