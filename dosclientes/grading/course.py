"""A course as nbgrader is configured for it."""

from __future__ import annotations

import argparse
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.apps import AutogradeApp, GenerateFeedbackApp
from nbgrader.converters import Autograde
from nbgrader.preprocessors import Execute

from dosclientes.grading import tables_version
from dosclientes.grading.processes import room
from dosclientes.paths import import_path


def make_app(step: str, root: Path, assignment: str, student: str, force: bool) -> Any:
    """An nbgrader application with the course's configuration.

    Arguments:
        step: "autograde" or "generate_feedback".
        root: the course's folder, which is the current one.
    """
    app = (AutogradeApp if step == "autograde" else GenerateFeedbackApp)()
    arguments = ["--quiet", f"--course-dir={root}", f"--assignment={assignment}"]
    app.initialize([*arguments, *(["--force"] if force else [])])
    app.coursedir.assignment_id = assignment
    app.coursedir.student_id = student
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    return app


@contextmanager
def open_course(root: Path, args: argparse.Namespace) -> Iterator[tuple[Any, Gradebook, dict[str, Any]]]:
    """nbgrader's converter, its gradebook, and the options of a run that follow from its settings.

    Arguments:
        args: the command's arguments.
    """
    tables_version.tell_here()
    app = make_app("autograde", root, args.assignment, args.student, args.force)
    converter = Autograde(coursedir=app.coursedir, parent=app)
    converter.exporter = converter.exporter_class(parent=converter, config=converter.config)
    with Gradebook(app.coursedir.db_url, app.coursedir.course_id) as gradebook:
        yield converter, gradebook, options(converter, args.unprotected, args.jobs)


def options(converter: Any, unprotected: bool, jobs: int = 0) -> dict[str, Any]:
    """What tasks need to know of nbgrader's settings.

    Arguments:
        jobs: how many submissions are graded at once; 0: as many as by default.
    """
    at_once, spare = room.places(jobs)
    timeout = Execute(parent=converter).timeout
    seconds = float(timeout) if timeout and timeout > 0 else 3600.0
    return {
        "timeout": seconds,
        "total_timeout": float(converter.config.Examine.get("total_timeout", 0)),
        "unprotected": unprotected,
        "strict": bool(converter.config.Examine.get("strict", False)),
        "preload": list(converter.config.Examine.get("preload", [])),
        "path": [str(Path(entry).resolve()) for entry in import_path()],
        "limits": {
            **room.limits(at_once, seconds, spare),
            **converter.config.Examine.get("limits", {}),
        },
    }


def directory(root: Path, assignment: str = "") -> Any:
    """The folders of a course as it is configured, see nbgrader's CourseDirectory; the course is the current folder."""
    return make_app("autograde", root, assignment, "*", force=False).coursedir


def assignments(root: Path) -> list[str]:
    """The assignments of a course that have a source."""
    found = directory(root)
    places = root.glob(os.path.relpath(found.format_path(found.source_directory, ".", "*"), root))
    return sorted(place.name for place in places if any(place.glob("*.ipynb")))
