"""A picture of the docs is said to be old when what it shows has changed, and only then."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dosclientes.authoring.pictures import pictures, record, stale
from dosclientes.paths import ROOT

SOURCES = {
    "course/es/01.ipynb": json.dumps(
        {"cells": [{"id": "ask", "source": ["¿Quién?"]}, {"id": "end", "source": ["Fin"]}]},
        ensure_ascii=False,
    ),
    "course/items/01.yml": "items:\n- id: 01-a\n  prompt: ¿Uno?\n- id: 01-b\n  prompt: ¿Dos?\n",
    "words.py": '"""Words."""\n\n\ndef say(n: int) -> str:\n    """Say it."""\n    return "Hola" * (n + 3)\n'
    '\n\ndef hush() -> str:\n    return "Chitón"\n',
    "look.css": "/* boxes */\n.dc-box { color: red }\n.dc-panel { color: blue }\n.dc-box .dc-map { top: 0 }\n",
    "requirements.lock": "jupyterlab==4.6.6 \\\n    --hash=sha256:00\nnumpy==2.4.6 \\\n",
}
SHOWN = """\
"one-{lang}.png":
  - course/es/01.ipynb#ask
  - course/items/01.yml#01-a
  - words.py#say
  - look.css#dc-box
  - requirements.lock#jupyterlab
"""
NAMES = ["one-es.png", "one-en.png"]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with a picture in each language, just taken."""
    for name, text in {**SOURCES, "docs/images/pictures.yaml": SHOWN}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    for name in NAMES:
        (tmp_path / "docs" / "images" / name).write_bytes(b"a picture")
    record(NAMES, tmp_path)
    return tmp_path


def change(course: Path, name: str, old: str, new: str) -> None:
    text = (course / name).read_text("utf-8")
    assert old in text
    (course / name).write_text(text.replace(old, new), "utf-8")


def test_a_picture_just_taken_is_not_old(course: Path) -> None:
    assert list(stale(course)) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "source"),
    [
        ("course/es/01.ipynb", "¿Quién?", "¿Quiénes?", "course/es/01.ipynb#ask"),
        ("course/items/01.yml", "¿Uno?", "¿Una?", "course/items/01.yml#01-a"),
        ("words.py", "Hola", "Adiós", "words.py#say"),
        ("words.py", "+ 3", "+ 4", "words.py#say"),
        ("look.css", "red", "green", "look.css#dc-box"),
        ("requirements.lock", "4.6.6", "4.7.0", "requirements.lock#jupyterlab"),
    ],
)
def test_a_picture_is_old_when_what_it_shows_changes(
    course: Path, name: str, old: str, new: str, source: str
) -> None:
    change(course, name, old, new)
    assert [str(problem) for problem in stale(course)] == [
        f"docs/images/{picture}: is older than {source}: run `make pictures`" for picture in NAMES
    ]
    record(NAMES, course)
    assert list(stale(course)) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("course/es/01.ipynb", "Fin", "El fin"),
        ("course/items/01.yml", "¿Dos?", "¿Doce?"),
        ("words.py", "Say it.", "Say it thrice."),
        ("words.py", "(n: int)", "(n: float)"),
        ("words.py", "Chitón", "Silencio"),
        ("look.css", "boxes", "all boxes"),
        ("look.css", "top: 0", "top: 1px"),
        ("look.css", "blue", "navy"),
        ("requirements.lock", "2.4.6", "2.5.0"),
    ],
)
def test_what_no_reader_sees_makes_no_picture_old(course: Path, name: str, old: str, new: str) -> None:
    change(course, name, old, new)
    assert list(stale(course)) == []


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda path: path.unlink(), "has not been taken"),
        (lambda path: path.write_bytes(b"another picture"), "is not the picture that was taken"),
    ],
)
def test_a_picture_that_is_gone_or_replaced_is_named(
    course: Path, spoil: Callable[[Path], None], said: str
) -> None:
    spoil(course / "docs" / "images" / "one-en.png")
    (problem,) = stale(course)
    assert problem.path == "docs/images/one-en.png"
    assert said in problem.text


def test_a_source_that_is_gone_is_said_and_not_taken_for_empty(course: Path) -> None:
    change(course, "course/es/01.ipynb", '"ask"', '"asked"')
    assert {problem.text.partition(",")[0] for problem in stale(course)} == {"shows course/es/01.ipynb#ask"}


def test_the_pictures_of_this_course_are_as_new_as_what_they_show() -> None:
    assert [str(problem) for problem in stale()] == []


def test_each_picture_of_a_page_exists_and_is_shown_in_the_language_of_the_page() -> None:
    for page in [ROOT / "README.md", ROOT / "README.es.md", *(ROOT / "docs").glob("*.md")]:
        for link in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page.read_text("utf-8")):
            assert (page.parent / link).is_file(), (page, link)


def test_each_listed_picture_is_shown_by_a_page() -> None:
    pages = [ROOT / "README.md", ROOT / "README.es.md", *(ROOT / "docs").rglob("*.md")]
    shown = "\n".join(page.read_text("utf-8") for page in pages)
    assert [name for name in pictures() if f"images/{name}" not in shown] == []
