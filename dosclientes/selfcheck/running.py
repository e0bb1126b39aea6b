"""Running a learner's notebook with the project's checks: in a kernel like theirs, on a copy of their folder."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbclient.exceptions import CellControlSignal, DeadKernelError
from nbgrader.preprocessors import Execute
from traitlets.config import LoggingConfigurable

from dosclientes.grading.submissions.prepare import Sanitizer
from dosclientes.grading.submissions.reading import grade_id, read_notebook
from dosclientes.lab import server as lab
from dosclientes.language.translation import gettext as _
from dosclientes.paths import ROOT
from dosclientes.selfcheck.assignment import Assignment
from dosclientes.selfcheck.attempts import FOLDER
from dosclientes.selfcheck.where import CannotCheckError, Work
from dosclientes.teaching import release

__all__ = ["SECONDS", "Ran", "configured", "read_work", "run"]

SECONDS = 30
"""What a cell may take before it is interrupted, as in nbgrader."""
_LEFT = (FOLDER, ".*", "__pycache__", "*.ipynb", "autograde_tests*", "dosclientes*")
"""What is not copied; modules of these names would be imported instead of the real ones."""


@dataclass(frozen=True)
class Ran:
    """An executed copy of the learner's notebook, and why it ended early ("" if it did not)."""

    notebook: Any
    ended: str = ""


@contextlib.contextmanager
def configured(lang: str, root: Path = ROOT) -> Iterator[LoggingConfigurable]:
    """What nbgrader's steps take their settings from, in an environment in which kernels find the hidden checks."""
    before, path = dict(os.environ), list(sys.path)
    quiet = logging.getLogger("dosclientes.selfcheck")
    quiet.setLevel(logging.CRITICAL)
    try:
        config = release.settings(lang, root)
        config.KernelManager.transport_encryption = lab.encryption()
        os.environ.update(_environment(lang, root))
        if str(root) not in sys.path:
            sys.path.append(str(root))
        yield LoggingConfigurable(config=config, log=quiet)
    finally:
        os.environ.clear()
        os.environ.update(before)
        sys.path[:] = path


def read_work(work: Work, assignment: Assignment) -> Any:
    """The learner's notebook as it was saved.

    Raises CannotCheckError if it cannot be read, is no notebook, or is that of another assignment.
    """
    name = work.notebook.name
    try:
        found = read_notebook(work.notebook)
        labels = {grade_id(cell) for cell in found.cells}
    except OSError as error:
        reason = str(error.strerror or error)
        raise CannotCheckError(_("No se puede leer {name}: {reason}.", name=name, reason=reason)) from None
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
    if not labels & set(assignment.questions):
        raise CannotCheckError(
            _(
                "{name} no es el cuaderno de {assignment}: no tiene ninguna de sus preguntas.",
                name=name,
                assignment=assignment.name.upper(),
            )
        )
    return found


def run(work: Work, assignment: Assignment, notebook: Any, parent: LoggingConfigurable) -> Ran:
    """Run the learner's `notebook`, which is changed: the checks put back, its outputs the new ones."""
    Sanitizer(parent).clean(notebook, assignment.plan)
    with tempfile.TemporaryDirectory(prefix="dosclientes-", ignore_cleanup_errors=True) as base:
        folder = Path(base).resolve() / work.assignment
        _copy(work, folder)
        execute = Execute(parent=parent, timeout=SECONDS, store_widget_state=False)
        try:
            execute.preprocess(notebook, {"metadata": {"path": str(folder)}})
        except (DeadKernelError, CellControlSignal, TimeoutError, RuntimeError) as error:
            return Ran(notebook, _died(error))
    return Ran(notebook)


def _died(error: BaseException) -> str:
    if isinstance(error, DeadKernelError):
        return _("Python se cerró a mitad del cuaderno: la última celda que empezó lo hizo terminar.")
    return _("El cuaderno no llegó al final ({kind}).", kind=type(error).__name__)


def _copy(work: Work, folder: Path, root: Path = ROOT) -> None:
    """The learner's files but notebooks, and over them the assignment's own, as nbgrader does it."""
    try:
        shutil.copytree(work.folder, folder, ignore=shutil.ignore_patterns(*_LEFT))
        for path in (root / "source" / work.lang / work.assignment).iterdir():
            if path.is_file() and path.suffix != ".ipynb":
                shutil.copyfile(path, folder / path.name)
    except OSError as error:
        reason = str(error.strerror or error)
        raise CannotCheckError(_("No se pudo copiar tu carpeta: {reason}", reason=reason)) from None


def _environment(lang: str, root: Path) -> Mapping[str, str]:
    rest = [entry for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep) if entry]
    path = os.pathsep.join(dict.fromkeys([str(root), *rest]))
    return {**lab.environment(lang), "PYTHONPATH": path, "NBGRADER_EXECUTION": "check"}
