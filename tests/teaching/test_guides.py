"""The instructor guides say what the notebooks say: minutes, titles, and that every link leads somewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dosclientes.paths import ROOT

GUIDES = {"en": "instructor-guide.md", "es": "guia-docente.md"}
PAGES = sorted((ROOT / "docs").glob("*.md"))


def opening(path: Path) -> str:
    """A notebook's first cell."""
    return "".join(json.loads(path.read_text("utf-8"))["cells"][0]["source"])


@pytest.mark.parametrize("lang", GUIDES)
def test_minutes_and_titles_are_those_of_lessons_and_assignments(lang: str) -> None:
    rows = re.findall(
        r"^\| (\d\d .+?) \| (\d+) \| (?:(A\d) (.+?) \| (\d+) |\| )\|$",
        (ROOT / "docs" / GUIDES[lang]).read_text("utf-8"),
        re.MULTILINE,
    )
    found = {title: minutes for title, minutes, *_rest in rows}
    found |= {f"{name} {title}": minutes for _lesson, _minutes, name, title, minutes in rows if name}
    said = {}
    for path in sorted((ROOT / "course" / lang).glob("[01][0-9]-*.ipynb")):
        title, minutes = re.findall(r"# (.+)", opening(path))[0], re.findall(r"⏱ (\d+)", opening(path))[0]
        said[title.replace(" · ", " ")] = minutes
    for path in sorted((ROOT / "source" / lang).glob("*/a?.ipynb")):
        text = opening(path)
        said[re.findall(r"# (.+)", text)[0].replace(" · ", " ")] = re.findall(r"(\d+) min", text)[0]
    assert found == said


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
