"""Checking a learner's work, in one line: read, run, judge, keep; `show` makes the pages that are kept with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import use_language
from dosclientes.selfcheck.judge.judging import judge
from dosclientes.selfcheck.keep.attempt import FEEDBACK, SOLUTION, Attempt
from dosclientes.selfcheck.keep.store import attempts, keep
from dosclientes.selfcheck.keep.successor import successor
from dosclientes.selfcheck.read.assignment import load_assignment
from dosclientes.selfcheck.read.saved import read
from dosclientes.selfcheck.read.settings import configured
from dosclientes.selfcheck.read.where import ATTEMPTS, CannotCheckError, Work
from dosclientes.selfcheck.running import run
from dosclientes.selfcheck.show.feedback_page import feedback_page
from dosclientes.selfcheck.show.solution_page import solution_page

__all__ = ["Checked", "check"]


@dataclass(frozen=True)
class Checked:
    """An attempt, the one before it, and whether nothing has changed since it was made."""

    attempt: Attempt
    before: Attempt | None
    repeated: bool = False


def check(work: Work) -> Checked:
    """Check a learner's work and keep the attempt, unless nothing has changed since the last one.

    The notebook itself is only read. Raises CannotCheckError.
    """
    with use_language(work.lang), configured(work.lang) as parent:
        assignment = load_assignment(work.assignment, work.lang, parent)
        saved = read(work, assignment)
        ran = run(saved, parent)
        judged = judge(saved, ran)
        before, last = [None, None, *attempts(work.folder)][-2:]
        if not (last or judged.begun or judged.notices):
            raise CannotCheckError(_nothing_yet(work))
        attempt = successor(last, saved, judged, ran.notebook)
        if attempt is None:
            assert last is not None
            return Checked(last, before, True)
        pages = {FEEDBACK: feedback_page(attempt, last, assignment, ran.notebook, saved.clicks)}
        if attempt.begun:
            pages[SOLUTION] = solution_page(assignment)
        return Checked(_kept(work, attempt, saved.files, pages), last)


def _nothing_yet(work: Work) -> str:
    return _(
        "En {name} no hay todavía ninguna respuesta, y no se guarda ningún intento. Responde algo, guarda el cuaderno "
        "y vuelve a comprobar.",
        name=work.notebook.name,
    )


def _kept(work: Work, attempt: Attempt, files: Mapping[str, bytes], pages: Mapping[str, str]) -> Attempt:
    try:
        return keep(work.folder, attempt, {**files, **{name: text.encode() for name, text in pages.items()}})
    except OSError as error:
        where, reason = work.folder / ATTEMPTS, str(error.strerror or error)
        raise CannotCheckError(
            _("No se puede guardar el intento en {folder}: {reason}", folder=where, reason=reason)
        ) from None
