"""A learner's folder, and stored submissions laid into it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from autograde_tests import corpus
from dosclientes.lab import delivery as learning
from dosclientes.selfcheck.checking import Checked, check
from dosclientes.selfcheck.read.where import work_in


class Desk:
    """Where somebody learns: `folder` is their copy of an assignment."""

    def __init__(self, base: Path, assignment: str, lang: str) -> None:
        self.base, self.assignment, self.lang = base, assignment, lang
        learning.fill(lang, base / lang)
        self.folder = base / lang / assignment
        self.notebook = self.folder / f"{assignment}.ipynb"

    def lay(self, name: str) -> None:
        """Work as in a stored submission."""
        (self.folder / "answers.json").unlink(missing_ok=True)
        corpus.write(corpus.submission(self.assignment, name), self.lang, self.folder)

    def edit(self, **cells: str) -> None:
        """Type into cells; `customer_of` is the cell `customer-of`."""
        content = json.loads(self.notebook.read_text("utf-8"))
        for cell in content["cells"]:
            cell["source"] = cells.get(cell["id"].replace("-", "_"), cell["source"])
        self.notebook.write_text(json.dumps(content), "utf-8")

    def check(self) -> Checked:
        return check(work_in(self.folder))


@pytest.fixture
def desk(tmp_path: Path) -> Callable[..., Desk]:
    """Sets up a desk: `desk("a1", "en")`, with accents and spaces in the folder's name."""

    def start(assignment: str = "a1", lang: str = "es") -> Desk:
        return Desk(tmp_path / "mi curso ñandú", assignment, lang)

    return start
