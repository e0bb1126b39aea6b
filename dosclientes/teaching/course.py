"""A class's gradebook and folders, as `nbgrader_config.py` says where they are."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dosclientes.assignments.settings import settings
from dosclientes.atomic import write_atomically
from dosclientes.grading import tables_version
from dosclientes.grading.command import Impossible, gradebook_explained
from dosclientes.language.translation import gettext as _
from dosclientes.options import CannotRunError
from dosclientes.slow_imports import skip_address_grammar

__all__ = ["Course", "NoCourseError", "is_there", "open_class", "writing"]


class NoCourseError(CannotRunError):
    """There is no class to be opened; the message says why."""


@dataclass(frozen=True)
class Course:
    """A class that is open: nbgrader's directories, gradebook and configuration."""

    directory: Any
    gradebook: Any
    config: Any

    @property
    def downloads(self) -> Path:
        """Where platforms' downloads, and what was collected from them, are remembered, by assignment."""
        return Path(self.directory.root, self.config.ZipCollectApp.get("downloaded_directory", "downloaded"))

    @property
    def _left(self) -> Path:
        return Path(self.directory.root, f"withdrawn-{self.directory.course_id}.txt")

    @property
    def withdrawn(self) -> set[str]:
        """The ids of those who have left the class: they keep what they have, and nobody waits for more."""
        try:
            return {line for line in self._left.read_text("utf-8").splitlines() if line}
        except FileNotFoundError:
            return set()

    def withdraw(self, students: set[str]) -> None:
        """Note who has left, all of them. Raises OSError."""
        write_atomically(self._left, "".join(f"{name}\n" for name in sorted(students)).encode("utf-8"))

    def place(self, step: str) -> str:
        """Where a step's folders are, with `{student}` and `{assignment}`: "submitted", "autograded" or "feedback"."""
        folder = getattr(self.directory, f"{step}_directory")
        return str(self.directory.format_path(folder, "{student}", "{assignment}"))


_FILE = "sqlite:///"


def is_there(db_url: str) -> bool:
    """Whether there is a gradebook to open; one on a server is asked when it is opened."""
    return not db_url.startswith(_FILE) or Path(db_url.removeprefix(_FILE)).is_file()


@contextlib.contextmanager
def open_class(root: Path, lang: str, begin: bool = False) -> Iterator[Course]:
    """Open the class of a language. Raises NoCourseError, or CannotRunError where its gradebook cannot be used.

    Arguments:
        begin: make a gradebook where there is none, rather than refuse.
    """
    if not (root / "nbgrader_config.py").is_file():
        raise NoCourseError(_("en {folder} no hay un nbgrader_config.py: usa --root", folder=root))
    skip_address_grammar()
    from nbgrader.api import Gradebook
    from nbgrader.coursedir import CourseDirectory

    tables_version.tell_here()
    before = dict(os.environ)
    try:
        directory = CourseDirectory(config=settings(lang, root))
        if not directory.config.CourseDirectory.get("root"):
            directory.root = str(root)
        if not begin and not is_there(directory.db_url):
            book = directory.db_url.removeprefix(_FILE)
            raise NoCourseError(_("todavía no hay libro de notas: {path}", path=book))
        with gradebook_explained(), Gradebook(directory.db_url, directory.course_id) as gradebook:
            yield Course(directory, gradebook, directory.config)
    except Impossible as problem:
        raise CannotRunError(str(problem)) from None
    finally:  # the configuration puts folders on nbgrader's paths
        os.environ.clear()
        os.environ.update(before)


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Write in a folder that may be full, or another's. Raises CannotRunError."""
    try:
        yield
    except OSError as error:
        raise CannotRunError(
            _("No se pudo escribir en {folder}: {error}", folder=folder, error=error)
        ) from None
