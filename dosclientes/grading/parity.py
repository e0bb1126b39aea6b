"""`dosclientes parity`: any course graded by stock nbgrader and by the engine, and each row that differs, with why."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from dosclientes.grading.command import GRADED, IMPOSSIBLE, PERSON, Impossible, configured
from dosclientes.language.translation import gettext as _
from dosclientes.options import add_language, add_report, class_of

__all__ = ["GRADED", "IMPOSSIBLE", "PERSON", "add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("assignments", nargs="*", metavar="assignment", help=_("tareas; todas si no se dice"))
    add_language(parser)
    parser.add_argument("--root", default=".", type=Path, help=_("carpeta del curso"))
    parser.add_argument(
        "--student", default="*", help=_("de quién se califican también las entregas: un patrón, o nadie: «»")
    )
    add_report(parser)


def run(args: argparse.Namespace) -> int:
    """Compare as the arguments say; nothing of the course is touched.

    Returns: GRADED when all rows are equal, PERSON when some are not, IMPOSSIBLE when an assignment cannot be compared.
    """
    with class_of(args.lang):
        return _run(args)


def _run(args: argparse.Namespace) -> int:
    from dosclientes.grading.comparison.measure import measure
    from dosclientes.grading.comparison.rows import EQUAL
    from dosclientes.grading.comparison.table import show
    from dosclientes.grading.course import assignments

    root = args.root.resolve()
    if not root.is_dir():
        print(_("no existe la carpeta {path}", path=args.root), file=sys.stderr)
        return IMPOSSIBLE
    os.chdir(root)
    try:
        configured(root)
    except Impossible as error:
        print(error, file=sys.stderr)
        return IMPOSSIBLE
    names = args.assignments or assignments(root)
    if not names:
        print(_("no hay ninguna tarea con solución en {path}", path=root), file=sys.stderr)
        return IMPOSSIBLE
    results = []
    for name in names:
        print(_("{name}: la califican nbgrader y el motor, en copias …", name=name), file=sys.stderr)
        results.append(measure(root, name, args.student))
    show(results)
    if args.report:
        text = json.dumps([asdict(result) for result in results], indent=1, ensure_ascii=False)
        args.report.write_text(text + "\n", encoding="utf-8")
    if any(result.problem for result in results):
        return IMPOSSIBLE
    return GRADED if all(row.kind == EQUAL for result in results for row in result.rows) else PERSON
