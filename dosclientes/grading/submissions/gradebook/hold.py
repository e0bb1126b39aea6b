"""A gradebook in the hands of one run, whether it is a file or on a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nbgrader import api
from sqlalchemy import false

from dosclientes.grading.submissions.plan import CannotGrade
from dosclientes.language.translation import gettext as _

__all__ = ["Hold"]

_RUN = int.from_bytes(b"grading", "big")
"""What a run locks on a server, which tells locks by number."""

_WRITTEN = [
    kind.__table__
    for kind in (api.Student, api.SubmittedAssignment, api.SubmittedNotebook, api.Grade, api.Comment)
]

_PATIENCE = "SET LOCAL lock_timeout = '5s'"  # as SQLite waits for whoever writes


class Hold:
    """From before the first submission to after the last.

    Arguments:
        engine: SQLAlchemy's, of an open gradebook.

    Raises: CannotGrade when another run has it; SQLAlchemy's OperationalError or ProgrammingError for a gradebook that
        is busy or can only be read, a folder that cannot be written, a full disk: nobody is graded where nothing can
        be recorded.
    """

    def __init__(self, engine: Any) -> None:
        self.engine = engine
        self.server = engine.dialect.name == "postgresql"
        self.lock: Any = None
        if self.server:
            self._lock()
        try:
            self._try_writing()
        except BaseException:
            self.close()
            raise
        self._journal("DELETE", "TRUNCATE")

    @contextmanager
    def transaction(self) -> Iterator[Any]:
        """A connection whose writes all come about, or none."""
        with self.engine.begin() as connection:
            if self.server:
                connection.exec_driver_sql(_PATIENCE)
            yield connection

    def close(self) -> None:
        """Let others have it."""
        self._journal("TRUNCATE", "DELETE")
        if self.lock is not None:
            self.lock.invalidate()  # the lock is the connection's, and ends with it
            self.lock.close()
            self.lock = None

    def _lock(self) -> None:
        """Keep other runs away, those on other machines too; here a file in the course's folder has done so."""
        self.lock = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        if not self.lock.exec_driver_sql(f"SELECT pg_try_advisory_lock({_RUN})").scalar():
            self.lock.close()
            raise CannotGrade(_("otra ejecución está calificando en este libro de calificaciones"))

    def _try_writing(self) -> None:
        """Write, and take it back, or write nothing."""
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect() as connection:
                version = connection.exec_driver_sql("PRAGMA user_version").scalar()
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                connection.exec_driver_sql(f"PRAGMA user_version = {version}")
                connection.exec_driver_sql("ROLLBACK")
        elif self.server:
            with self.transaction() as connection:
                for table in _WRITTEN:  # of no row, which is enough to be refused or to have to wait
                    connection.execute(table.update().where(false()).values(id=table.c.id))

    def _journal(self, before: str, after: str) -> None:
        """Have SQLite keep its journal's file between transactions, which is quicker than making it anew."""
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect() as connection:
                if connection.exec_driver_sql("PRAGMA journal_mode").scalar() == before.lower():
                    connection.exec_driver_sql(f"PRAGMA journal_mode = {after}")
