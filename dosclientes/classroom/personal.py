"""Each student's own data: everybody gets the same question about other numbers.

Whose data it is: in grading, the id nbgrader knows; otherwise what `student.json` says; otherwise JupyterHub's user.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from dosclientes import datasets
from dosclientes.atomic import write_atomically
from dosclientes.classroom.forms import AnswerError
from dosclientes.classroom.speaking import speak
from dosclientes.datasets import student_seed
from dosclientes.language.translation import gettext as _

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "FILE",
    "UnknownStudentError",
    "graded_student",
    "identify",
    "personal",
    "recorded_student",
    "student",
]

FILE = "student.json"


class UnknownStudentError(AnswerError):
    """Nobody says whose work this is, so there are no data of one's own; the message says how to tell."""


def personal(name: str, size: int | None = None) -> pd.DataFrame:
    """The data set `name` (see `dosclientes.datasets`) as drawn for whoever works in this folder.

    The same person gets the same rows on every machine. When nobody says who that is, how to tell is said, and the
    table has no rows: nobody works on somebody else's. Raises ValueError for an unknown name.
    """
    try:
        who = student()
    except UnknownStudentError as error:
        speak(str(error))
        return datasets.load(name, size=size).iloc[:0]
    return drawn_for(who, name, size)


def drawn_for(who: str, name: str, size: int | None = None) -> pd.DataFrame:
    """The data set as drawn for the student `who`. Raises ValueError for an empty id or an unknown name."""
    return datasets.load(name, size=size, seed=student_seed(who))


def identify(who: str, folder: Path | None = None) -> str:
    """Record in `student.json` whose work this folder holds, once and for all, and return the id.

    In grading nothing is written: there nbgrader says who it is. Raises AnswerError for an empty id and for a folder
    that cannot be written.
    """
    name = str(who).strip()
    if not name:
        raise AnswerError(_("Falta el identificador: con uno vacío no hay datos propios."))
    if graded_student(folder):
        return name
    try:
        text = json.dumps({"id": name}, ensure_ascii=False) + "\n"
        write_atomically((folder or Path.cwd()) / FILE, text.encode())
    except OSError as error:
        raise AnswerError(
            _("No se puede escribir {file}: {error}", file=FILE, error=str(error.strerror))
        ) from None
    return name


def student(folder: Path | None = None) -> str:
    """The id of whoever the work in `folder` (here) is by. Raises UnknownStudentError when nobody says."""
    who = graded_student(folder) or recorded_student(folder) or _known(os.environ.get("JUPYTERHUB_USER"))
    if who is None:
        raise UnknownStudentError(
            _(
                "No se sabe de quién son los datos. Ejecuta una vez, en una celda nueva, "
                'identify("…") con el identificador que usas en clase.'
            )
        )
    return who


def graded_student(folder: Path | None = None) -> str | None:
    """The id nbgrader knows; None outside grading.

    nbgrader runs a notebook in `autograded/<student>/<assignment>`; the project's engine says the id by itself.
    """
    here = (folder or Path.cwd()).absolute()
    if "autograded" in here.parts[:-2]:
        return here.parent.name
    return _known(os.environ.get("NBGRADER_STUDENT_ID"))


def recorded_student(folder: Path | None = None) -> str | None:
    """The id that `student.json` says, or None where there is none to be read."""
    try:
        content = json.loads(((folder or Path.cwd()) / FILE).read_text(encoding="utf-8-sig"))
        return _known(content.get("id"))
    except (OSError, ValueError, AttributeError, RecursionError):
        return None


def _known(name: object) -> str | None:
    return (str(name).strip() or None) if isinstance(name, str | int) else None
