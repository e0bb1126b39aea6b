"""Every lesson, in each language: it runs on a fresh kernel without a word on stderr, and has the course's shape."""

from __future__ import annotations

import json
import re
import shutil
import statistics
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from dosclientes.items import find
from dosclientes.paths import ROOT
from tests.languages import ES_THEN_EN

COURSE = ROOT / "course"
LESSONS = sorted(path.stem for path in (COURSE / "es").glob("[0-9][0-9]-*.ipynb"))
FULL = [name for name in LESSONS if not name.startswith("00")]


def cells(lang: str, name: str, kind: str) -> list[dict[str, Any]]:
    notebook = json.loads((COURSE / lang / f"{name}.ipynb").read_text(encoding="utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


def text(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


@pytest.mark.parametrize("lang", ES_THEN_EN)
@pytest.mark.parametrize("name", LESSONS)
def test_it_runs_top_to_bottom_without_error_or_warning(tmp_path: Path, name: str, lang: str) -> None:
    shutil.copy(COURSE / lang / "course.json", tmp_path)
    notebook = nbformat.read(COURSE / lang / f"{name}.ipynb", as_version=4)
    NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(tmp_path)}}).execute()
    said = [out for cell in notebook.cells for out in cell.get("outputs", ()) if out.get("name") == "stderr"]
    assert said == []
    plain = [data["text/plain"] for data in shown(notebook) if set(data) == {"text/plain"}]
    assert not re.findall(r"\d\.\d{5,}|\bnp\.|undetermined", "\n".join(plain)), (
        "for machines, not for readers"
    )


def shown(notebook: Any) -> list[dict[str, Any]]:
    outputs = [out for cell in notebook.cells for out in cell.get("outputs", ())]
    return [dict(out["data"]) for out in outputs if "data" in out]


@pytest.mark.parametrize("name", FULL)
def test_it_has_the_size_a_learner_can_manage(name: str) -> None:
    for lang, least in (("es", 900), ("en", 800)):  # English says the same in fewer words
        markdown = cells(lang, name, "markdown")
        # the time left is a line to read, and no work
        code = [cell for cell in cells(lang, name, "code") if cell["id"] != "time-left"]
        words = sum(len(re.findall(r"\w+", text(cell))) for cell in markdown)
        assert 25 <= len(markdown) + len(code) <= 48  # with the text to write and the cell to fill in
        assert least <= words <= 1900
        assert 1 <= statistics.median(len(text(cell).splitlines()) for cell in code) <= 3


@pytest.mark.parametrize("name", FULL)
def test_it_says_how_long_it_takes_asks_checks_draws_and_cites(name: str) -> None:
    markdown, code = cells("es", name, "markdown"), cells("es", name, "code")
    ids = [cell["id"] for cell in markdown]
    assert re.search(r"⏱ (3\d|4\d|50) minutos", text(markdown[0]))
    assert {"objectives", "problem", "takeaway", "glossary", "sources"} <= set(ids)
    called = "\n".join(map(text, code))
    for name_called in (f'retrieval("{name[:2]}")', "figure(", "explore(", "plots.", "datasets."):
        assert name_called in called
    assert len(re.findall(r'exercise\("', called)) >= 6
    objectives = text(next(cell for cell in markdown if cell["id"] == "objectives"))
    takeaway = text(next(cell for cell in markdown if cell["id"] == "takeaway"))
    verbs = re.findall(r"- \*\*(\w+)", objectives)
    assert verbs
    assert verbs == re.findall(r"- \*\*(\w+)", takeaway), "the take-away answers the objectives one by one"


@pytest.mark.parametrize("name", LESSONS)
def test_every_exercise_and_link_in_it_exists(name: str) -> None:
    for item_id in re.findall(r'exercise\("([^"]+)"', "\n".join(map(text, cells("es", name, "code")))):
        notebook, _, cell = find(item_id).section.partition("#")
        assert cell in {each["id"] for each in cells("es", notebook, "markdown")}, item_id
    for target in re.findall(r"\]\(([^)#]+\.ipynb)", "\n".join(map(text, cells("es", name, "markdown")))):
        places = [COURSE / "es", ROOT / "assignments" / "es"]  # `make course` lays both into one folder
        assert any((place / target).is_file() for place in places), target


def test_each_lesson_leads_on() -> None:
    """To the next one, to the review, and to the assignment that asks what was taught so far."""
    due = {}
    for path in sorted((ROOT / "assignments" / "es").glob("a?/a?.ipynb")):
        after = re.search(r"Después de las? lecci\w+ (?:\d\d \w )?(\d\d)", path.read_text(encoding="utf-8"))
        due[after[1]] = path.stem if after else ""
    assert len(due) == 6
    for name, following in pairwise([*LESSONS, ""]):
        end = text(cells("es", name, "markdown")[-1])
        assert "(review.ipynb)" in end, name
        assert f"({following}.ipynb)" in end or not following, name
        now_due = [due[name[:2]]] if name[:2] in due else []
        assert re.findall(r"\((a\d)/\1\.ipynb\)", end) == now_due, name
    road = text(next(cell for cell in cells("es", LESSONS[0], "markdown") if cell["id"] == "road"))
    for there in [*LESSONS[1:], *(f"{one}/{one}" for one in due.values()), "review", "placement", "glossary"]:
        assert f"({there}.ipynb)" in road
