"""Grading in this process: quick, for tests of the checks. The real grading is nbgrader's."""

from __future__ import annotations

import ast
import contextlib
import io
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograde_tests import corpus


@dataclass(frozen=True)
class Outcome:
    """The points of a test cell, and what its student hears."""

    points: float
    told: str


def rehearse(stored: corpus.Submission, lang: str) -> dict[str, Outcome]:
    """What each test cell gives for a submission, by grade id: the student's cells first, then all tests."""
    source = corpus.notebook(stored.assignment, lang, "source")
    with tempfile.TemporaryDirectory() as base:
        folder = Path(base).resolve() / "autograded" / "ana" / stored.assignment
        corpus.write(stored, lang, folder)
        handed = Path(base).resolve() / "submitted" / "ana" / stored.assignment
        corpus.write(stored, lang, handed)
        with _inside(folder):
            return _graded(source, stored, lang)


def _graded(source: Any, stored: corpus.Submission, lang: str) -> dict[str, Outcome]:
    names: dict[str, Any] = {}
    released = corpus.notebook(stored.assignment, lang)
    skeletons = {cell["id"]: cell["source"] for cell in released["cells"]}
    for cell in source["cells"]:
        meta = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "code" and not meta.get("grade"):
            given = stored.edits["cells"].get(cell["id"], skeletons.get(cell["id"], cell["source"]))
            with contextlib.suppress(Exception):
                _run(given, names)
    return {
        cell["id"]: _outcome(cell, names)
        for cell in source["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade")
    }


def _outcome(cell: Any, names: dict[str, Any]) -> Outcome:
    told = io.StringIO()
    try:
        with contextlib.redirect_stdout(told), contextlib.redirect_stderr(io.StringIO()) as amiss:
            value = _run(cell["source"], names)
        if amiss.getvalue():  # as nbgrader takes it
            return Outcome(0.0, amiss.getvalue())
    except Exception as error:
        return Outcome(0.0, str(error))
    points = float(cell["metadata"]["nbgrader"]["points"])
    return Outcome(points if value is None else float(value), told.getvalue())


def _run(source: str, names: dict[str, Any]) -> Any:
    """Run a cell; return the value of its last line if that is an expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body else None
    if not isinstance(last, ast.Expr):
        tree.body += [last] if last else []
        last = None
    exec(compile(tree, "<cell>", "exec"), names)
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names) if last else None


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
