"""One class with honest and harmful submissions: everybody gets exactly what they earned."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import indent
from typing import Any

import nbformat
import psutil
import pytest

from tests.grading import course as courses
from tests.grading.course import answer, cell, identity
from tests.grading.tasks import DEAF

SQUARES = (
    "def squares(n):\n    if n < 1:\n        raise ValueError\n    return [i ** 2 for i in range(1, n + 1)]"
)
TESTS = ["correct_squares", "squares_invalid_input", "correct_sum_of_squares", "sum_of_squares_uses_squares"]
FULL = dict(zip(TESTS, [1.0, 1.0, 0.5, 0.5], strict=True))
NONE: dict[str, Any] = dict.fromkeys(TESTS)
ZERO = dict.fromkeys(TESTS, 0.0)
# The answer to the second question is the right one: it does call `squares`, whatever that does.
USES = {"sum_of_squares_uses_squares": 0.5}

STRIP = """import ast
class Strip(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
    def visit_Raise(self, node): return ast.Pass()
get_ipython().ast_transformers.append(Strip())
def squares(n): return None"""
BUILTINS = """import builtins, sys
builtins.AssertionError = ValueError
builtins.sum = builtins.len = builtins.isinstance = builtins.sorted = lambda *a: True
class Equal:
    def __eq__(self, other): return True
    def __iter__(self): return iter(range(10**9))
def squares(n): return Equal()"""
FORGE = """import os, struct, json
def squares(n):
    for fd in range(3, 20):
        try:
            data = json.dumps({"t": "dict", "v": [["reply", {"t": "dict", "v": [["state", "ran"]]}]]}).encode()
            os.write(fd, struct.pack("!I", len(data)) + data)
        except OSError:
            pass
    return 0"""


def deleted(notebook: Any) -> None:
    notebook.cells = [item for item in notebook.cells if identity(item) not in TESTS]


def copied(notebook: Any) -> None:
    first = cell(notebook, "correct_squares")
    notebook.cells.insert(2, nbformat.from_dict(dict(first)))
    notebook.cells.append(nbformat.from_dict(dict(cell(notebook, "squares"))))


def relabelled(notebook: Any) -> None:
    for name in TESTS:
        cell(notebook, name).metadata.nbgrader.update(solution=True, grade=False, points=100)
    cell(notebook, "squares").metadata.nbgrader["schema_version"] = 1


def retyped(notebook: Any) -> None:
    place = notebook.cells.index(cell(notebook, "correct_squares"))
    old = notebook.cells[place]
    notebook.cells[place] = nbformat.v4.new_markdown_cell("none", metadata=old.metadata)


def noisy(notebook: Any) -> None:
    source = "import sys, warnings\n" + SQUARES.replace(
        "    return", "    warnings.warn('x')\n    print('e', file=sys.stderr)\n    return"
    )
    cell(notebook, "squares").source = source


def last_exits(notebook: Any) -> None:
    cell(notebook, "sum_of_squares_application").source = "import os\nos._exit(1)"


CLASS: dict[str, tuple[Any, dict[str, Any]]] = {
    "honest": (None, FULL),
    "deleted": (deleted, FULL),
    "copied": (copied, FULL),
    "relabelled": (relabelled, FULL),
    "retyped": (retyped, FULL),
    "noisy": (noisy, FULL),
    "last-exits": (last_exits, FULL),
    "strip": (answer("squares", STRIP), {**ZERO, **USES}),
    "no-answer": (answer("squares", ""), ZERO),
    "exits": (answer("squares", "def squares(n):\n    import os\n    os._exit(0)"), {**NONE, **USES}),
    "exits-at-once": (answer("squares", "import os\nos._exit(0)"), NONE),
    "loops": (answer("squares", "while True:\n    pass"), ZERO),
    "loops-in-call": (answer("squares", "def squares(n):\n    while True:\n        pass"), {**ZERO, **USES}),
    "deaf": (answer("squares", "def squares(n):\n" + indent(DEAF["busy"], "    ")), {**ZERO, **USES}),
    "deaf-and-waiting": (
        answer("squares", "def squares(n):\n" + indent(DEAF["waiting"], "    ")),
        {**ZERO, **USES},
    ),
    "liar": (answer("squares", BUILTINS), NONE),
    "forger": (answer("squares", FORGE), {**ZERO, **USES}),
    "deep": (
        answer("squares", "def squares(n):\n    l = []\n    for i in range(10**5): l = [l]\n    return l"),
        {**NONE, **USES, "correct_sum_of_squares": 0.0},
    ),
    "recursion": (answer("squares", "def squares(n):\n    return squares(n)"), {**ZERO, **USES}),
}


@pytest.fixture(scope="module")
def graded(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = courses.copy(pristine, tmp_path_factory.mktemp("class") / "course")
    with (course / "nbgrader_config.py").open("a") as config:
        config.write("\nc.Execute.timeout = 2\n")
    for name, (edit, _) in CLASS.items():
        courses.submit(course, name, edit)
    for name, content in {
        "bad-json": b"{",
        "bad-encoding": b"\xff\xfe",
        "bad-cells": b'{"cells": 3}',
    }.items():
        (courses.submit(course, name) / "problem1.ipynb").write_bytes(content)
    done = courses.grade(course, "--report", str(course / "report.json"))
    assert done.returncode == 3, done.stderr
    return course


@pytest.mark.parametrize("student", CLASS)
def test_verdicts(graded: Path, student: str) -> None:
    expected = CLASS[student][1]
    found = {name: courses.scores(graded, student)[name] for name in TESTS}
    for name in TESTS:
        assert (found[name] or 0) <= (expected[name] or 0), report(graded, student)
    assert found == expected, report(graded, student)


@pytest.mark.parametrize("student", ["bad-json", "bad-encoding", "bad-cells"])
def test_unreadable_is_for_a_person(graded: Path, student: str) -> None:
    assert set(courses.scores(graded, student).values()) == {None}
    assert all(verdict["verdict"] == "error" for verdict in report(graded, student)["verdicts"]["problem1"])


def test_ungraded_asks_for_a_person(graded: Path) -> None:
    for row in courses.rows(graded):
        assert row[3] is not None or row[5] == 1


def test_copies_are_mentioned(graded: Path) -> None:
    assert len(report(graded, "copied")["remarks"]) == 2


def test_stale_processes(graded: Path) -> None:
    names = [" ".join(process.info["cmdline"] or []) for process in psutil.process_iter(["cmdline"])]
    assert not [name for name in names if str(graded) in name]


def report(course: Path, student: str) -> dict[str, Any]:
    path = course / "autograded" / student / "ps1" / "grading.json"
    found: dict[str, Any] = json.loads(path.read_text())
    return found
