"""A copy of what grading one assignment needs of a class, in which all can be tried and nothing is touched."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from dosclientes.language.translation import gettext as _
from dosclientes.options import CannotRunError
from dosclientes.teaching.commands import Class
from dosclientes.teaching.course import is_there
from dosclientes.teaching.round import gradebook

__all__ = ["copied"]


def copied(group: Class, assignment: str, folder: Path) -> Class:
    """The class in another folder, its gradebook in a file. Raises CannotRunError where there is none; OSError."""
    if not is_there(group.db_url):
        raise CannotRunError(_("todavía no hay libro de notas: {path}", path=group.db_url))
    made = Class.copy(folder, group.lang, root=group.folder)
    with gradebook(group) as real:
        _fill(made.db_url, real.engine)
    for step in ("submitted", "autograded"):
        for path in sorted((group.folder / step / group.lang).glob(f"*/{assignment}")):
            target = made.folder / step / group.lang / path.parent.name / assignment
            shutil.copytree(path, target, symlinks=True)
    return made


def _fill(url: str, book: Any) -> None:
    """Put all that a gradebook holds into a new one; nbgrader itself would need a program, alembic, to make it."""
    from nbgrader.api import Base
    from sqlalchemy import create_engine

    new = create_engine(url)
    Base.metadata.create_all(new)
    # both kinds of database show one state to a transaction of this level, once it has begun
    with book.connect().execution_options(isolation_level="SERIALIZABLE") as real, new.begin() as copy:
        if book.dialect.name == "sqlite":
            real.exec_driver_sql("BEGIN")
        for table in Base.metadata.sorted_tables:
            if rows := [dict(row) for row in real.execute(table.select()).mappings()]:
                copy.execute(table.insert(), rows)
    new.dispose()
