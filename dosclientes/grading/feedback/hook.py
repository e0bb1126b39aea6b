"""The same pages behind `nbgrader generate_feedback` and formgrader's button.

nbgrader asks its configuration for the exporter's class: `HookedExporter` brings this module into its process.
"""

from __future__ import annotations

from contextlib import chdir
from pathlib import Path
from typing import Any

from nbgrader.apps.api import NbGraderAPI
from nbgrader.converters import GenerateFeedback
from nbgrader.converters.base import NbGraderException

from dosclientes.grading.feedback.class_pages import Made, make_apart, make_as_configured
from dosclientes.grading.feedback.pages import Pages
from dosclientes.grading.shown.exporter import FeedbackExporter
from dosclientes.grading.submissions.hand_ins import folders
from dosclientes.language.translation import gettext as _


class HookedExporter(FeedbackExporter):
    """As `FeedbackExporter`; a converter that is configured with it makes pages as `dosclientes grade` does."""


_stock = GenerateFeedback.start


def _start(converter: Any) -> None:
    """In place of `GenerateFeedback.start`; one notebook alone, and a class without hand-ins, is left to nbgrader."""
    directory = converter.coursedir
    ours = issubclass(converter.exporter_class, HookedExporter) and not isinstance(converter, Pages)
    if (
        not ours
        or directory.notebook_id != "*"
        or not folders(directory, directory.assignment_id, "autograded")
    ):
        _stock(converter)
        return
    root = Path(directory.root)
    with chdir(root):
        if isinstance(converter.parent, NbGraderAPI):  # its button always asks for all
            made = make_apart(root, directory.assignment_id, directory.student_id)
        else:
            made = make_as_configured(directory, converter.config, force=converter.force)
    _tell(converter.log, made)


GenerateFeedback.start = _start


def _tell(log: Any, made: Made) -> None:
    """What was done, as lines of nbgrader's log. Raises: NbGraderException when somebody has no page."""
    for student in made.new:
        log.info(_("comentarios: {student}", student=student))
    if made.kept:
        log.info(_("comentarios como estaban, porque nada ha cambiado: {count}", count=len(made.kept)))
    for student, why in made.missing.items():
        log.error(_("sin página de comentarios: {student}: {why}", student=student, why=why))
    if made.missing:
        raise NbGraderException(_("sin página de comentarios: {count}", count=len(made.missing)))
