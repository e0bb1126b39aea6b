"""A submission made ready to run: nbgrader's own preprocessors, and what they leave undone.

A student may have deleted, copied, retyped or relabelled cells. Whatever nbgrader's gradebook knows about a cell is
put back; what the student wrote in answer cells stays.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbconvert.preprocessors import Preprocessor
from nbgrader.preprocessors import ClearOutput, DeduplicateIds, OverwriteCells

from dosclientes.grading.submissions import pictures, review
from dosclientes.grading.submissions.opening import NOTEBOOK, RefusedFile, read_file
from dosclientes.grading.submissions.plan import Notebook, Source, Way
from dosclientes.grading.submissions.reader import NoNotebook, Reader, TooMuch
from dosclientes.grading.submissions.reading import check, grade_id
from dosclientes.language.translation import gettext as _

SKIPPED = "skip-execution"


class Unreadable(Exception):  # noqa: N818
    """A file that is no notebook, or none that may be read; the message says why."""


def open_notebook(reader: Reader, folder: Path, name: str) -> Any:
    """A notebook of a submission, as a valid one of format 4 without outputs.

    Arguments:
        folder: the submission's.
        name: the file's.

    Raises: Unreadable.
    """
    try:
        return nbformat.from_dict(reader.read(read_file(folder, name, NOTEBOOK)))
    except (RefusedFile, FileNotFoundError) as error:
        raise Unreadable(str(error)) from None
    except TooMuch:
        raise Unreadable(_("leer {name} cuesta demasiado tiempo o memoria", name=name)) from None
    except NoNotebook as error:
        raise Unreadable(_unreadable(name, str(error))) from None


def _unreadable(name: str, kind: str) -> str:
    return _("{name} no es un cuaderno legible ({kind})", name=name, kind=kind)


class _Overwrite(OverwriteCells):  # type: ignore[misc]
    """nbgrader's, which says of each test with a hidden part, in each hand-in, that its checksum has changed."""

    def report_change(self, name: str, attr: str, old: Any, new: Any) -> None:
        """What a student changed besides is a remark, see `_restore`."""


class Sanitizer:
    """Makes submitted notebooks ready to run.

    Arguments:
        parent: the nbgrader converter whose configuration the preprocessors follow.
    """

    def __init__(self, parent: Any) -> None:
        self.clear = ClearOutput(parent=parent)
        self.unique = DeduplicateIds(parent=parent)
        self.overwrite = _Overwrite(parent=parent)

    def read(self, reader: Reader, folder: Path, name: str, plan: Notebook) -> tuple[Any, list[str]]:
        """Read a notebook of a submission, in the file of this name, and put back what is the instructor's.

        Returns: the notebook, and remarks about what had been changed.

        Raises: Unreadable.
        """
        notebook = open_notebook(reader, folder, name)
        try:
            return notebook, [*pictures.restore(notebook), *self.clean(notebook, plan)]
        except Exception as error:
            raise Unreadable(_unreadable(name, type(error).__name__)) from None

    def stand_in(self, plan: Notebook, reason: str) -> Any:
        """A notebook in the place of one that cannot be shown, with its graded cells, for a person to give points."""
        notebook = nbformat.v4.new_notebook()
        self.clean(notebook, plan)
        told = _("**No hay cuaderno que mostrar:** {reason}", reason=reason)
        notebook.cells.insert(0, nbformat.v4.new_markdown_cell(told, id="no-notebook"))
        return notebook

    def clean(self, notebook: Any, plan: Notebook) -> list[str]:
        """Put a notebook's cells in order; what had to be changed is said."""
        review.unmark(notebook)
        remarks = _restore(notebook, plan)
        if self.clear.enabled:
            self.clear.preprocess(notebook, {})
        before = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
        self.unique.preprocess(notebook, {})
        remarks += _drop_copies(notebook, before)
        if plan.kernelspec:
            notebook.metadata["kernelspec"] = plan.kernelspec
        self.overwrite.gradebook = plan.gradebook()
        self.overwrite.notebook_id, self.overwrite.assignment_id = plan.name, ""
        Preprocessor.preprocess(self.overwrite, notebook, {})
        return remarks + self.put_back(notebook, plan)

    def put_back(self, notebook: Any, plan: Notebook) -> list[str]:
        """Add graded cells that are missing, each after the nearest of its predecessors that is there."""
        remarks = []
        previous: str | None = None
        places = _places(notebook)
        for source in plan.cells.values():
            if source.name not in places and (source.grade or source.task):
                cell = self.overwrite.missing_cell_transform(
                    source, source.points, is_solution=source.solution, is_task=source.task
                )
                label = {**source.metadata(), "checksum": source.checksum, "cell_type": source.cell_type}
                cell = nbformat.from_dict({**cell, "metadata": {**cell.metadata, "nbgrader": label}})
                if notebook.nbformat_minor >= 5 and "id" not in cell:
                    cell["id"] = f"restored-{len(notebook.cells)}"
                notebook.cells.insert(places[previous] + 1 if previous is not None else 0, cell)
                places = _places(notebook)
                remarks.append(_("faltaba la celda «{name}» y se ha vuelto a poner", name=source.name))
                previous = source.name
            elif source.name in places:
                previous = source.name
        return remarks


def _restore(notebook: Any, plan: Notebook) -> list[str]:
    """Give each cell the flags nbgrader released it with, and none to cells it does not know."""
    remarks = []
    check(notebook)
    for cell in notebook.cells:
        name = grade_id(cell)
        source = plan.cells.get(name) if isinstance(name, str) else None
        if source is None:
            cell.metadata.pop("nbgrader", None)
            continue
        if _relabel(cell, source):
            remarks.append(_("se había cambiado la etiqueta de la celda «{name}»", name=name))
        if cell.cell_type != source.cell_type:
            _retype(cell, source.cell_type)
    return remarks


def _retype(cell: Any, kind: str) -> None:
    """Make a cell another kind; nbgrader's own way fails for a cell without an id, as cells before format 4.5 are."""
    for key in ("outputs", "execution_count", "attachments"):
        cell.pop(key, None)
    cell.cell_type = kind
    if kind == "code":
        cell.outputs, cell.execution_count = [], None


def _relabel(cell: Any, source: Source) -> bool:
    right, old = source.metadata(), cell.metadata["nbgrader"]
    flags = ("grade", "solution", "task")
    changed = any(old.get(key, False) is not right[key] for key in flags)
    points = isinstance(old.get("points"), (int, float)) or not source.grade
    if changed or not points or old.get("schema_version") != 3 or type(old.get("locked")) is not bool:
        extra = {key: old[key] for key in ("checksum", "cell_type") if isinstance(old.get(key), str)}
        cell.metadata["nbgrader"] = nbformat.from_dict({**extra, **right})
    return changed


def _drop_copies(notebook: Any, before: list[str | None]) -> list[str]:
    """Remove the empty label that DeduplicateIds leaves on copies, which nbgrader cannot read again."""
    remarks = []
    for cell, name in zip(notebook.cells, before, strict=True):
        if "nbgrader" in cell.metadata and not cell.metadata["nbgrader"]:
            del cell.metadata["nbgrader"]
            remarks.append(_("la celda «{name}» estaba más de una vez; cuenta la última", name=name))
    return remarks


def _places(notebook: Any) -> dict[Any, int]:
    return {grade_id(cell): place for place, cell in enumerate(notebook.cells)}


def task_cells(notebook: Any, plan: Notebook) -> tuple[list[dict[str, Any]], list[int]]:
    """The code cells of a sanitized notebook, as a task carries them, and their places."""
    cells: list[dict[str, Any]] = []
    places = []
    waiting = list(plan.cells.values())
    for place, cell in enumerate(notebook.cells):
        if cell.cell_type != "code" or SKIPPED in (cell.metadata.get("tags") or []):
            continue
        source = plan.cells.get(grade_id(cell) or "")
        if not cell.source.strip() and not (source is not None and source.test and not source.source.strip()):
            continue  # an instructor's empty test is run, and passes, as in stock
        entry: dict[str, Any] = {
            "kind": "student",
            "source": cell.source,
            "count": len(cells) + 1,
            "helpers": [],
        }
        if source is not None and source.test:
            way = plan.ways.get(source.name, Way())
            entry |= {"kind": "test", "source": source.source, "helpers": _helpers(waiting, source, plan)}
            entry |= {
                "name": source.name,
                "way": way.kind,
                "why": way.reason,
                "before": way.before,
                "expected": way.expected,
            }
        cells.append(entry)
        places.append(place)
    return cells, places


def _helpers(waiting: list[Source], test: Source, plan: Notebook) -> list[str]:
    """Given code of all cells up to a test that no earlier test has had run."""
    helpers: list[str] = []
    while test in waiting:
        helpers += plan.analysis.helpers.get(waiting.pop(0).name, [])
    return helpers
