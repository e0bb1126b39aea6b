"""A class's gradebook and folders, as `nbgrader_config.py` says where they are."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dosclientes.assignments.settings import settings
from dosclientes.language.translation import gettext as _
from dosclientes.options import CannotRunError

__all__ = ["Course", "NoCourseError", "open_class"]


class NoCourseError(CannotRunError):
    """There is no class to be opened; the message says why."""


@dataclass(frozen=True)
class Course:
    """A class that is open: nbgrader's directories, gradebook and configuration."""

    directory: Any
    gradebook: Any
    config: Any

    def place(self, step: str) -> str:
        """Where a step's folders are, with `{student}` and `{assignment}`: "submitted", "autograded" or "feedback"."""
        folder = getattr(self.directory, f"{step}_directory")
        return str(self.directory.format_path(folder, "{student}", "{assignment}"))


@contextlib.contextmanager
def open_class(root: Path, lang: str, begin: bool = False) -> Iterator[Course]:
    """Open the class of a language. Raises NoCourseError.

    Arguments:
        begin: make a gradebook where there is none, rather than refuse.
    """
    if not (root / "nbgrader_config.py").is_file():
        raise NoCourseError(_("en {folder} no hay un nbgrader_config.py: usa --root", folder=root))
    from nbgrader.api import Gradebook
    from nbgrader.coursedir import CourseDirectory

    before = dict(os.environ)
    try:
        directory = CourseDirectory(config=settings(lang, root))
        if not directory.config.CourseDirectory.get("root"):
            directory.root = str(root)
        book = directory.db_url.removeprefix("sqlite:///")
        if not begin and book != directory.db_url and not Path(book).is_file():
            raise NoCourseError(_("todavía no hay libro de notas: {path}", path=book))
        with Gradebook(directory.db_url, directory.course_id) as gradebook:
            yield Course(directory, gradebook, directory.config)
    finally:  # the configuration puts folders on nbgrader's paths
        os.environ.clear()
        os.environ.update(before)
