"""`dosclientes rehearse`: how each test of an assignment will be judged, before it is released or graded."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dosclientes.grading.command import GRADED, IMPOSSIBLE, PERSON, Impossible
from dosclientes.grading.command import run as prepared
from dosclientes.language.translation import gettext as _
from dosclientes.options import add_language

if TYPE_CHECKING:
    from dosclientes.grading.processes.pool import Pool

__all__ = ["GRADED", "IMPOSSIBLE", "PERSON", "add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("assignment", help=_("nombre de la tarea"))
    add_language(parser)
    parser.add_argument("--root", default=".", type=Path, help=_("carpeta del curso"))
    parser.add_argument("--again", action="store_true", help=_("ensayar otra vez lo ya ensayado"))
    parser.add_argument(
        "--unsandboxed", action="store_true", help=_("ejecutar el código de los estudiantes sin aislarlo")
    )
    parser.set_defaults(student="*", force=True, fresh=False, unprotected=False, jobs=0)


def run(args: argparse.Namespace) -> int:
    """Rehearse as the arguments say.

    Returns: GRADED when all tests are judged apart and the solution passes them, PERSON when not, or IMPOSSIBLE.
    """
    return prepared(args, work=_rehearse)


def _rehearse(
    args: argparse.Namespace,
    root: Path,
    pool: Pool,
    _progress: Callable[[str, Any], None] | None,
) -> int:
    from dosclientes.grading.course import open_course
    from dosclientes.grading.engine import Run
    from dosclientes.grading.submissions.plan import CannotGrade

    with open_course(root, args) as (converter, gradebook, options):
        try:
            job = Run(converter, gradebook, options, pool)
        except CannotGrade as error:
            raise Impossible(str(error)) from None
        try:
            job.rehearse(args.again)
            if job.plan.unsolved():
                raise CannotGrade(" ".join(job.summary.rehearsal))
        except CannotGrade as error:
            raise Impossible(str(error)) from None
        finally:
            job.desk.shut()
            job.recorder.close()
    for line in job.summary.rehearsal:
        print(line)
    for test, why in job.summary.unprotected.items():
        print(f"  {test}: {why}")
    if job.summary.unprotected:
        print(
            _(
                "Cómo escribir una prueba que se pueda proteger: docs/motor.md, «Pruebas que se pueden proteger»"
            )
        )
    return PERSON if job.summary.unprotected or len(job.summary.rehearsal) > 1 else GRADED
