"""A class of 40, graded, regraded after a changed check, with late work and an extension, and handed to both platforms.

Each number is compared with a table made by hand: the stored submissions say what they earn.
"""

from __future__ import annotations

import csv
from itertools import cycle, islice
from pathlib import Path

import pytest

from autograde_tests import corpus
from dosclientes.cli import main
from dosclientes.teaching import graded
from dosclientes.teaching.commands import Class
from dosclientes.teaching.round import grade_by_hand, gradebook
from tests.teaching.grades.platforms import CanvasCourse, canvas_import, moodle_import

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:Object of type")]
CHANGED = "\n\ndef check_click_payer():\n    raise AssertionError('the key has changed')\n"
LATE = 'c.LateSubmissionPlugin.penalty_method = "zero"\n'
NAMES = [name for name in corpus.names("a1") if not name.startswith("bad-")]
CLASS = {f"s{number:02}": name for number, name in enumerate(islice(cycle(NAMES), 40))}
ABSENT, OPEN, LATECOMER, EXTENDED = "s39", "s38", "s00", "s01"


def table(lost: str = "", forgiven: bool = False) -> dict[str, float | None]:
    """What each student has to have; `lost` is the question that nobody earns any more."""
    found: dict[str, float | None] = {}
    for student, name in CLASS.items():
        stored = corpus.submission("a1", name)
        earned = sum(points for key, points in stored.expect.items() if key != lost)
        found[student] = earned + stored.manual.get("text-own-case", 0)
    late = {LATECOMER} if forgiven else {LATECOMER, EXTENDED}
    return {**found, **dict.fromkeys(late, 0.0), ABSENT: None, OPEN: None}


@pytest.fixture(scope="module")
def group(tmp_path_factory: pytest.TempPathFactory) -> Class:
    group = Class.copy(tmp_path_factory.mktemp("cuarenta"), "es")
    config = group.folder / "nbgrader_config.py"
    config.write_text(config.read_text("utf-8") + LATE, "utf-8")
    roster = group.folder / "roster.csv"
    lines = [
        f"{student},Nombre,{student},{student}@example.org,{9000 + n}" for n, student in enumerate(CLASS)
    ]
    roster.write_text("\n".join(["id,first_name,last_name,email,lms_user_id", *lines]), "utf-8")
    group.run("db", "student", "import", str(roster))
    group.run("generate_assignment", "a1")
    for student, name in CLASS.items():
        if student != ABSENT:
            folder = group.folder / "submitted" / "es" / student / "a1"
            corpus.write(corpus.submission("a1", name), "es", folder)
            day = 2 if student in (LATECOMER, EXTENDED) else 1
            (folder / "timestamp.txt").write_text(f"2026-12-0{day} 10:00:00 UTC\n")
    graded.grade(group, "a1")
    for student, name in CLASS.items():
        if student not in (ABSENT, OPEN):
            points = corpus.submission("a1", name).manual.get("text-own-case", 0)
            grade_by_hand(group, "a1", student, {"text-own-case": points})
    assert main(["extend", "a1", "--due", "2026-12-01 12:00", "--root", str(group.folder)]) == 0
    return group


def exported(group: Class, folder: Path) -> dict[str, float | None]:
    """What all three files say, which must be the same."""
    for name in ("moodle", "canvas", "csv"):
        main(["grades", "a1", "--format", name, "--root", str(group.folder), "--to", str(folder / name)])
    numbers = {student: 9000 + n for n, student in enumerate(CLASS)}
    users = {f"{student}@example.org": number for student, number in numbers.items()}
    moodle = moodle_import((folder / "moodle").read_bytes(), users, {"a1": 20}, "Dirección de correo")
    canvas = canvas_import(
        (folder / "canvas").read_bytes(), CanvasCourse({n: s for s, n in numbers.items()}, {}, {"a1": 1})
    )
    assert canvas.unknown_students == []
    lines = csv.DictReader((folder / "csv").read_text("utf-8").splitlines())
    found = {line["student_id"]: float(line["score"]) if line["score"] else None for line in lines}
    for student, points in found.items():
        assert moodle[numbers[student], "a1"] == points
        said = canvas.grades[numbers[student], "a1"]
        assert (float(said) if said else None) == points
    return found


def test_every_number_of_a_class_of_forty(group: Class, tmp_path: Path) -> None:
    words = ["--root", str(group.folder)]
    assert exported(group, tmp_path) == table()
    assert main(["extend", "a1", EXTENDED, "--days", "3", *words]) == 0
    assert exported(group, tmp_path) == table(forgiven=True)
    checks = group.folder / "autograde_tests" / "a1.py"
    checks.write_text(checks.read_text("utf-8") + CHANGED, "utf-8")
    main(["regrade", "a1", "--dry-run", *words])
    assert exported(group, tmp_path) == table(forgiven=True)
    main(["regrade", "a1", *words])
    assert exported(group, tmp_path) == table("click-payer", forgiven=True)
    with gradebook(group) as book:
        waiting = {one.student.id for one in book.find_assignment("a1").submissions if one.needs_manual_grade}
    assert waiting == {OPEN}
    assert main(["regrade", "a1", "--undo", *words]) == 0
    assert exported(group, tmp_path) == table(forgiven=True)
