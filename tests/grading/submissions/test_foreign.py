"""A hand-in of the class in another language is graded, and its instructor is told."""

from __future__ import annotations

import nbformat
import pytest

from dosclientes.grading.submissions.plan import Notebook, texts
from dosclientes.grading.submissions.submission import foreign
from dosclientes.paths import ROOT


@pytest.mark.parametrize("name", ["a1", "a2", "a3", "a4", "a5", "a6"])
def test_another_classs_texts_are_told(name: str) -> None:
    released = {
        lang: nbformat.read(ROOT / "assignments" / lang / name / f"{name}.ipynb", as_version=4)
        for lang in ("es", "en")
    }
    plan = Notebook(name, "", None, {}, texts=texts(released["en"].cells))
    (told,) = foreign(released["es"], plan)
    assert name in told
    assert not foreign(released["en"], plan)
    # who deletes most texts, or writes some of their own, is no stranger
    kept = [cell for cell in released["en"].cells if cell.cell_type == "markdown"][:1]
    own = [nbformat.v4.new_markdown_cell(f"nota {number}") for number in range(9)]
    assert not foreign(nbformat.v4.new_notebook(cells=[*kept, *own]), plan)
