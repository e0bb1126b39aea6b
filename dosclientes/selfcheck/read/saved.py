"""A learner's work as it was saved: the notebook, the clicks, and whose they are. Nothing here is ever written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dosclientes.answers import FILE as ANSWERS
from dosclientes.answers import Answer, HandedIn, read_answers
from dosclientes.classroom.personal import FILE as STUDENT
from dosclientes.classroom.personal import UnknownStudentError, student
from dosclientes.grading.submissions.reading import check, grade_id, parse
from dosclientes.language.translation import gettext as _
from dosclientes.selfcheck.read.assignment import Assignment
from dosclientes.selfcheck.read.where import CannotCheckError, Work

__all__ = ["Saved", "read"]


@dataclass(frozen=True)
class Saved:
    """What a learner has saved.

    Attributes:
        assignment: as the course knows it.
        notebook: as nbformat reads it, not as anybody has run it.
        files: contents by name, as they are kept with an attempt.
        answers: the clicks; None if there are none, or if their file cannot be read.
        problem: what is wrong with the file of the clicks; "" if nothing is.
        who: whose work it is, as far as the folder says.
        digest: tells two versions of the work apart: sources, clicks and files, but neither outputs nor times.
    """

    work: Work
    assignment: Assignment
    notebook: Any
    files: Mapping[str, bytes]
    answers: HandedIn | None
    problem: str
    who: str | None
    digest: str

    @property
    def clicks(self) -> Mapping[str, Answer]:
        """The answers given by clicking, by exercise."""
        return self.answers.answers if self.answers else {}


def read(work: Work, assignment: Assignment) -> Saved:
    """Read a learner's work.

    Raises CannotCheckError if the notebook cannot be read, is none, or is that of another assignment.
    """
    content = _content(work)
    notebook = _notebook(content, work.notebook.name)
    if not {grade_id(cell) for cell in notebook.cells} & set(assignment.questions):
        raise CannotCheckError(
            _(
                "{name} no es el cuaderno de {assignment}: no tiene ninguna de sus preguntas.",
                name=work.notebook.name,
                assignment=assignment.name.upper(),
            )
        )
    answers, problem = _answers(work)
    files = {f"{work.assignment}.ipynb": content, **_beside(work)}
    digest = _digest(work, notebook, answers, problem)
    return Saved(work, assignment, notebook, files, answers, problem, _who(work), digest)


def _content(work: Work) -> bytes:
    try:
        return work.notebook.read_bytes()
    except OSError as error:
        name, reason = work.notebook.name, str(error.strerror or error)
        raise CannotCheckError(_("No se puede leer {name}: {reason}.", name=name, reason=reason)) from None


def _notebook(content: bytes, name: str) -> Any:
    try:
        found = parse(content)
        check(found)
        return found
    except json.JSONDecodeError as error:
        raise CannotCheckError(
            _(
                "{name} está dañado: la línea {line} no es de un cuaderno. Vuelve a una copia anterior "
                "(attempts guarda las que has comprobado), o bórralo y «make course» deja otro nuevo.",
                name=name,
                line=error.lineno,
            )
        ) from None
    except Exception:  # another encoding, no cells, cells of no known form
        raise CannotCheckError(
            _("{name} no es un cuaderno de Jupyter que se pueda leer. Tu archivo queda como está.", name=name)
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


def _who(work: Work) -> str | None:
    try:
        return student(work.folder)
    except UnknownStudentError:
        return None


def _beside(work: Work) -> dict[str, bytes]:
    paths = [work.folder / name for name in (ANSWERS, STUDENT)]
    return {path.name: path.read_bytes() for path in paths if path.is_file()}


def _digest(work: Work, notebook: Any, answers: HandedIn | None, problem: str) -> str:
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
