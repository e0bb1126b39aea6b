"""The engine behind `nbgrader autograde` and formgrader's button, which then do what `dosclientes grade` does.

nbgrader makes its Autograde converter itself, and asks its configuration only for the exporter's class. Named there,
`EngineExporter` brings this module into nbgrader's process: a converter that has it grades with the engine, any other
as nbgrader does.
"""

from __future__ import annotations

import re
from contextlib import chdir
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException

from dosclientes.grading.course import options
from dosclientes.grading.engine import Run
from dosclientes.grading.lock import CannotLock, locked
from dosclientes.grading.processes import sandbox, workers
from dosclientes.grading.processes.pool import threads
from dosclientes.grading.rehearsal import kept
from dosclientes.grading.report import reasons
from dosclientes.grading.settings import wrong
from dosclientes.grading.shown.hidden import HiddenTests, Step
from dosclientes.grading.submissions import review
from dosclientes.grading.submissions.plan import CannotGrade
from dosclientes.grading.summary import Summary
from dosclientes.language.translation import gettext as _


class EngineExporter(NotebookExporter):  # type: ignore[misc]
    """nbgrader's exporter of notebooks; a converter that is configured with it grades with the engine."""


_stock = Autograde.start


def _start(converter: Any) -> None:
    """In place of `Autograde.start`."""
    if not issubclass(converter.exporter_class, EngineExporter):
        _stock(converter)
        return
    converter.exporter = converter.exporter_class(parent=converter, config=converter.config)
    root = Path(converter.coursedir.root)
    try:
        with chdir(root), locked(root):
            _tell(converter.log, _grade(converter, root))
    except (CannotGrade, CannotLock, workers.NoSandbox) as error:
        converter.log.error("%s", error)
        raise NbGraderException(str(error)) from None


Autograde.start = _start


def _grade(converter: Any, root: Path) -> Summary:
    """One run of the engine, with the servers that this process may have from an earlier one."""
    examine = converter.config.Examine
    if problem := wrong(examine):
        raise CannotGrade(problem)
    unprotected = converter.coursedir.assignment_id in examine.get("unprotected", [])
    places = sandbox.places(root, list(examine.get("visible", [])))
    workers.configure(not examine.get("unsandboxed", False), places)
    settings = options(converter, unprotected)
    with (
        Gradebook(converter.coursedir.db_url, converter.coursedir.course_id) as gradebook,
        threads() as pool,
    ):
        run = Run(converter, gradebook, settings, pool)
        workers.renew(_written(run.plan.checks(), settings["path"]))
        workers.preload([], kept.modules(root, run.plan.assignment))  # without a sandbox nobody is graded
        return run.go(lambda _what, _value: None)


def _tell(log: Any, summary: Summary) -> None:
    """What the command's table says, as lines of nbgrader's log.

    Raises: NbGraderException when somebody could not be recorded.
    """
    *problems, apart = summary.rehearsal or [""]  # last comes how many tests are judged apart
    for line in problems:
        log.warning("%s", line)
    if apart:
        log.info("%s", apart)
    for test, why in summary.unprotected.items():
        log.warning("%s: %s", test, why)
    for student in summary.results.keys() - set(summary.person):
        log.info(_("calificada: {student}", student=student))
    for student in summary.skipped:
        log.info(_("calificada antes: {student}", student=student))
    for student, why in reasons(summary).items():
        log.warning(_("para una persona: {student}: {why}", student=student, why=why))
    for student, why in summary.broken.items():
        log.error(_("no se ha guardado: {student}: {why}", student=student, why=why))
    if summary.broken:
        raise NbGraderException(_("sin guardar: {count}", count=len(summary.broken)))


def _written(modules: list[str], folders: list[str]) -> list[tuple[str, int]]:
    """The files of the packages that hold these modules, and when each was written."""
    tops = {module.partition(".")[0] for module in modules}
    files = {
        path for folder in folders for top in tops for path in Path(folder, top).rglob("*") if path.is_file()
    }
    return sorted((str(path), path.stat().st_mtime_ns) for path in files if "__pycache__" not in path.parts)


_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_OWN_FRAME = re.compile(r"(?:Cell In|Input In) ?\[|-+$|\w+ +Traceback \(most recent")


class HideTests(Step):
    """For feedback: of a test, neither its hidden parts nor the source of what it calls is shown, nor its warnings."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        nb.cells = [cell for cell in nb.cells if not review.is_note(cell)]
        for index, cell in enumerate(nb.cells):
            nb.cells[index], resources = self.preprocess_cell(cell, resources, index)
        return nb, resources

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        if not utils.is_grade(cell) or cell.cell_type != "code":
            return cell, resources
        hidden = HiddenTests(parent=self)._remove_hidden_test_region(cell)
        errors = [output for output in cell.outputs if output.output_type == "error"]
        for error in errors:
            own = [] if hidden else [part for part in error.traceback if _is_own(part)]
            error.traceback = [*own, f"{error.ename}: {error.evalue}"]
        if hidden:
            cell.outputs = errors
        else:  # a warning quotes the line of the module it comes from
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
        return cell, resources


def _is_own(part: str) -> bool:
    """Whether a part of a traceback shows the cell, which its student has, and no module that the cell calls."""
    text = _COLOURS.sub("", part).strip()
    return bool(_OWN_FRAME.match(text)) and "\nFile " not in text
