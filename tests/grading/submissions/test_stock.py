"""The engine against stock nbgrader on nbgrader's own example course."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.grading import course as courses
from tests.grading.course import answer, cell

NO_CHECK = "def squares(n):\n    return [i ** 2 for i in range(1, n + 1)]"
LOOP = "def sum_of_squares(n):\n    total = 0\n    for i in range(n):\n        total += (i + 1) ** 2\n    return total"


def no_timestamp(folder: Path) -> None:
    (folder / "timestamp.txt").unlink()


def test_edited(notebook: Any) -> None:
    cell(notebook, "correct_squares").source = "pass"


def shuffled(notebook: Any) -> None:
    notebook.cells.append(nbformat.v4.new_code_cell("1/0"))
    notebook.cells.insert(0, nbformat.v4.new_code_cell("import math\nprint('hello')\nmath.pi"))


test_edited.__test__ = False  # type: ignore[attr-defined]

EDITS = {
    "no-check": answer("squares", NO_CHECK),
    "off-by-one": answer("squares", "def squares(n):\n    return [i ** 2 for i in range(n)]"),
    "wrong-type": answer("squares", "def squares(n):\n    return 'many'"),
    "syntax-error": answer("squares", "def squares(n)\n    return 1"),
    "loop": answer("sum_of_squares", LOOP),
    "raises": answer("sum_of_squares", "def sum_of_squares(n):\n    raise KeyError(n)"),
    "prints": answer("squares", "print('hi')\n" + NO_CHECK.replace("    return", "    print(n)\n    return")),
    "test-edited": test_edited,
    "more-cells": shuffled,
    "generator": answer(
        "squares",
        "def squares(n):\n    if n < 1:\n        raise ValueError\n    return list(i*i for i in range(1, n+1))",
    ),
}


@pytest.fixture(scope="session")
def pair(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same class graded by stock nbgrader and by the engine."""
    stock = courses.copy(pristine, tmp_path_factory.mktemp("stock") / "course")
    courses.submit(stock, "solution")
    courses.submit(stock, "blank", solution=False)
    for name, edit in EDITS.items():
        courses.submit(stock, name, edit)
    no_timestamp(stock / "submitted" / "loop" / "ps1")
    (stock / "submitted" / "raises" / "ps1" / "problem2.ipynb").unlink()
    engine = courses.copy(stock, tmp_path_factory.mktemp("engine") / "course")
    (engine / "submitted").symlink_to(stock / "submitted")
    courses.nbgrader("autograde", "ps1", cwd=stock)
    courses.grade(engine)
    return stock, engine


@pytest.mark.slow
@pytest.mark.parametrize("query", [courses.GRADES, courses.COMMENTS, courses.SUBMISSIONS])
def test_same_rows(pair: tuple[Path, Path], query: str) -> None:
    stock, engine = (courses.rows(course, query) for course in pair)
    assert len(stock) >= 12
    assert engine == stock


@pytest.mark.slow
@pytest.mark.parametrize("student", ["solution", "blank", *EDITS])
def test_same_notebooks(pair: tuple[Path, Path], student: str) -> None:
    """Sources, labels and outputs; tracebacks apart, which the engine writes without colours."""
    for name in ("problem1", "problem2"):
        paths = [course / "autograded" / student / "ps1" / f"{name}.ipynb" for course in pair]
        if not paths[0].exists():
            assert not paths[1].exists()
            continue
        stock, engine = (nbformat.read(path, as_version=4) for path in paths)
        assert [essence(item) for item in engine.cells] == [essence(item) for item in stock.cells]


def essence(item: Any) -> dict[str, Any]:
    plain: dict[str, Any] = nbformat.from_dict(item)
    plain = {key: value for key, value in plain.items() if key != "id"}
    plain["metadata"] = {key: value for key, value in item.metadata.items() if key != "execution"}
    for output in plain.get("outputs", []):
        output.pop("traceback", None)
        if output.get("ename") == "SyntaxError":  # it names a temporary file
            output.evalue = output.evalue.partition("(")[0]
    return plain
