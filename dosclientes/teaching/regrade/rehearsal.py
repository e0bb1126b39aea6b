"""A copy of what grading one assignment needs of a class, in which all can be tried and nothing is touched."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from dosclientes.language.translation import gettext as _
from dosclientes.options import CannotRunError
from dosclientes.teaching.commands import Class

__all__ = ["copied"]


def copied(group: Class, assignment: str, folder: Path) -> Class:
    """The class in another folder. Raises CannotRunError where its gradebook is not in its own folder; OSError."""
    book = group.folder / f"gradebook-{group.lang}.db"
    if not book.is_file():
        raise CannotRunError(
            _("{path} no está: el ensayo necesita el libro de notas en esa carpeta", path=book)
        )
    made = Class.copy(folder, group.lang, root=group.folder)
    with closing(sqlite3.connect(book)) as real, closing(sqlite3.connect(made.folder / book.name)) as copy:
        real.backup(copy)
    for step in ("submitted", "autograded"):
        for path in sorted((group.folder / step / group.lang).glob(f"*/{assignment}")):
            target = made.folder / step / group.lang / path.parent.name / assignment
            shutil.copytree(path, target, symlinks=True)
    return made
