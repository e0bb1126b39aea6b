"""What is left to do, before and after grading, a new version, points and feedback."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from autograde_tests import corpus
from dosclientes.teaching.commands import Class
from dosclientes.teaching.course import open_class
from dosclientes.teaching.hand_ins.status import waits
from dosclientes.teaching.round import grade_by_hand, points
from tests import databases


def left(group: Class) -> dict[str, str]:
    with open_class(group.folder, "en") as course:
        return {student: "; ".join(reasons) for student, reasons in waits(course, "a1").items()}


def submit(group: Class, student: str, name: str = "solution") -> Path:
    folder = group.folder / "submitted" / "en" / student / "a1"
    corpus.write(corpus.submission("a1", name), "en", folder)
    return folder


@pytest.mark.parametrize("book", databases.GRADEBOOKS)
def test_the_way_of_a_class_by_nbgraders_own_commands(tmp_path: Path, book: str) -> None:
    group = replace(Class.copy(tmp_path, "en", database=databases.new(book)), grading="engine")
    group.run("generate_assignment", "a1")
    group.run("db", "student", "add", "away")
    ana = submit(group, "ana")
    (submit(group, "clicks") / "a1.ipynb").unlink()
    renamed = submit(group, "renamed")
    (renamed / "a1.ipynb").rename(renamed / "a1 (1).ipynb.txt")
    nested = submit(group, "nested [1]")
    (nested / "a1").mkdir()
    for path in list(nested.iterdir()):
        if path.name != "a1":
            path.rename(nested / "a1" / path.name)
    assert left(group) == {
        "away": "no ha entregado",
        **dict.fromkeys(("ana", "clicks", "renamed", "nested [1]"), "entregada y sin calificar"),
    }
    group.run("autograde", "a1")
    found = left(group)
    assert found["clicks"] == "para una persona: todas las pruebas (16); por calificar a mano: text-own-case"
    for student in ("ana", "renamed", "nested [1]"):
        assert found[student] == "por calificar a mano: text-own-case"
        assert points(group, "a1", student) == {**points(group, "a1", "ana")}
        assert (group.folder / "autograded" / "en" / student / "a1" / "a1.ipynb").is_file()
    assert (group.folder / "autograded" / "en" / "clicks" / "a1" / "a1.ipynb").is_file()
    grade_by_hand(group, "a1", "ana", {"text-own-case": 4})
    assert left(group)["ana"] == "sin comentarios (feedback)"
    group.run("generate_feedback", "a1")
    told = {
        student: (group.folder / "feedback" / "en" / student / "a1" / "a1.html").read_text("utf-8")
        for student in ("ana", "renamed")
    }
    assert [student for student, page in told.items() if "Not graded yet." in page] == ["renamed"]
    assert left(group)["ana"] == ""
    # graded again with the same outcome, its page shows what it should, whatever the clock says
    group.run("autograde", "a1", "--student", "ana", "--force")
    assert left(group)["ana"] == ""
    grade_by_hand(group, "a1", "ana", {"text-own-case": 3})
    assert left(group)["ana"] == "comentarios (feedback) anteriores a la calificación"

    # unchanged and forced, the points stay given; with another text they ask for another look
    group.run("autograde", "a1", "--student", "ana", "--force")
    assert points(group, "a1", "ana")["text-own-case"] == 3
    notebook = json.loads((ana / "a1.ipynb").read_text("utf-8"))
    next(cell for cell in notebook["cells"] if cell["id"] == "own-case-answer")["source"] = "Another text."
    (ana / "a1.ipynb").write_text(json.dumps(notebook), "utf-8")
    assert "más nueva" in left(group)["ana"]
    group.run("autograde", "a1")
    assert left(group)["ana"] == "por calificar a mano: text-own-case"
    with_note = (group.folder / "autograded" / "en" / "ana" / "a1" / "a1.ipynb").read_text("utf-8")
    assert "+Another text." in with_note
    grade_by_hand(group, "a1", "ana", {"text-own-case": 2})
    group.run("generate_feedback", "a1", "--student", "ana", "--force")
    page = (group.folder / "feedback" / "en" / "ana" / "a1" / "a1.html").read_text("utf-8")
    assert "Another text." in page
    assert "+Another text." not in page
    assert left(group)["ana"] == ""
