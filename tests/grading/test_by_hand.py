"""An assignment without tests, texts and code graded by hand alone: each command says so."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from dosclientes.cli import main
from tests.grading import course as courses

pytestmark = pytest.mark.sandbox
CONFIG = "c = get_config()\nc.CourseDirectory.course_id = 'essays'\n"


def by_hand(cell: Any, name: str, points: int) -> Any:
    """A cell that a person grades."""
    label = {"grade_id": name, "grade": True, "solution": True, "locked": False, "task": False}
    cell.metadata["nbgrader"] = {**label, "points": points, "schema_version": 3}
    return cell


@pytest.fixture(scope="module")
def essays(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("essays")
    (folder / "source" / "w1").mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(CONFIG)
    text = by_hand(new_markdown_cell("### BEGIN SOLUTION\nBecause.\n### END SOLUTION"), "why", 3)
    code = by_hand(new_code_cell("### BEGIN SOLUTION\nprint(sum(range(5)))\n### END SOLUTION"), "draw", 2)
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(cells=[text, code], metadata={"kernelspec": spec})
    nbformat.write(notebook, folder / "source" / "w1" / "w1.ipynb")
    courses.nbgrader("generate_assignment", "w1", cwd=folder)
    for student, given in (("ana", "source"), ("blank", "release")):
        shutil.copytree(folder / given / "w1", folder / "submitted" / student / "w1")
    return folder


SAID = {
    "es": (
        "w1: no tiene pruebas: nada se puntúa solo",
        "Por calificar a mano, en el formgrader: 2 (estudiantes: 1)",
        "por calificar a mano: draw, why",
    ),
    "en": (
        "w1: there are no tests: nothing is graded automatically",
        "To be graded by hand, in the formgrader: 2 (students: 1)",
        "to be graded by hand: draw, why",
    ),
}


@pytest.mark.parametrize("language", SAID)
def test_each_command_says_what_is_left_to_a_person(
    essays: Path,
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    course = tmp_path / "course"
    shutil.copytree(essays, course)
    monkeypatch.setenv("LC_ALL", f"{language}_{language.upper()}.UTF-8")
    monkeypatch.chdir(os.sep)
    nothing, left, waits = SAID[language]

    def told(*words: str) -> tuple[int, str]:
        code = main([words[0], "w1", "--root", str(course), "--lang", language, *words[1:]])
        found = capfd.readouterr()
        return code, " ".join(f"{found.out} {found.err}".split())

    code, said = told("rehearse")
    assert (code, said) == (0, nothing)
    code, said = told("grade")
    assert code == 0
    assert nothing in said
    assert left in said
    grades = courses.rows(course, courses.GRADES)
    assert [(row[0], row[2], row[3], row[5]) for row in grades] == [
        *(("ana", cell, None, 1) for cell in ("draw", "why")),
        *(("blank", cell, 0.0, 0) for cell in ("draw", "why")),  # unchanged: so nbgrader has it
    ]
    code, said = told("status")
    assert code == 3
    assert said.count(waits) == 1
