"""`dosclientes insight` on a class that lies on the disk."""

from __future__ import annotations

import csv
import json
import shutil
import stat
from pathlib import Path

import pytest

from dosclientes.cli import main
from dosclientes.demo.simulated import Sheet, simulate
from dosclientes.language.translation import use_language
from dosclientes.teaching.bundle import names as bundled


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Sheet]]:
    folder = tmp_path_factory.mktemp("class") / "mi clase ñ"
    with use_language("en"):
        return folder, simulate(folder, "en", 14)


@pytest.fixture
def course(simulated: tuple[Path, list[Sheet]], tmp_path: Path) -> Path:
    """A copy of the class, to be changed."""
    return Path(shutil.copytree(simulated[0], tmp_path / "class"))


def insight(root: Path, *words: str) -> int:
    return main(["insight", "--lang", "en", "--root", str(root), *words])


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_pages_and_tables_say_what_is_in_the_gradebook(
    course: Path, simulated: tuple[Path, list[Sheet]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert insight(course, "a1") == 0
    assert "Nothing has left this computer" in capsys.readouterr().out
    made = course / "insight" / "en"
    told = {row["question"]: row for row in rows(made / "a1-questions.csv")}
    sheets = simulated[1]
    for name in ("click-payer", "table-insurer", "chain-note", "text-own-case"):
        full = float(told[name]["points"])
        mean = sum(sheet.points[name] for sheet in sheets) / len(sheets) / full
        assert float(told[name]["mean"]) == pytest.approx(mean, abs=1e-5)
    assert list(told)[:2] == ["click-payer", "click-instruments"]  # as the notebook has them
    content = json.loads((made / "a1.json").read_text("utf-8"))
    assert content["assignment"]["hand_ins"] == 14
    assert len(content["questions"]) == 17
    page = (made / "a1.html").read_text("utf-8")
    assert "<svg" in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")


def test_misconceptions_are_those_that_the_learners_showed(
    course: Path, simulated: tuple[Path, list[Sheet]]
) -> None:
    insight(course, "a1")
    told = {row["misconception"]: row for row in rows(course / "insight" / "en" / "a1-misconceptions.csv")}
    answered = {row["answer"]: row for row in rows(course / "insight" / "en" / "a1-answers.csv")}
    town = sum(sheet.responses["a1-payer"] == "town" for sheet in simulated[1])
    assert int(answered["town"]["people"] if "town" in answered else 0) == town
    assert "M1" in told
    assert 0 < float(told["M1"]["share"]) <= 1


def test_exports_have_pseudonyms_and_the_class_page_names_nobody(
    course: Path, simulated: tuple[Path, list[Sheet]]
) -> None:
    insight(course, "a1")
    made = course / "insight" / "en"
    ids = [sheet.who.id for sheet in simulated[1]]
    for path in made.glob("a1*"):
        text = path.read_text("utf-8")
        assert any(one in text for one in ids) == (path.name == "a1-people.html"), path.name
    first = [row["student"] for row in rows(made / "a1-students.csv")]
    assert first == sorted(first)
    assert len(set(first)) == 14
    insight(course, "a1")
    assert [row["student"] for row in rows(made / "a1-students.csv")] == first
    assert stat.S_IMODE((made / ".pseudonyms.key").stat().st_mode) == 0o600
    insight(course, "a1", "--names")
    assert {row["student"] for row in rows(made / "a1-students.csv")} == set(ids)


def test_erasing_deletes_what_was_written_and_nothing_else(course: Path) -> None:
    insight(course, "a1")
    made = course / "insight" / "en"
    (made / "my notes.txt").write_text("mine")
    assert insight(course, "--erase") == 0
    assert [path.name for path in made.iterdir()] == ["my notes.txt"]
    (made / "my notes.txt").unlink()
    insight(course, "a1")
    assert insight(course, "--erase") == 0
    assert not made.exists()
    assert insight(course, "--erase") == 0


def test_somebody_elses_folder_is_left_alone(course: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "a1.html").write_text("theirs")
    assert insight(course, "a1", "--to", str(other)) == 2
    assert (other / "a1.html").read_text() == "theirs"
    assert insight(course, "--erase", "--to", str(other)) == 0
    assert (other / "a1.html").read_text() == "theirs"


def test_an_unknown_assignment_and_a_missing_gradebook_are_named(
    course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert insight(course, "a9") == 2
    assert "a1" in capsys.readouterr().err
    assert insight(tmp_path) == 2
    assert "nbgrader_config.py" in capsys.readouterr().err
    (course / "gradebook-en.db").unlink()
    assert insight(course, "a1") == 2
    assert "gradebook-en.db" in capsys.readouterr().err


def test_a_course_without_items_has_statistics_and_no_misconceptions(course: Path) -> None:
    shutil.rmtree(course / "autograde_tests")
    assert insight(course, "a1") == 0
    made = course / "insight" / "en"
    assert len(rows(made / "a1-questions.csv")) == 17
    assert rows(made / "a1-misconceptions.csv") == []
    assert "there are no keys that say which misconception" in (made / "a1.html").read_text("utf-8")


def test_hand_ins_that_cannot_be_read_lose_nothing_but_their_own(
    course: Path, simulated: tuple[Path, list[Sheet]]
) -> None:
    broken, gone = (sheet.who.id for sheet in simulated[1][:2])
    for step in ("submitted", "autograded"):
        (course / step / "en" / broken / "a1" / "answers.json").write_bytes(b"<<<<<<< \xff")
        shutil.rmtree(course / step / "en" / gone)
    (course / "autograded" / "en" / broken / "a1" / "a1.ipynb").write_text("[[[", "utf-8")
    assert insight(course, "a1") == 0
    told = rows(course / "insight" / "en" / "a1-questions.csv")
    assert {row["mean_n"] for row in told} == {"14"}


def test_a_second_graders_table_may_have_commas_for_points(
    course: Path, simulated: tuple[Path, list[Sheet]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "second.csv"
    lines = [f"{sheet.who.id};text-own-case;2,5" for sheet in simulated[1]]
    table.write_text("\n".join(["student;question;points", *lines]), "utf-8")
    assert insight(course, "a1", "--second", str(table)) == 0
    assert "14 answers have points from two graders" in (course / "insight" / "en" / "a1.html").read_text(
        "utf-8"
    )
    table.write_text("who,points\nx,1\n")
    assert insight(course, "a1", "--second", str(table)) == 2
    table.write_text("student,question,points\nx,text-own-case,many\n")
    assert insight(course, "a1", "--second", str(table)) == 2
    assert "line 2" in capsys.readouterr().err


def test_students_do_not_get_it() -> None:
    assert not [name for name in bundled() if "insight" in name]
