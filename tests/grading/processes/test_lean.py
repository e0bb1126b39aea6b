"""What grading processes do without: widgets, servers, and what reads notebooks for whoever starts them."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from dosclientes.grading.processes.server import ROLES, WARM
from dosclientes.grading.rehearsal import kept
from dosclientes.paths import ROOT
from dosclientes.teaching.graded import stored_class

ASSIGNMENTS = [f"a{number}" for number in range(1, 7)]
HEAVY = {"ipywidgets", "anywidget", "jsonschema", "nbgrader", "nbformat", "nbconvert", "sqlalchemy"} | {
    *("jupyter_server", "jupyter_client", "jupyterlab", "ipykernel", "tornado", "zmq"),
}
SERVER = """
import importlib, json, sys, tempfile
from pathlib import Path
from dosclientes.grading.processes.server import ROLES, preload
role = importlib.import_module(ROLES[sys.argv[1]])
warm = role.warm(Path(tempfile.mkdtemp()) / "ipython")
preload(json.loads(sys.argv[2]), [])
for statement in json.loads(sys.argv[3]):
    exec(statement)
role.ready(warm, {})
print(json.dumps(sorted(sys.modules)))
"""


def imported(assignment: str) -> set[str]:
    """The statements by which an instructor's notebook imports."""
    notebook = nbformat.read(ROOT / "source" / "es" / assignment / f"{assignment}.ipynb", as_version=4)
    nodes = [
        node
        for cell in notebook.cells
        if cell.cell_type == "code"
        for node in ast.walk(ast.parse(cell.source))
    ]
    return {ast.unparse(node) for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)}


def loaded(role: str, folder: Path, modules: list[str], statements: list[str]) -> set[str]:
    """What a warm server of this role holds that has loaded these modules, and run these statements: packages."""
    environment = {**os.environ, WARM: "1", "PYTHONPATH": str(ROOT), "TMPDIR": str(folder)}
    command = [sys.executable, "-c", SERVER, role, json.dumps(modules), json.dumps(statements)]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    return {name.partition(".")[0] for name in json.loads(told.splitlines()[-1])}


@pytest.mark.parametrize("role", ROLES)
def test_what_the_notebooks_of_this_course_import(role: str, tmp_path: Path) -> None:
    statements = {statement for assignment in ASSIGNMENTS for statement in imported(assignment)}
    assert "from dosclientes import exercise" in statements
    assert loaded(role, tmp_path, [], sorted(statements)) & HEAVY == set()


@pytest.mark.slow
@pytest.mark.sandbox
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_what_a_solution_loads_while_it_runs(assignment: str, tmp_path: Path) -> None:
    group = stored_class(assignment, "es", tmp_path / "class", ["solution"])
    found = kept.modules(group.folder, assignment)
    assert found
    assert loaded("kernel", tmp_path, found, []) & HEAVY == set()
