"""A class in a folder of its own, and nbgrader's commands in it: as command lines, or in this process."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dosclientes.assignments.settings import settings
from dosclientes.grading import tables_version
from dosclientes.lab.panels import student_environment
from dosclientes.paths import ROOT
from dosclientes.slow_imports import skip_address_grammar

__all__ = ["Class", "CommandError"]

_BOOK = "f\"sqlite:///{(ROOT / f'gradebook-{LANGUAGE}.db').as_posix()}\""
"""In a class's configuration: the file where its gradebook is by default."""


class CommandError(Exception):
    """An nbgrader command failed; the message is what it printed."""


@dataclass(frozen=True)
class Class:
    """One class, in one language: `folder` holds a copy of the course, and everything the class makes.

    `grading` is "engine" or "stock", what stands behind `nbgrader autograde`. With `as_commands`, nbgrader runs as a
    command line for each step, 3 to 6 s each; without, the same application runs in this process.
    """

    folder: Path
    lang: str
    as_commands: bool = False
    grading: str = "stock"

    @property
    def course_id(self) -> str:
        """What the exchange calls the class."""
        return f"dosclientes-{self.lang}"

    @classmethod
    def copy(
        cls, folder: Path, lang: str, as_commands: bool = False, root: Path = ROOT, database: str = ""
    ) -> Class:
        """Copy what grading needs of the course into `folder`: the sources of a language, tests, configuration.

        Arguments:
            database: the URL of its gradebook, or "" for a file in the folder; never that of the course.
        """
        leave = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        shutil.copytree(root / "source" / lang, folder / "source" / lang, ignore=leave)
        shutil.copytree(root / "autograde_tests", folder / "autograde_tests", ignore=leave)
        config = (root / "nbgrader_config.py").read_text("utf-8")
        book = repr(database) if database else _BOOK
        own = f"\n# a copy has a gradebook of its own\nc.CourseDirectory.db_url = {book}\n"
        (folder / "nbgrader_config.py").write_text(config + own, "utf-8")
        return cls(folder.resolve(), lang, as_commands)

    @property
    def db_url(self) -> str:
        """Where its gradebook is."""
        with _environment({}):
            return str(settings(self.lang, self.folder).CourseDirectory.db_url)

    def home(self, student: str) -> Path:
        """The student's own folder."""
        path = self.folder / "home" / student
        path.mkdir(parents=True, exist_ok=True)
        return path

    def run(self, *words: str) -> str:
        """Run an nbgrader command as the instructor; return what it printed. Raises CommandError."""
        variables = {"DOSCLIENTES_LANG": self.lang, "DOSCLIENTES_GRADING": self.grading}
        return self._run(words, self.folder, variables)

    def run_as(self, student: str, *words: str) -> str:
        """Run an nbgrader command as a student, in their folder. Raises CommandError."""
        home = self.home(student)
        variables = student_environment(self.lang, self.folder / "exchange", home / ".cache", student)
        return self._run(words, home, variables)

    @contextlib.contextmanager
    def here(self) -> Iterator[None]:
        """In this process, be the instructor in the class's folder for a while."""
        with _environment({"DOSCLIENTES_LANG": self.lang}), contextlib.chdir(self.folder):
            path = list(sys.path)
            try:
                yield
            finally:
                sys.path[:] = path

    def _run(self, words: tuple[str, ...], folder: Path, variables: Mapping[str, str]) -> str:
        with _environment(variables):
            if self.as_commands:
                line = [sys.executable, "-m", "nbgrader", *words]
                done = subprocess.run(
                    line, cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
                )
                code, told = done.returncode, done.stdout
            else:
                code, told = _here(words, folder)
        if code:
            raise CommandError(f"nbgrader {' '.join(words)}\n{told}")
        return told


def _here(words: tuple[str, ...], folder: Path) -> tuple[int, str]:
    """Run nbgrader's application in this process."""
    skip_address_grammar()
    from jupyter_core.application import NoStart
    from nbgrader.apps.nbgraderapp import NbGraderApp

    tables_version.tell_here()
    told = io.StringIO()
    before, path = Path.cwd(), list(sys.path)
    os.chdir(folder)
    app = NbGraderApp.instance()
    code = 0
    try:
        with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told), contextlib.suppress(NoStart):
            app.initialize(list(words))
            app.start()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    finally:
        app.reset()
        os.chdir(before)
        sys.path[:] = path
    return code, told.getvalue()


@contextlib.contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Set variables, and put back everything that nbgrader's configuration changes."""
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
