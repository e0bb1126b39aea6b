"""A newer hand-in of somebody to whom a person gave points: which of them need a second look, and what has changed."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbgrader import utils

from dosclientes.grading.shown.inert import NOTE
from dosclientes.grading.submissions.plan import Notebook
from dosclientes.language.translation import gettext as _

__all__ = ["changed", "differs", "is_note", "mark", "read", "unmark"]

_LINES = 80


def is_note(cell: Any) -> bool:
    """Whether a cell of a graded notebook is such a note, which feedback leaves out."""
    return NOTE in cell.metadata.get("tags", [])


def read(path: Path) -> Any:
    """The notebook graded before; None if there is none."""
    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError, AttributeError, KeyError):
        return None


def differs(path: Path, content: bytes) -> bool:
    """Whether a file graded before is not there or held something else."""
    try:
        return path.read_bytes() != content
    except OSError:
        return True


def changed(old: Any, new: Any, plan: Notebook, given: set[str], files: bool = False) -> dict[str, str]:
    """Cells with points given by a person whose answer is another now, with the differences as text.

    Arguments:
        old: the notebook as it was when it got the points, None if unknown.
        new: the notebook now.
        given: grade ids of cells that have such points.
        files: whether other files of the hand-in, which tests may read, have changed.
    """
    found = {}
    for name in given & plan.grades.keys():
        before, after = (_answer(notebook, plan, name) if notebook else [] for notebook in (old, new))
        if old is None or before != after or (files and plan.cells[name].test):
            found[name] = "\n".join(difflib.unified_diff(before, after, lineterm="", n=1)) if old else ""
    return found


def _answer(notebook: Any, plan: Notebook, name: str) -> list[str]:
    """The lines of what a person judges: the cell itself if it is answered there, a task's texts, else the code.

    A task is answered in cells of the student's own, which nothing ties to it: any of the notebook's texts.
    """
    source = plan.cells[name]
    if source.solution:
        cells = [cell for cell in notebook.cells if _name(cell) == name]
    elif source.task:
        cells = [cell for cell in notebook.cells if cell.cell_type != "code" and _is_free(cell, plan)]
    else:
        cells = [cell for cell in notebook.cells if cell.cell_type == "code" and _is_students(cell, plan)]
    lines = [line for cell in cells if not is_note(cell) for line in (*cell.source.splitlines(), "")]
    return lines + [f"{key} {value}" for cell in cells for key, value in cell.get("attachments", {}).items()]


def _is_free(cell: Any, plan: Notebook) -> bool:
    return _name(cell) not in plan.cells


def _is_students(cell: Any, plan: Notebook) -> bool:
    return _is_free(cell, plan) or plan.cells[_name(cell)].solution


def _name(cell: Any) -> Any:
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def unmark(notebook: Any) -> None:
    """Take the tag from a student's own cells, which would else be passed over like a note."""
    for cell in filter(is_note, notebook.cells):
        cell.metadata.tags = [tag for tag in cell.metadata.tags if tag != NOTE]


def mark(notebook: Any, changes: dict[str, str]) -> None:
    """Put a note before each cell that needs a second look."""
    cells = list(_marked(notebook, changes))
    notebook.cells[:] = cells


def _marked(notebook: Any, changes: dict[str, str]) -> Iterator[Any]:
    for cell in notebook.cells:
        name = _name(cell)
        if name in changes and (utils.is_task(cell) or utils.is_grade(cell)):
            yield _note(name, changes[name], notebook.nbformat_minor)
        yield cell


def _note(name: str, difference: str, minor: int) -> Any:
    told = _(
        "**Para quien califica:** esta respuesta ha cambiado desde que recibió sus puntos. Siguen puestos como "
        "propuesta: confírmalos o cámbialos."
    )
    lines = [line for line in difference.splitlines() if line[:3] not in ("---", "+++")]
    if len(lines) > _LINES:
        lines = [*lines[:_LINES], "…"]
    # indented, a text cannot end the block it is shown in
    block = "\n".join(f"    {line}" for line in lines)
    about = {"cell_type": "markdown", "metadata": {"tags": [NOTE]}, "source": f"{told}\n\n{block}".rstrip()}
    return nbformat.from_dict(about | ({"id": f"changed-{name}"[:64]} if minor >= 5 else {}))
