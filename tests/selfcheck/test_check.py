"""Checking one's own work, run for real: the points, what is told, what is kept, and what is shown when."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import nbformat
import pytest

from autograde_tests import corpus
from dosclientes.assignments import names
from dosclientes.items import find
from dosclientes.language.translation import use_language
from dosclientes.selfcheck import running
from dosclientes.selfcheck.judge.written import has_begun, written
from dosclientes.selfcheck.keep.store import assess, attempts
from dosclientes.selfcheck.read.assignment import Assignment, load_assignment
from dosclientes.selfcheck.read.settings import configured
from dosclientes.selfcheck.read.where import CannotCheckError
from dosclientes.selfcheck.show.page import refresh_summary
from dosclientes.selfcheck.show.words import compared
from tests.selfcheck.conftest import Desk

OWN = "text-own-case"
START = Callable[..., Desk]


@pytest.fixture(scope="module")
def known() -> Assignment:
    with configured("es") as parent:
        return load_assignment("a1", "es", parent)


def points(desk: Desk) -> dict[str, float | None]:
    return {one.id: one.score for one in attempts(desk.folder)[-1].results if one.state != "own"}


def test_a_learner_begins_goes_on_and_finishes(desk: START) -> None:
    mine = desk("a1", "es")
    with pytest.raises(CannotCheckError, match=r"a1\.ipynb"):
        mine.check()
    assert not (mine.folder / "attempts").exists()

    mine.lay("half-done")
    before = mine.notebook.read_bytes()
    half = mine.check()
    assert mine.notebook.read_bytes() == before == (half.attempt.folder / "a1.ipynb").read_bytes()
    assert (half.attempt.number, half.attempt.score, half.attempt.begun) == (1, 5, True)
    assert (half.attempt.folder / "solution.html").is_file()
    page = (half.attempt.folder / "feedback.html").read_text("utf-8")
    assert "Los criterios y los ejemplos se abren cuando hayas escrito algo." in page
    assert "Un ejemplo de cada nivel" not in page

    mine.lay("solution")
    done = mine.check()
    assert done.before == half.attempt
    assert points(mine) == corpus.submission("a1", "solution").expect
    assert (done.attempt.score, [one.id for one in done.attempt.waiting]) == (16, [OWN])
    with use_language("es"):
        told = " ".join(compared(done.before, done.attempt))
    assert "Antes 5 de 20, ahora 16." in told
    assert "2.3 La aseguradora, del análisis (+1)" in told
    assert "click-payer" not in told

    kept = [one.name for one in sorted((mine.folder / "attempts").iterdir())]
    assert kept == ["1", "2"]
    assert {path.name for path in done.attempt.folder.iterdir()} == {
        "a1.ipynb", "answers.json", "feedback.html", "report.json", "solution.html",
    }  # fmt: skip


def test_what_is_wrong_is_explained_in_the_learners_language(desk: START) -> None:
    mine = desk("a1", "en")
    mine.lay("m1-customer-is-payer")
    attempt = mine.check().attempt
    assert points(mine) == corpus.submission("a1", "m1-customer-is-payer").expect
    insurer = next(one for one in attempt.results if one.id == "table-insurer")
    assert (insurer.state, insurer.number) == ("wrong", "2.3")
    assert insurer.told.startswith("It pays, and paying does not decide.")
    page = (attempt.folder / "feedback.html").read_text("utf-8")
    assert '<html lang="en">' in page
    assert insurer.told.splitlines()[0] in page
    payer = find("a1-payer", mine.folder)
    assert next(part["text"] for part in payer.parts["options"] if part["id"] == "town") in page
    assert "check_table" not in page
    assert "src=" not in page  # nothing is fetched from anywhere
    solution = (attempt.folder / "solution.html").read_text("utf-8")
    assert "All four facts of the definition are “no”" in solution
    assert "<li><code>insurer</code>: " in solution
    assert "BEGIN SOLUTION" not in solution
    assert "autograde_tests" not in solution


def test_the_same_work_makes_no_second_attempt(desk: START) -> None:
    mine = desk()
    mine.lay("half-done")
    first = mine.check()
    content = json.loads((mine.folder / "answers.json").read_text("utf-8"))
    content["answers"]["a1-payer"]["time"] = "2026-03-01T10:00:00+00:00"  # clicked again, the same
    (mine.folder / "answers.json").write_text(json.dumps(content), "utf-8")
    again = mine.check()
    assert again.repeated
    assert again.attempt == first.attempt
    assert len(attempts(mine.folder)) == 1


def test_ones_own_assessment_counts_is_marked_and_stays_with_the_text(desk: START) -> None:
    mine = desk()
    mine.lay("solution")
    attempt = mine.check().attempt
    page = (attempt.folder / "feedback.html").read_text("utf-8")
    assert "Un ejemplo de cada nivel" in page
    for wrong in (("click-payer", 1.0), (OWN, 5.0), (OWN, -1.0), ("nothing", 1.0)):
        with pytest.raises(ValueError, match=wrong[0]):
            assess(attempt, *wrong)
    attempt = assess(attempt, OWN, 3)
    refresh_summary(attempt, None)
    assert (attempt.score, attempt.own_score, attempt.waiting) == (19, 3, ())
    assert attempts(mine.folder) == [attempt]
    page = (attempt.folder / "feedback.html").read_text("utf-8")
    assert "De ellos, 3 te los has dado tú." in page
    assert "tu valoración" in page

    mine.edit(note_customer='note_customer = "diagnosis"')
    later = mine.check().attempt
    assert (later.number, later.own, later.score) == (2, {OWN: 3.0}, 18)
    mine.edit(own_case_answer="*Mi respuesta:*\n\nOtro texto, sobre un taller.")
    assert mine.check().attempt.own == {}


@pytest.mark.parametrize(
    ("source", "begun"),
    [
        ("pass", False),
        ("# nada\n...", False),
        ("import math", False),
        ("def chain():\n    raise NotImplementedError", False),
        ("chain = []", True),
        ("chain = [", True),
    ],
)
def test_an_attempt_is_one_if_something_was_answered(
    desk: START, known: Assignment, source: str, begun: bool
) -> None:
    mine = desk()
    mine.edit(chain=source)
    notebook = nbformat.read(mine.notebook, as_version=4)
    assert has_begun(notebook, known, set()) is begun
    assert has_begun(notebook, known, {"a1-payer"})


def test_a_text_is_an_attempt_too(desk: START, known: Assignment) -> None:
    mine = desk()
    mine.edit(own_case_answer="*Mi respuesta:*\n\nMi club.")
    notebook = nbformat.read(mine.notebook, as_version=4)
    assert has_begun(notebook, known, set())
    assert written(notebook, known, OWN) == "Mi club."


def test_own_data_are_those_of_the_id_in_the_folder(desk: START) -> None:
    mine = desk("a3", "es")
    mine.lay("half-done")
    unknown = mine.check().attempt
    assert "identify" in unknown.notices[0]
    mine.lay("solution")
    (mine.folder / "student.json").write_text('{"id": "lucía"}', "utf-8")
    attempt = mine.check().attempt
    assert attempt.notices == ()
    assert points(mine) == corpus.submission("a3", "solution").expect
    assert attempt.score == 16
    assert (attempt.folder / "student.json").is_file()


def test_python_that_dies_is_not_a_wrong_answer(desk: START) -> None:
    mine = desk()
    mine.lay("solution")
    mine.edit(chain="import os\nos._exit(1)")
    attempt = mine.check().attempt
    states = {one.id: one.state for one in attempt.results}
    assert states["table-insurer"] == "right"
    assert (states["chain-order"], states["chain-note"]) == ("unjudged", "unjudged")
    assert attempt.notices == (
        "Python se cerró a mitad del cuaderno: la última celda que empezó lo hizo terminar.",
    )


def test_an_endless_loop_is_interrupted_and_the_rest_is_judged(
    desk: START, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "SECONDS", 4)
    mine = desk()
    mine.lay("solution")
    mine.edit(chain="while True:\n    pass")
    attempt = mine.check().attempt
    states = {one.id: one.state for one in attempt.results}
    assert states["chain-note"] == "right"
    assert states["chain-order"] == "wrong"
    assert "Esta celda no terminó" in (attempt.folder / "feedback.html").read_text("utf-8")


@pytest.mark.parametrize("name", ["bad-deleted-tests", "bad-edited-tests"])
def test_changed_and_deleted_checks_are_put_back_in_the_copy(desk: START, name: str) -> None:
    mine = desk()
    mine.lay(name)
    mine.check()
    assert points(mine) == corpus.submission("a1", name).expect


def test_what_editors_leave_in_the_files_costs_nothing(desk: START) -> None:
    mine = desk()
    mine.lay("solution")
    content = json.loads(mine.notebook.read_text("utf-8"))
    for cell in content["cells"]:
        cell["metadata"]["tags"] = None
    content["cells"].insert(1, {"cell_type": "markdown", "id": "mine", "source": "A note"})
    content["cells"][0]["metadata"]["nbgrader"] = None
    for path, text in ((mine.notebook, json.dumps(content)), (mine.folder / "answers.json", None)):
        path.write_bytes((text or path.read_text("utf-8")).encode("utf-8-sig"))  # a byte order mark in front
    attempt = mine.check().attempt
    assert points(mine) == corpus.submission("a1", "solution").expect
    assert attempt.notices == ()
    assess(attempt, OWN, 3)
    content["cells"][1]["source"] = "Another note"
    mine.notebook.write_bytes(json.dumps(content).encode("utf-8-sig"))
    assert mine.check().attempt.own == {OWN: 3.0}


def test_a_report_that_somebody_broke_is_left_alone_and_passed_over(desk: START) -> None:
    mine = desk()
    mine.lay("half-done")
    first = mine.check().attempt
    (first.folder / "report.json").write_text("{", "utf-8")
    second = mine.check()
    assert (second.attempt.number, second.before) == (2, None)
    assert (first.folder / "report.json").read_text("utf-8") == "{"


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("assignment", names("es"))
def test_each_assignment_can_be_checked_and_its_solution_read(
    desk: START, assignment: str, lang: str
) -> None:
    mine = desk(assignment, lang)
    (mine.folder / "student.json").write_text('{"id": "lucía"}', "utf-8")
    mine.lay("solution")
    attempt = mine.check().attempt
    assert points(mine) == corpus.submission(assignment, "solution").expect
    assert {one.state for one in attempt.results} == {"right", "own"}
    assert all(re.fullmatch(r"\d\.\d+", one.number) for one in attempt.results)
    assert all(one.rubric for one in attempt.results if one.state == "own")
    page = (attempt.folder / "solution.html").read_text("utf-8")
    assert [one.id for one in attempt.results if f'<section class="reason" id="{one.id}">' not in page] == []
    content = corpus.notebook(assignment, lang)
    assert [cell["id"] for cell in content["cells"][-2:]] == ["self-check", "check-mine"]


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("name", names())
def test_results_name_questions_as_the_page_does(name: str, lang: str) -> None:
    """Each question's number and title stand in the notebook that learners get, and no title is an id."""
    with configured(lang) as parent:
        known = load_assignment(name, lang, parent)
    text = "\n".join(cell.source for cell in known.released.cells if cell.cell_type == "markdown")
    for one in known.questions.values():
        assert one.title != one.id
        assert f" {one.number} · {one.title}" in text
    assert len({one.title for one in known.questions.values()}) == len(known.questions)


def test_labels_in_ones_own_words_count_and_cases_not_written_are_blank(desk: START) -> None:
    mine = desk()
    mine.edit(
        labels='labels = {"ward-result": "Interno", "courier": "cliente", "insurer": "parte interesada"}'
    )
    found = {one.id: one for one in mine.check().attempt.results}
    assert [found[f"table-{case}"].state for case in ("ward-result", "insurer", "courier", "accounting")] == [
        "right", "right", "wrong", "blank",
    ]  # fmt: skip
    page = (mine.folder / "attempts" / "1" / "feedback.html").read_text("utf-8")
    assert "La planta, del análisis" in page
    assert "<code>table-ward-result</code>" not in page
