"""An assignment as nbgrader's gradebook and source folder describe it, read once for the whole class."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry

from dosclientes.grading.submissions.analysis import Analysis, Given, analyse
from dosclientes.grading.submissions.folders import others
from dosclientes.language.translation import gettext as _


@dataclass
class Source:
    """A cell that nbgrader knows: what the instructor released, hidden tests included."""

    name: str
    cell_type: str
    locked: bool
    source: str
    checksum: str | None
    grade: bool = False
    solution: bool = False
    task: bool = False
    points: float | None = None

    @property
    def test(self) -> bool:
        """Whether running it decides points."""
        return self.grade and not self.solution and self.cell_type == "code"

    def metadata(self) -> dict[str, Any]:
        """The nbgrader metadata such a cell must have."""
        found: dict[str, Any] = {
            "grade": self.grade,
            "grade_id": self.name,
            "locked": self.locked,
            "schema_version": 3,
            "solution": self.solution,
            "task": self.task,
        }
        if self.points is not None:
            found["points"] = self.points
        return found


KINDS = ("examined", "forked", "inside", "person")
"""Ways to judge a test, see `Way`."""


@dataclass
class Way:
    """How a test is judged, as its assignment's rehearsal has found.

    Attributes:
        kind: "examined", "forked" or "inside" (in the student's kernel, not protected), "person".
        reason: why it is not examined, in words for people.
        before: earlier tests whose names it uses, for a fork.
        expected: classes of the objects it came to hold when the solution was examined; None if nobody knows.
    """

    kind: str = "examined"
    reason: str = ""
    before: list[str] = field(default_factory=list)
    expected: list[str] | None = None

    @property
    def protected(self) -> bool:
        """Whether the student's code has no hold on the verdict."""
        return self.kind in ("examined", "person")


@dataclass
class Notebook:
    """A notebook of the assignment, with the identifiers of its gradebook rows."""

    name: str
    identifier: str
    kernelspec: dict[str, Any] | None
    cells: dict[str, Source]
    grades: dict[str, str] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    analysis: Analysis = field(default_factory=Analysis)
    released: list[str] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)
    ways: dict[str, Way] = field(default_factory=dict)
    learned: dict[str, list[str]] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)

    def policy(self) -> dict[str, Any]:
        """What the examiner may ask of the student kernel: from the notebook's text, and from its rehearsal."""
        return {**self.analysis.policy(), "learned": self.learned, "written": self.written}

    def gradebook(self) -> Any:
        """What nbgrader's OverwriteCells asks of a gradebook."""

        def find(name: str, *_: str) -> Any:
            if name not in self.cells:
                raise MissingEntry(name)
            return self.cells[name]

        def find_graded(name: str, *_: str) -> Any:
            return SimpleNamespace(max_score=find(name).points)

        return SimpleNamespace(find_source_cell=find, find_graded_cell=find_graded)


@dataclass
class Plan:
    """An assignment."""

    assignment: str
    identifier: str
    notebooks: dict[str, Notebook]
    files: dict[str, bytes]
    source: Path = Path()
    loaded: list[str] = field(default_factory=list)
    loaded_by_checks: list[str] = field(default_factory=list)

    def modules(self) -> list[str]:
        """What the instructor's notebooks import, tests apart, and what that has loaded when the solution ran."""
        found = {name for notebook in self.notebooks.values() for name in notebook.analysis.imports}
        return [*(name for name in sorted(found) if not self.beside(name)), *self.loaded]

    def checks(self) -> list[str]:
        """What the tests import besides: for the examiners alone."""
        found = {name for notebook in self.notebooks.values() for name in notebook.analysis.checks}
        known = set(self.modules())
        return [
            name
            for name in (*sorted(found), *self.loaded_by_checks)
            if name not in known and not self.beside(name)
        ]

    def unsolved(self) -> list[Path]:
        """The source notebooks that are not there, so that nobody knows the solution."""
        paths = [self.source / f"{name}.ipynb" for name in self.notebooks]
        return [path for path in paths if not path.is_file()]

    def beside(self, module: str) -> bool:
        """Whether a module lies beside the notebook, where Python looks first: no warm process may load a namesake."""
        top = module.partition(".")[0]
        return f"{top}.py" in self.files or f"{top}/__init__.py" in self.files

    def cells(self) -> dict[str, list[str]]:
        """Sources of the instructor's cells: of tests, of the given code that precedes them, of what students got."""
        notebooks = self.notebooks.values()
        helpers = {s for notebook in notebooks for found in notebook.analysis.helpers.values() for s in found}
        tests = [cell.source for notebook in notebooks for cell in notebook.cells.values() if cell.test]
        released = [source for notebook in notebooks for source in notebook.released]
        return {"tests": tests, "helpers": sorted(helpers), "released": released}


class CannotGrade(Exception):  # noqa: N818
    """The assignment as a whole cannot be graded; the message says why."""


def read_plan(gradebook: Gradebook, converter: Any, assignment: str) -> Plan:
    """Read an assignment.

    Arguments:
        gradebook: nbgrader's, open.
        converter: nbgrader's Autograde converter, for its directories and settings.
        assignment: its name.

    Raises: CannotGrade when nbgrader does not know it, its language is not Python, or a notebook cannot be read.
    """
    directory = converter.coursedir
    try:
        row = gradebook.find_assignment(assignment)
    except MissingEntry:
        told = _(
            "La tarea «{name}» no está en el libro de notas del curso {place}: genérala antes, con "
            "«nbgrader generate_assignment {name}»",
            name=assignment,
            place=directory.root,
        )
        raise CannotGrade(told) from None
    source = Path(directory.format_path(directory.source_directory, ".", assignment))
    release = Path(directory.format_path(directory.release_directory, ".", assignment))
    notebooks = {item.name: _notebook(item, source, release) for item in row.notebooks}
    if not notebooks:
        raise CannotGrade(_("La tarea «{name}» no tiene cuadernos: genérala antes", name=assignment))
    excluded = {str(Path(name)) for name in converter.exclude_overwriting.get(assignment, [])}
    names = {name: source / name for name in others(source, directory.ignore)}
    files = {name: path.read_bytes() for name, path in names.items() if name not in excluded}
    return Plan(assignment, row.id, notebooks, files, source)


def _notebook(row: Any, source: Path, release: Path) -> Notebook:
    kernelspec = json.loads(row.kernelspec) if row.kernelspec else None
    if kernelspec and kernelspec.get("language", "python").lower() not in ("python", "python3"):
        raise CannotGrade(_("El cuaderno «{name}» no es de Python", name=row.name))
    cells = {
        c.name: Source(c.name, c.cell_type, bool(c.locked), c.source or "", c.checksum)
        for c in row.source_cells
    }
    for kind, rows in (
        ("grade", row.grade_cells),
        ("solution", row.solution_cells),
        ("task", row.task_cells),
    ):
        for cell in rows:
            known = cells.get(cell.name)
            if known is not None:
                setattr(known, kind, True)
                if kind != "solution":
                    known.points = float(cell.max_score)
    grades = {cell.name: cell.id for cell in (*row.grade_cells, *row.task_cells)}
    comments = {cell.name: cell.id for cell in (*row.solution_cells, *row.task_cells)}
    notebook = Notebook(row.name, row.id, kernelspec or None, cells, grades, comments)
    notebook.analysis = analyse(_given(notebook, source, release))
    notebook.released = [cell.source for cell in _cells(release / f"{row.name}.ipynb")]
    notebook.texts = texts(_cells(release / f"{row.name}.ipynb", "markdown"))
    return notebook


def _given(notebook: Notebook, source: Path, release: Path) -> list[Given]:
    """The instructor's code cells: the released ones, with the solutions of the source."""
    name = f"{notebook.name}.ipynb"
    instructor = _cells(source / name)
    solutions = {_name(cell): cell.source for cell in instructor if _name(cell)}
    shown = _cells(release / name) or instructor
    if not shown:
        return [_one(notebook, c.name, c.source) for c in notebook.cells.values() if c.cell_type == "code"]
    return [_one(notebook, _name(cell), solutions.get(_name(cell), cell.source)) for cell in shown]


def _one(notebook: Notebook, name: str | None, source: str) -> Given:
    known = notebook.cells.get(name or "")
    if known is None:
        return Given("plain", source)
    if known.test:
        return Given("test", known.source, name)
    return Given("solution" if known.solution else "locked", source if known.solution else known.source, name)


def _cells(path: Path, kind: str = "code") -> list[Any]:
    if not path.is_file():
        return []
    try:
        cells = nbformat.read(path, as_version=4).cells
    except Exception as error:  # broken JSON, not UTF-8, no notebook, no right to read it
        told = _(
            "el cuaderno {path} no se puede leer ({problem}). Arréglalo, o ponlo de una copia, y vuelve a generar la "
            "tarea",
            path=path,
            problem=f"{type(error).__name__}: {' '.join(str(error).split())}"[:200],
        )
        raise CannotGrade(told) from None
    return [cell for cell in cells if cell.cell_type == kind]


def texts(cells: list[Any]) -> set[str]:
    """What a notebook says between its questions, cell by cell; a mere title may be a function's name."""
    found = {cell.source.strip() for cell in cells if cell.cell_type == "markdown" and _name(cell) is None}
    return {text for text in found if "\n" in text}


def _name(cell: Any) -> str | None:
    name = cell.metadata.get("nbgrader", {}).get("grade_id")
    return name if isinstance(name, str) else None
