"""nbgrader's own notebooks, as its package ships them: its example course, and what its test-suite grades."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path

import nbformat

CONFIG = "c = get_config()\nc.CourseDirectory.course_id = 'nbgraders'\n"
SOURCES = (
    "test",
    "test-hidden-tests",
    "test-with-output",
    "validation-zero-points",
    "timeout",
    "side-effects",
)
"""Of its test-suite's notebooks those that can be released, together, as one assignment."""
CHANGED = (
    "submitted-changed",
    "submitted-cheat-attempt",
    "submitted-cheat-attempt-alternative",
    "submitted-grade-cell-changed",
    "submitted-locked-cell-changed",
    "submitted-unchanged",
)
"""Hand-ins of another assignment, whose release is the last of them."""


def package() -> Path:
    """Where nbgrader is installed."""
    (folder,) = find_spec("nbgrader").submodule_search_locations  # type: ignore[union-attr,misc]
    return Path(folder)


def build(folder: Path) -> Path:
    """A course of three assignments: `ps1` of the example course, `suite`, and `changed` with its hand-ins."""
    guide, files = package() / "docs" / "source" / "user_guide", package() / "tests" / "apps" / "files"
    source, submitted = folder / "source", folder / "submitted"
    shutil.copytree(guide / "source" / "ps1", source / "ps1")
    for student in ("bitdiddle", "hacker"):
        shutil.copytree(guide / "submitted" / student / "ps1", submitted / student / "ps1")
    for name in SOURCES:
        place(files / f"{name}.ipynb", source / "suite" / f"{name}.ipynb")
    place(files / f"{CHANGED[-1]}.ipynb", source / "changed" / "p1.ipynb")
    for name in CHANGED:
        place(files / f"{name}.ipynb", submitted / name / "changed" / "p1.ipynb")
    (folder / "nbgrader_config.py").write_text(CONFIG)
    return folder


def place(path: Path, to: Path) -> None:
    """A copy, for the kernel that is there: some name one that no longer exists."""
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    to.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, to)
