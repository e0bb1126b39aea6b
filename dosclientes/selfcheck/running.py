"""Second step: the notebook, run with the hidden checks in a kernel like the learner's, on a copy of their folder."""

from __future__ import annotations

import copy
import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbclient.exceptions import CellControlSignal, DeadKernelError
from nbgrader.preprocessors import Execute
from traitlets.config import LoggingConfigurable

from dosclientes.answers import FILE as ANSWERS
from dosclientes.answers import VERSION
from dosclientes.grading.submissions.prepare import Sanitizer
from dosclientes.language.translation import gettext as _
from dosclientes.paths import ROOT
from dosclientes.selfcheck.read.saved import Saved
from dosclientes.selfcheck.read.where import ATTEMPTS, CannotCheckError, Work

__all__ = ["SECONDS", "Ran", "run"]

SECONDS = 30
"""What a cell may take before it is interrupted, as in nbgrader."""
_LEFT = (ATTEMPTS, ".*", "__pycache__", "*.ipynb", "autograde_tests*", "dosclientes*")
"""What is not copied; modules of these names would be imported instead of the real ones."""


@dataclass(frozen=True)
class Ran:
    """An executed copy of the learner's notebook, and why it ended early ("" if it did not)."""

    notebook: Any
    ended: str = ""


def run(saved: Saved, parent: LoggingConfigurable) -> Ran:
    """Run a copy of the learner's notebook, the checks put back as the engine does it.

    Arguments:
        parent: carries nbgrader's configuration.

    Raises CannotCheckError.
    """
    notebook = copy.deepcopy(saved.notebook)
    Sanitizer(parent).clean(notebook, saved.assignment.plan)
    with tempfile.TemporaryDirectory(prefix="dosclientes-", ignore_cleanup_errors=True) as base:
        folder = Path(base).resolve() / saved.work.assignment
        _copy(saved.work, folder)
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
        if not os.path.lexists(folder / ANSWERS):  # nothing clicked yet is blank, not left out of a hand-in
            (folder / ANSWERS).write_text(json.dumps({"version": VERSION, "answers": {}}), "utf-8")
    except OSError as error:
        reason = str(error.strerror or error)
        raise CannotCheckError(_("No se pudo copiar tu carpeta: {reason}", reason=reason)) from None
