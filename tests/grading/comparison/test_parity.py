"""`dosclientes parity`: stock and engine side by side, each difference with its reason, the course left alone."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from dosclientes.grading.comparison.copies import Copy
from dosclientes.grading.comparison.rows import EQUAL, GAINED, LOST, MEANT, PERSON, judged
from tests import needs
from tests.grading import course as courses
from tests.grading.rehearsal.kinds import KINDS
from tests.grading.rehearsal.test_kinds import make

STDERR = "import sys\nprint('careful', file=sys.stderr)\n"


@pytest.mark.parametrize(
    ("stock", "engine", "kind"),
    [
        ((1.0, False), (1.0, False), EQUAL),
        ((0.0, False), (0.0, False), EQUAL),
        ((1.0, False), (None, True), PERSON),
        ((1.0, False), (0.0, False), LOST),
        ((2.0, False), (1.0, False), LOST),
        ((0.0, False), (1.0, False), GAINED),
        (None, (1.0, False), MEANT),
        ((1.0, False), (1.0, True), PERSON),
        ((0.0, True), (0.0, False), MEANT),
    ],
)
def test_a_row_is_of_one_kind(tmp_path: Path, stock: Any, engine: Any, kind: str) -> None:
    """Fewer points than stock's are a silent zero unless a person is asked; more are never equal."""
    graded = Copy(tmp_path).graded("a", "ana")
    graded.mkdir(parents=True)
    verdict = {"name": "t", "verdict": "error", "score": None, "reason": "the value cannot cross"}
    (graded / "grading.json").write_text(json.dumps({"verdicts": {"n": [verdict]}}))
    row = judged(("ana", "n", "t"), stock, engine, graded, graded)
    assert row.kind == kind
    assert bool(row.reason) == (kind != EQUAL)


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, list[dict[str, Any]], bool]:
    """A course whose gradebook lies elsewhere, by an absolute path; what the command prints and reports."""
    needs.check("sandbox")
    folder = tmp_path_factory.mktemp("parity") / "course"
    make(folder, {name: KINDS[name] for name in ("callable", "identity")})
    submitted = folder / "submitted" / "warned" / "a"
    shutil.copytree(folder / "submitted" / "solution" / "a", submitted)
    notebook = nbformat.read(submitted / "callable.ipynb", as_version=4)
    notebook.cells[0].source = notebook.cells[0].source.replace(
        "    return 1", f"    {STDERR.replace(chr(10), chr(10) + '    ')}return 1"
    )
    nbformat.write(notebook, submitted / "callable.ipynb")
    book = folder.parent / "elsewhere.db"
    shutil.copy(folder / "gradebook.db", book)
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write(f"c.CourseDirectory.db_url = 'sqlite:///{book}'\n")
    before = digest(folder), book.read_bytes()
    command = [sys.executable, "-m", "dosclientes", "parity", "--root", str(folder), "--report", "r.json"]
    environment = {**courses.ENVIRONMENT, "LC_ALL": "en_US.UTF-8"}
    done = subprocess.run(
        command, cwd=folder.parent, env=environment, text=True, capture_output=True, check=False
    )
    assert done.returncode == 3, done.stderr + done.stdout
    (result,) = json.loads((folder.parent / "r.json").read_text("utf-8"))
    return folder, done.stdout, result["rows"], (digest(folder), book.read_bytes()) == before


def digest(folder: Path) -> dict[str, str]:
    return {
        os.path.relpath(path, folder): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.slow
def test_each_difference_has_its_reason(compared: Any) -> None:
    _folder, said, rows, _same = compared
    different = {(row["student"], row["cell"]): row for row in rows if row["kind"] != EQUAL}
    assert [(key, row["kind"]) for key, row in different.items()] == [(("warned", "test1"), MEANT)]
    assert "stderr" in said
    assert {row["student"] for row in rows} == {
        "solution",
        "blank",
        "warned",
        "parity-solution",
        "parity-blank",
    }


@pytest.mark.slow
def test_it_says_what_is_not_protected(compared: Any) -> None:
    _folder, said, _rows, _same = compared
    assert "identity/test2: not protected" in said


@pytest.mark.slow
def test_the_course_is_left_alone(compared: Any) -> None:
    assert compared[3]
