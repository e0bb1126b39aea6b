"""Checking a learner's work: run it, judge it, compare it, keep it. The notebook itself is only read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from dosclientes.answers import FILE as ANSWERS
from dosclientes.answers import HandedIn, read_answers
from dosclientes.classroom.personal import FILE as STUDENT
from dosclientes.classroom.personal import UnknownStudentError, student
from dosclientes.grading.submissions.reading import read_notebook
from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import use_language
from dosclientes.selfcheck.assignment import Assignment, load_assignment
from dosclientes.selfcheck.attempts import FEEDBACK, FOLDER, SOLUTION, Attempt, Result, attempts, keep
from dosclientes.selfcheck.feedback_page import feedback_page
from dosclientes.selfcheck.results import has_begun, judge, written
from dosclientes.selfcheck.running import configured, read_work, run
from dosclientes.selfcheck.solution_page import solution_page
from dosclientes.selfcheck.where import CannotCheckError, Work

__all__ = ["Checked", "check"]


@dataclass(frozen=True)
class Checked:
    """An attempt, the one before it, and whether nothing has changed since it was made."""

    attempt: Attempt
    before: Attempt | None
    repeated: bool = False


def check(work: Work) -> Checked:
    """Check a learner's work and keep the attempt, unless nothing has changed since the last one.

    Raises CannotCheckError.
    """
    with use_language(work.lang), configured(work.lang) as parent:
        assignment = load_assignment(work.assignment, work.lang, parent)
        notebook = read_work(work, assignment)
        digest = _digest(work, notebook)
        original = work.notebook.read_bytes()
        answers, problem = _answers(work)
        ran = run(work, assignment, notebook, parent)
        clicks = answers.answers if answers else {}
        results = tuple(_with_problem(judge(ran, assignment, clicks), assignment, problem))
        asked = {one.item for one in assignment.questions.values()}
        begun = has_begun(notebook, assignment, asked & set(clicks))
        earlier = attempts(work.folder)
        last = earlier[-1] if earlier else None
        if last and (last.digest, last.results) == (digest, results):
            return Checked(last, earlier[-2] if len(earlier) > 1 else None, True)
        number = last.number + 1 if last else 1
        now = datetime.now(UTC).isoformat(timespec="seconds")
        notices = tuple(_notices(work, assignment, answers, problem, ran.ended))
        own = _carried(last, notebook, assignment)
        attempt = Attempt(number, work.assignment, now, digest, begun, results, notices, own)
        files = {work.assignment + ".ipynb": original, **_beside(work)}
        files[FEEDBACK] = feedback_page(attempt, last, assignment, notebook, clicks).encode()
        if begun:
            files[SOLUTION] = solution_page(assignment).encode()
        return Checked(_kept(work, attempt, files), last)


def _kept(work: Work, attempt: Attempt, files: Mapping[str, bytes]) -> Attempt:
    try:
        return keep(work.folder, attempt, files)
    except OSError as error:
        where, reason = work.folder / FOLDER, str(error.strerror or error)
        raise CannotCheckError(
            _("No se puede guardar el intento en {folder}: {reason}", folder=where, reason=reason)
        ) from None


def _answers(work: Work) -> tuple[HandedIn | None, str]:
    """The clicks, and what is wrong with their file."""
    try:
        return read_answers(work.folder / ANSWERS), ""
    except FileNotFoundError:
        return None, ""
    except (OSError, ValueError):
        return None, _(
            "{file} está dañado: tus clics no se pueden juzgar. Responde otra vez a uno de los ejercicios: el archivo "
            "dañado se guarda al lado y se empieza otro.",
            file=ANSWERS,
        )


def _with_problem(results: list[Result], assignment: Assignment, problem: str) -> Iterator[Result]:
    """Clicks that cannot be read are not wrong: nobody knows."""
    for one in results:
        unread = problem and assignment.questions[one.id].item
        yield replace(one, score=None, state="unjudged", told=problem) if unread else one


def _notices(
    work: Work, assignment: Assignment, answers: HandedIn | None, problem: str, ended: str
) -> Iterator[str]:
    """What the learner should know of the whole."""
    yield from (text for text in (ended, problem) if text)
    who = _who(work)
    if who is None and any("personal(" in cell.source for cell in assignment.source.cells):
        yield _(
            "Esta entrega usa datos tuyos y nadie dice de quién son. Ejecuta una vez, en una celda nueva, «from "
            'dosclientes.classroom import identify» e «identify("…")», con un nombre cualquiera, siempre el mismo, y '
            "vuelve a comprobar."
        )
    if answers and answers.assignment not in (None, work.assignment):
        yield _(
            "{file} es de la entrega «{other}»: tus clics de «{this}» no están en esta carpeta.",
            file=ANSWERS,
            other=answers.assignment,
            this=work.assignment,
        )
    if answers and who and answers.student and answers.student.casefold() != who.casefold():
        yield _(
            "{file} es de «{other}» y los datos son de «{who}». ¿Son tuyos esos clics?",
            file=ANSWERS,
            other=answers.student,
            who=who,
        )


def _who(work: Work) -> str | None:
    try:
        return student(work.folder)
    except UnknownStudentError:
        return None


def _carried(last: Attempt | None, notebook: Any, assignment: Assignment) -> dict[str, float]:
    """The learner's assessments of texts that have not changed since."""
    if last is None or not last.own:
        return {}
    try:
        before = read_notebook(last.folder / f"{last.assignment}.ipynb")
        return {
            question: points
            for question, points in last.own.items()
            if written(before, assignment, question) == written(notebook, assignment, question) != ""
        }
    except Exception:  # a kept copy that somebody has changed: assess again
        return {}


def _beside(work: Work) -> dict[str, bytes]:
    paths = [work.folder / name for name in (ANSWERS, STUDENT)]
    return {path.name: path.read_bytes() for path in paths if path.is_file()}


def _digest(work: Work, notebook: Any) -> str:
    """Tells two versions of the work apart: sources and files, but not outputs, nor when a click was made."""
    answers, problem = _answers(work)
    clicks = {name: one.response for name, one in answers.answers.items()} if answers else problem
    cells = [(cell.cell_type, cell.source) for cell in notebook.cells]
    others = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(work.folder.iterdir())
        if path.is_file()
        and path.suffix != ".ipynb"
        and not path.name.startswith(".")
        and path.name != ANSWERS
    }
    text = json.dumps([cells, clicks, others], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
