"""Which work is to be checked, where it lies, and whether it may be checked here at all."""

from __future__ import annotations

import json
import os
import shlex
from dataclasses import dataclass
from pathlib import Path

from dosclientes.assignments import names
from dosclientes.lab.delivery import course_languages, last_change
from dosclientes.language.suggest import choose
from dosclientes.language.translation import gettext as _
from dosclientes.paths import ROOT, SOURCE_LANGUAGE, typed

__all__ = [
    "ATTEMPTS",
    "CannotCheckError",
    "Work",
    "find_work",
    "has_solutions",
    "in_class",
    "not_here",
    "work_in",
]

ATTEMPTS = "attempts"
"""The folder beside the notebook that holds what was checked before."""

_CLASS = ("DOSCLIENTES_EXCHANGE", "DOSCLIENTES_STUDENT")
_TREES = ("source", "assignments", "submitted", "autograded", "feedback")


class CannotCheckError(Exception):
    """The work cannot be checked; the message says why and what to do."""


@dataclass(frozen=True)
class Work:
    """A learner's own copy of an assignment: `folder` holds `notebook` and whatever belongs to it."""

    folder: Path
    notebook: Path
    assignment: str
    lang: str


def has_solutions(root: Path = ROOT) -> bool:
    """Whether this is the whole course and not what students of a class get."""
    return (root / "source").is_dir() and (root / "autograde_tests").is_dir()


def in_class() -> bool:
    """Whether this is the JupyterLab of somebody who is in a class, where a teacher grades."""
    return any(name in os.environ for name in _CLASS)


def not_here() -> str:
    """What to tell somebody whose copy of the course holds no solutions, or who is in a class."""
    return _(
        "Comprobar es para quien estudia por su cuenta con el curso completo. Si estás en una clase, corrige tu "
        "docente: antes de entregar, usa el botón «Validate», que mira la forma de tus respuestas."
    )


def find_work(
    wanted: str | None,
    learning: Path,
    lang: str,
    here: Path | None = None,
    root: Path = ROOT,
    *,
    in_use: bool = False,
) -> Work:
    """The work that `wanted` names: an assignment such as a1, a notebook's path, or None for what lies `here`.

    An assignment is looked for here first, then in the learner's folder `learning`: in the language `lang`, or, with
    `in_use`, in the one whose copy was worked on last. A notebook that was renamed is the one if there is no other.
    Raises CannotCheckError when it is not there, and when there are several.
    """
    here = (here or Path.cwd()).absolute()
    known = names(root=root)
    if wanted is None:
        if _assignment_of(here) in known:
            return work_in(here, root)
        raise CannotCheckError(
            _("¿Qué quieres comprobar? Di cuál, por ejemplo «{command}».", command=typed("check a1"))
        )
    if wanted.endswith(".ipynb") or os.sep in wanted or "/" in wanted:
        path = (here / wanted).absolute()
        return work_in(path, root) if path.suffix != ".ipynb" else work_in(path.parent, root, path)
    try:
        name = choose(wanted.lower(), known)
    except ValueError as error:
        raise CannotCheckError(str(error)) from None
    if _assignment_of(here) == name:
        return work_in(here, root, _only_notebook(here, name))
    codes = [
        code for code in dict.fromkeys((lang, *course_languages(root))) if (learning / code / name).is_dir()
    ]
    if in_use and codes:  # max keeps the first of equals: the reader's language
        codes = [max(codes, key=lambda code: last_change(learning / code, name))]
    folder = learning / (codes[0] if codes else lang) / name
    return work_in(folder, root, _only_notebook(folder, name))


def _only_notebook(folder: Path, name: str) -> Path:
    """The assignment's notebook, or the one that stands in its place under another name."""
    path = folder / f"{name}.ipynb"
    others = sorted(folder.glob("*.ipynb"))
    if path.is_file() or len(others) == 1:
        return path if path.is_file() else others[0]
    if others:
        listed = ", ".join(other.name for other in others)
        command = typed(f"check {shlex.quote(str(others[0]))}")
        text = _(
            "En {folder} no está {name}.ipynb, y hay varios: {listed}. Di cuál, por ejemplo «{command}».",
            folder=folder,
            name=name,
            listed=listed,
            command=command,
        )
        raise CannotCheckError(text)
    raise CannotCheckError(
        _(
            "No hay ningún {name}.ipynb en {folder}. «make course» (o «dosclientes learn») deja ahí tu copia.",
            name=name,
            folder=folder,
        )
    )


def work_in(folder: Path, root: Path = ROOT, notebook: Path | None = None) -> Work:
    """The work in a folder; `notebook` if it is not the one that has the assignment's name.

    Raises CannotCheckError for a folder that holds no assignment, for the originals of the course, and for a notebook
    that is not there.
    """
    folder = folder.absolute()
    _refuse_originals(folder, root)
    named = notebook.stem.partition(".")[0] if notebook else folder.name
    known = names(root=root)
    assignment = next((name for name in (_assignment_of(folder), named) if name in known), None)
    if assignment is None:
        raise CannotCheckError(
            _("En {folder} no hay ninguna entrega del curso: ni course.json lo dice.", folder=folder)
        )
    path = notebook or folder / f"{assignment}.ipynb"
    if not path.is_file():
        raise CannotCheckError(
            _(
                "No existe {path}. Si lo has borrado o le has cambiado el nombre, «make course» deja otro nuevo.",
                path=path,
            )
        )
    return Work(folder, path, assignment, _language_of(folder, assignment, root))


def _refuse_originals(folder: Path, root: Path) -> None:
    for tree in _TREES:
        if folder.resolve().is_relative_to((root / tree).resolve()):
            raise CannotCheckError(
                _(
                    "{folder} es parte del curso, y no tu copia. Ábrela con «make course» y comprueba esa.",
                    folder=folder,
                )
            )


def _settings(folder: Path) -> dict[str, object]:
    try:
        found = json.loads((folder / "course.json").read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _assignment_of(folder: Path) -> str | None:
    name = _settings(folder).get("assignment")
    return name if isinstance(name, str) else None


def _language_of(folder: Path, assignment: str, root: Path) -> str:
    for code in (_settings(folder).get("language"), folder.parent.name):
        if isinstance(code, str) and (root / "source" / code / assignment).is_dir():
            return code
    return SOURCE_LANGUAGE
