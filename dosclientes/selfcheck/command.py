"""`dosclientes check a1`: grade one's own copy of an assignment, on one's own computer."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import use_language
from dosclientes.options import add_folder, add_language, speak
from dosclientes.paths import ROOT
from dosclientes.selfcheck.keep.store import assess
from dosclientes.selfcheck.read.where import CannotCheckError, find_work, has_solutions, not_here
from dosclientes.slow_imports import skip_address_grammar

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument(
        "work",
        nargs="?",
        metavar=_("entrega"),
        help=_("a1 a a6, o la ruta de un cuaderno; si falta, la entrega de la carpeta actual"),
    )
    add_language(parser)
    add_folder(parser, ROOT / "learning")
    parser.add_argument(
        "--own",
        action="append",
        default=[],
        metavar="N.M=P",
        help=_("los puntos que te das en una respuesta escrita, por ejemplo 4.1=3"),
    )
    parser.add_argument("--json", action="store_true", help=_("decir el resultado en JSON, para programas"))


def run(options: argparse.Namespace) -> int:
    """Check and report. Returns 1 if something could not be judged, 2 if the work cannot be checked."""
    lang = speak(options)
    if not has_solutions():
        return _complain(not_here())
    try:
        own = dict(map(_points, options.own))
        work = find_work(options.work, options.folder, lang, in_use=options.lang is None)
        use_language(work.lang)
        skip_address_grammar()
        from dosclientes.selfcheck.checking import check  # nbgrader takes a second to import

        checked = check(work)
        if options.json:
            _show_json(checked, own)
        else:
            _show(checked, own, work.notebook)
    except (CannotCheckError, ValueError) as error:
        return _complain(str(error))
    return 1 if any(one.state == "unjudged" for one in checked.attempt.results) else 0


def _show(checked: Any, own: dict[str, float], notebook: Path) -> None:
    from rich.console import Console

    from dosclientes.selfcheck.show.terminal import ask_assessment, show

    console = Console(highlight=False)
    checked = _assessed(checked, own)
    console.print(_("Cuaderno: {path}", path=notebook), markup=False, highlight=False, soft_wrap=True)
    show(console, checked.attempt, checked.before, checked.repeated)
    if checked.attempt.waiting and sys.stdin.isatty() and sys.stdout.isatty():
        given = ask_assessment(console, checked.attempt)
        if given:
            checked = _assessed(checked, given)
            show(console, checked.attempt, checked.before, False)


def _show_json(checked: Any, own: dict[str, float]) -> None:
    checked = _assessed(checked, own)
    attempt = checked.attempt
    told = {
        "assignment": attempt.assignment,
        "attempt": attempt.number,
        "folder": str(attempt.folder),
        "repeated": checked.repeated,
        "score": attempt.score,
        "own": attempt.own_score,
        "points": attempt.points,
    }
    print(json.dumps(told, ensure_ascii=False))


def _assessed(checked: Any, own: dict[str, float]) -> Any:
    """The attempt with the learner's own points, and its page brought up to date."""
    from dataclasses import replace

    from dosclientes.selfcheck.show.page import refresh_summary

    if not own:
        return checked
    attempt = checked.attempt
    try:
        ids = {one.number: one.id for one in attempt.results}
        for question, points in own.items():
            attempt = assess(attempt, ids.get(question, question), points)
        refresh_summary(attempt, checked.before)
    except ValueError as error:
        known = ", ".join(f"{one.number} (0-{one.points:g})" for one in attempt.results if one.state == "own")
        raise ValueError(
            _("No se puede apuntar {what}. Lo que puedes valorar: {known}.", what=error, known=known or "–")
        ) from None
    except OSError as error:
        raise CannotCheckError(
            _("No se puede guardar el intento en {folder}: {reason}", folder=attempt.folder, reason=error)
        ) from None
    return replace(checked, attempt=attempt)


def _points(text: str) -> tuple[str, float]:
    question, _sep, points = text.partition("=")
    try:
        return question.strip(), float(points.replace(",", "."))
    except ValueError:
        raise ValueError(_("«{text}»: se esperaba algo como 4.1=3.", text=text)) from None


def _complain(message: str) -> int:
    print(message, file=sys.stderr)
    return 2
