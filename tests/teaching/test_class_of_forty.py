"""A class of 40 through both platforms' downloads, twice, to the grades that go back: each number by a hand-made table.

See `forty` for the class and its troubles, and `tests/browser/test_class.py` for the formgrader's button.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from dosclientes.cli import main
from dosclientes.teaching.commands import Class
from dosclientes.teaching.course import open_class
from dosclientes.teaching.regrade.state import read
from dosclientes.teaching.round import grade_by_hand
from tests.teaching import forty
from tests.teaching.forty import CLASS, LATE
from tests.teaching.grades.platforms import (
    CanvasCourse,
    canvas_feedback,
    canvas_import,
    moodle_feedback,
    moodle_import,
)
from tests.teaching.keys import make_right

pytestmark = [pytest.mark.slow, pytest.mark.sandbox, pytest.mark.filterwarnings("ignore:Object of type")]
TEXT = "text-own-case"
BLANK = {"s20", "s35", "s36", "twin1"}
"""Who left the text as it was handed out."""
Points = Mapping[str, float | None]


@dataclass
class Told:
    """What a command answered."""

    code: int
    text: str

    @property
    def counts(self) -> list[int]:
        """The numbers of collect's last line: new, newer, the same, left alone, nobody's."""
        line = next(line for line in self.text.splitlines() if line.startswith(("Nuevas:", "New:")))
        return [int(number) for number in re.findall(r"\d+", line)]


@dataclass
class Course:
    """A class and the commands that an instructor types."""

    group: Class
    platform: str
    folder: Path
    output: pytest.CaptureFixture[str]

    def __call__(self, *words: str) -> Told:
        self.output.readouterr()
        with self.group.here():  # where the language is in the environment
            code = main([*words, "--root", str(self.group.folder)])
        told = self.output.readouterr()
        return Told(code, told.out + told.err)

    def tests(self) -> dict[str, float | None]:
        """The points of tests in the gradebook; None where one of them waits for a person."""
        found: dict[str, float | None] = {}
        with open_class(self.group.folder, self.group.lang) as course:
            for (student, _notebook, question), mark in read(course, "a1").items():
                if question != TEXT:
                    before = found.setdefault(student, 0.0)
                    waits = mark.auto is None or mark.waits or before is None
                    found[student] = None if waits else before + (mark.auto or 0)
        return found

    def asks(self) -> set[str]:
        """Whose text waits for a person."""
        with open_class(self.group.folder, self.group.lang) as course:
            return {key[0] for key, mark in read(course, "a1").items() if key[2] == TEXT and mark.waits}

    def give(self, texts: Points) -> None:
        """Give each text its points, as a person would in the formgrader."""
        for student, points in texts.items():
            if points is not None:
                grade_by_hand(self.group, "a1", student, {TEXT: points})

    def exported(self) -> dict[str, float | None]:
        """What the long CSV, and the platform's reader of its own file, say; they must be the same."""
        long, wide = self.folder / "long.csv", self.folder / "wide.csv"
        self("grades", "a1", "--format", "csv", "--to", str(long))
        self("grades", "a1", "--format", self.platform, "--to", str(wide))
        lines = csv.DictReader(long.read_text("utf-8").splitlines())
        found = {line["student_id"]: float(line["score"]) if line["score"] else None for line in lines}
        numbers = {row.student.id: row.student.number for row in CLASS}
        if self.platform == "moodle":
            users = {row.student.email: row.student.number for row in CLASS}
            taken = moodle_import(wide.read_bytes(), users, {"a1": 20}, "Dirección de correo")
        else:
            known = CanvasCourse({row.student.number: row.student.id for row in CLASS}, {}, {"a1": 1})
            read_back = canvas_import(wide.read_bytes(), known)
            assert read_back.unknown_students == []
            taken = {who: float(said) if said else None for who, said in read_back.grades.items()}
        assert {student: taken[numbers[student], "a1"] for student in found} == found
        return found


def by_id(what: str) -> dict[str, float | None]:
    return {row.student.id: getattr(row, what) for row in CLASS}


def totals(points: str, text: str, forgiven: bool = False) -> dict[str, float | None]:
    found = {row.student.id: row.total(getattr(row, points), getattr(row, text)) for row in CLASS}
    for row in CLASS:
        if forgiven and LATE.get(row.student.id) == "extended":
            found[row.student.id] = getattr(row, points) + getattr(row, text)
    return found


@pytest.mark.parametrize(("platform", "lang"), [("moodle", "es"), ("canvas", "en")])
def test_every_number_from_the_download_to_the_grades(
    platform: str, lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    group = forty.prepared(tmp_path / "clase ñ (2026)", lang)
    course = Course(group, platform, tmp_path, capsys)
    first_round(course)
    second_round(course)
    changes(course)
    feedback(course)


def first_round(course: Course) -> None:
    """Collected, graded by the engine, the texts by a person."""
    download, times = forty.collect(course.group, course.platform, course.folder, second=False)
    first = [row for row in CLASS if row.first]
    twins = 2 if course.platform == "moodle" else 0  # Canvas's numbers tell them apart
    told = course("collect", "a1", str(download))
    assert told.counts == [len(first) - twins, 0, 0, 0, 1 + twins]
    assert "Nadie Nunca" in told.text or str(forty.STRANGER.number) in told.text
    told = course("collect", "a1", str(download), *times)  # who is who, and when
    assert told.counts == [twins, 0, len(first) - twins, 0, 1]
    submitted = course.group.folder / "submitted" / course.group.lang
    assert {path.name for path in submitted.iterdir()} == {row.student.id for row in first}
    for row in first:
        stamp = submitted / row.student.id / "a1" / "timestamp.txt"
        late = row.student.id in LATE
        assert not late or stamp.read_text().startswith("2026-12-02 10:00")
    assert not list(course.folder.rglob("evil.ipynb"))

    assert course("grade", "a1", "--quiet").code == 3
    handed_in = {row.student.id: row.points for row in first}
    assert course.tests() == handed_in
    assert course.exported() == dict.fromkeys(
        by_id("points")
    )  # every text waits: nobody has a grade, and nobody 0
    told = course("blank", "a1")
    assert {line.split(":")[0].strip() for line in told.text.splitlines() if TEXT in line} == BLANK
    course("blank", "a1", "s36", "--zero")
    assert course.asks() == handed_in.keys() - {"s36"}
    course.give({student: text for student, text in by_id("text").items() if student != "s36"})
    assert course.exported() == totals("points", "text")
    assert course("status", "a1").code == 3


def second_round(course: Course) -> None:
    """Newer hand-ins, and those of the first time; an older download by mistake changes nothing."""
    download, times = forty.collect(course.group, course.platform, course.folder, second=True)
    again = [row for row in CLASS if row.first and row.second]
    fresh = [row for row in CLASS if row.second and not row.first]
    told = course("collect", "a1", str(download), *times)
    same = sum(row.first is not None for row in CLASS) - len(again)
    assert told.counts == [len(fresh), len(again), same, 0, 1]
    old, old_times = forty.collect(course.group, course.platform, course.folder, second=False)
    assert course("collect", "a1", str(old), *old_times).counts == [0, 0, same, len(again), 1]

    assert course("grade", "a1", "--quiet").code == 3
    assert course.tests() == {row.student.id: row.newest for row in CLASS if row.first or row.second}
    waiting = {row.student.id for row in CLASS if row.text2 is None and (row.first or row.second)}
    assert course.asks() == waiting | {row.student.id for row in CLASS if row.asked}
    course.give({row.student.id: row.text2 for row in CLASS if row.asked})
    assert course.exported() == totals("newest", "text2")


def changes(course: Course) -> None:
    """An extension, a changed check: shown, applied, taken back, applied."""
    for student, what in LATE.items():
        if what == "extended":
            assert course("extend", "a1", student, "--days", "3").code == 0
    before = totals("newest", "text2", forgiven=True)
    assert course.exported() == before
    make_right(course.group.folder, "a1", "a1-payer", "nobody")  # which nobody has clicked
    lost = [row for row in CLASS if row.changed != row.newest]
    # the whole way once is enough: grading is the same, wherever hand-ins come from
    for words in (["--dry-run"], [], ["--undo"], []) if course.platform == "moodle" else ([],):
        told = course("regrade", "a1", *words)
        if words != ["--undo"]:
            assert len(re.findall(r"click-payer  1 → 0 / 1", told.text)) == len(lost)
        after = totals("changed", "text2", forgiven=True) if not words else before
        assert course.exported() == after


def feedback(course: Course) -> None:
    """Each page goes back under the platform's name of its student, and shows what counts."""
    assert course("grade", "a1", "--feedback", "--quiet").code == 3
    left = course("status", "a1").text
    final = totals("changed", "text2", forgiven=True)
    assert {row.student.id for row in CLASS if row.student.id in left} >= {
        who for who in final if final[who] is None
    }
    download = course.folder / f"{course.platform}-second.zip"
    pages = course.folder / "pages.zip"
    course("grades", "a1", "--format", course.platform, "--feedback", str(download), "--to", str(pages))
    numbers = {row.student.number: row.student.id for row in CLASS}
    with zipfile.ZipFile(download) as package:
        ids = [[int(word) for word in name.split("_") if word.isdecimal()] for name in package.namelist()]
    with zipfile.ZipFile(pages) as package:
        if course.platform == "moodle":
            got = moodle_feedback(package.namelist(), numbers)
            there = {name.split("_")[1]: name for name in package.namelist()}
            names = {who: there[str(number)] for number, who in numbers.items() if who in got}
        else:
            keys = {(user, file): numbers.get(user, "") for user, file, *_rest in ids}
            names = canvas_feedback(package.namelist(), keys)
        text = {who: package.read(name).decode() for who, name in names.items()}
    assert names.keys() >= {row.student.id for row in CLASS if row.newest is not None}
    for student, points in final.items():
        if points is not None:
            shown = re.search(r"\(Score: ([\d.]+) / ", text[student])
            assert shown is not None
            assert float(shown[1]) == points
