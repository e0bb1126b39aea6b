"""The one-page guides: every command in them works as it is typed, in a fresh copy of the course."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from autograde_tests import corpus
from dosclientes.paths import ROOT
from dosclientes.teaching.commands import Class
from dosclientes.teaching.round import hand_in
from tests.teaching.downloads import HandIn, Student, moodle, packed, work, worksheet

PLATFORM = {"en": "class-by-platform.md", "es": "clase-por-plataforma.md"}
EXCHANGE = {"en": "class-by-exchange.md", "es": "clase-por-intercambio.md"}
STUDENTS = [Student("ana", "Ana", "Ruiz", 9001), Student("luis", "Luis", "Peña", 9002)]
ROSTER = "id,nombre,apellidos,correo\n" + "".join(
    f"{one.id},{one.given},{one.family},{one.email}\n" for one in STUDENTS
)


def blocks(page: str) -> list[str]:
    """What is typed, block by block; the first sets the terminal up."""
    return re.findall(
        r"^```sh\n(.*?)^```", (ROOT / "docs" / page).read_text("utf-8"), re.DOTALL | re.MULTILINE
    )


@pytest.mark.parametrize("pages", [PLATFORM, EXCHANGE], ids=["platform", "exchange"])
def test_both_languages_type_the_same(pages: dict[str, str]) -> None:
    english, spanish = (blocks(pages[lang]) for lang in ("en", "es"))
    assert len(english) > 7
    assert [block.replace("LANG=en", "LANG=es") for block in english] == spanish


@pytest.fixture
def group(tmp_path: Path, request: pytest.FixtureRequest) -> Class:
    """A fresh copy of the course, with its `.venv`, and the list of a class."""
    group = Class.copy(tmp_path / "mi clase", request.param)
    (group.folder / ".venv").symlink_to(sys.prefix)
    (group.folder / "roster.csv").write_text(ROSTER, "utf-8")
    return group


def typed(group: Class, first: str, block: str) -> str:
    """Type a block in a new terminal; code 3 is no failure."""
    lines = [f"{line} || test $? = 3" for line in block.strip().splitlines()]
    script = "set -e\n" + first + "\n".join(lines)
    done = subprocess.run(
        ["bash", "-c", script], cwd=group.folder, text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, f"{block}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.sandbox
@pytest.mark.parametrize("group", ["en"], indirect=True)
def test_every_command_of_a_class_by_platform(group: Class) -> None:
    first, *rest = blocks(PLATFORM["en"])
    hand_ins = [
        HandIn(one, work(name), "lunes, 30 de noviembre de 2026, 10:00")
        for one, name in zip(STUDENTS, ("solution", "half-done"), strict=True)
    ]
    packed(group.folder / "download.zip", moodle(hand_ins))
    (group.folder / "worksheet.csv").write_bytes(worksheet(hand_ins))
    told = [typed(group, first, block) for block in rest]
    assert any("luis: text-own-case" in text for text in told)
    filled = (group.folder / "filled.csv").read_text("utf-8-sig")
    assert re.search(r"luis@example.org,Enviado,5,", filled)  # his text was blank: 0, so decided
    assert re.search(r"ana@example.org,Enviado,,", filled)  # her text waits
    assert list(group.folder.glob("feedback-*.zip"))


@pytest.mark.slow
@pytest.mark.sandbox
@pytest.mark.parametrize("group", ["es"], indirect=True)
def test_every_command_of_a_class_by_exchange(group: Class) -> None:
    first, *rest = blocks(EXCHANGE["es"])
    for block in rest:
        if block.startswith("nbgrader collect"):
            for one, name in zip(STUDENTS, ("solution", "half-done"), strict=True):
                hand_in(group, "a1", one.id, corpus.submission("a1", name))
        typed(group, first, block)
    (grades,) = group.folder.glob("grades-*.csv")
    assert re.search(r",luis,.*,graded", grades.read_text("utf-8"))
    assert list(group.folder.glob("exchange/**/feedback/*.html"))
