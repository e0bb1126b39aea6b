"""`dosclientes demo`: a class of simulated students, from the release to the feedback, to look at in the formgrader."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from filelock import FileLock, Timeout
from rich.console import Console

from dosclientes.assignments import names as assignments
from dosclientes.demo import folder as own
from dosclientes.language.translation import gettext as _
from dosclientes.options import add_folder, add_language, add_server, speak
from dosclientes.paths import ROOT, SOURCE_LANGUAGE

__all__ = ["DONE", "IMPOSSIBLE", "SURPRISED", "add_arguments", "run"]

DONE, SURPRISED, IMPOSSIBLE = 0, 1, 2
"""Exit codes: as foreseen; a submission earned other points than foreseen; it could not be done."""
STUDENTS = 30


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    add_language(parser, SOURCE_LANGUAGE)
    parser.add_argument(
        "--students",
        type=int,
        default=STUDENTS,
        help=_("estudiantes simulados ({number})", number=STUDENTS),
    )
    parser.add_argument(
        "--assignments", nargs="+", metavar="a1", help=_("solo estas tareas; si no, todas las que hay")
    )
    parser.add_argument(
        "--drawn",
        action="store_true",
        help=_(
            "en vez de eso, una clase sorteada por capacidad y confusiones, en segundos y sin ejecutar nada: el "
            "informe de «dosclientes insight» al lado de la verdad"
        ),
    )
    parser.add_argument(
        "--planted",
        action="store_true",
        help=_(
            "una clase sorteada que entrega y que el motor corrige, con una clave equivocada y una entrega copiada: "
            "si el informe las encuentra"
        ),
    )
    parser.add_argument(
        "--open",
        action="store_true",
        help=_("abrir otra vez la clase que ya está hecha, con lo que hayas corregido"),
    )
    parser.add_argument("--no-server", action="store_true", help=_("no abrir JupyterLab al terminar"))
    add_server(parser)
    add_folder(parser, ROOT / "demo")


def run(options: argparse.Namespace) -> int:
    """Make the class anew, show it, and serve it until stopped. Returns DONE, SURPRISED or IMPOSSIBLE."""
    lang = speak(options)
    kind = "planted" if options.planted else "drawn" if options.drawn else ""
    folder = options.folder / (f"{lang}-{kind}" if kind else lang)
    wrong = _wrong(options, lang)
    if wrong:
        return _complain(wrong)
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder.with_name(f".{lang}.lock"), timeout=0):
            return _run(options, lang, folder)
    except Timeout:
        return _complain(
            _("Otra demostración usa {folder}: ciérrala, o elige otra con --folder.", folder=folder)
        )
    except own.NotOursError:
        return _complain(
            _(
                "{folder} tiene archivos que no son de una demostración: elige otra con --folder.",
                folder=folder,
            )
        )
    except OSError as error:
        return _complain(_("No se pudo escribir en {folder}: {error}", folder=folder, error=error))


def _wrong(options: argparse.Namespace, lang: str) -> str | None:
    if sys.platform == "win32":
        return _(
            "nbgrader no tiene en Windows dónde recoger y entregar: haz la demostración en Linux, macOS o WSL."
        )
    if options.students < 1:
        return _("Hace falta al menos un estudiante, y no {number}.", number=options.students)
    if options.planted and options.students < 3:
        return _("Para una copia hacen falta tres estudiantes, y no {number}.", number=options.students)
    there = assignments(lang)
    unknown = [name for name in options.assignments or () if name not in there]
    if unknown:
        return _("No hay tareas {names}. Hay: {there}.", names=", ".join(unknown), there=", ".join(there))
    return None


def _run(options: argparse.Namespace, lang: str, folder: Path) -> int:
    begun = time.monotonic()
    console = Console()
    if options.open:
        if not own.is_made(folder):
            return _complain(
                _("En {folder} no hay ninguna demostración hecha: hazla sin --open.", folder=folder)
            )
        _serve(options, lang, folder, console)
        return DONE
    kept = own.begin(folder)
    if kept:
        console.print(_("Lo que cambiaste en la demostración anterior está en {folder}.", folder=kept))
    if options.planted or options.drawn:
        return _draw(options, lang, folder)
    code = _play(options, lang, folder, console, begun)
    if code != IMPOSSIBLE and not options.no_server:
        _serve(options, lang, folder, console)
    return code


def _draw(options: argparse.Namespace, lang: str, folder: Path) -> int:
    from dosclientes.demo import drawn, planted
    from dosclientes.grading.processes import sandbox
    from dosclientes.teaching.commands import CommandError

    try:
        if options.planted:
            planted.play(folder, lang, options.students, unsandboxed=sandbox.problem() is not None)
        else:
            drawn.play(folder, lang, options.students)
    except CommandError as error:
        return _complain(_("La demostración no pudo seguir:\n{error}", error=error))
    finally:
        own.finish(folder)
    return DONE


def _play(options: argparse.Namespace, lang: str, folder: Path, console: Console, begun: float) -> int:
    from dosclientes.demo.people import cast
    from dosclientes.demo.shown import Watch, notes, tables, times
    from dosclientes.demo.steps import play
    from dosclientes.grading.processes import sandbox
    from dosclientes.teaching.commands import Class, CommandError

    sys.path.insert(0, str(ROOT))  # for autograde_tests, which is no part of the package
    problem = sandbox.problem()
    if problem:
        console.print(
            _(
                "Sin entorno aislado: {problem}. Las entregas de la demostración son del propio proyecto y no hacen "
                "daño; para las de tus estudiantes hace falta.",
                problem=problem,
            )
        )
    names = options.assignments or [name for name in assignments(lang) if _stored(name)]
    try:
        with Watch(console) as watch:
            played = play(Class.copy(folder, lang), cast(options.students), names, watch, problem is not None)
    except CommandError as error:
        return _complain(_("La demostración no pudo seguir:\n{error}", error=error))
    finally:
        own.finish(folder)
    for table in (*tables(played), times(watch, time.monotonic() - begun)):
        console.print(table)
    for note in notes(played):
        console.print(note, markup=False, highlight=False)
    return SURPRISED if any(lesson.surprises for lesson in played.lessons) else DONE


def _serve(options: argparse.Namespace, lang: str, folder: Path, console: Console) -> None:
    from dosclientes.lab import panels as labs

    console.print(
        _(
            "Se abre el formgrader con esta clase, que está en {folder}. Te quedan textos por corregir, en «Manual "
            "Grading». Para terminar, Ctrl+C dos veces en esta ventana.",
            folder=folder,
        )
    )
    labs.serve(
        folder, labs.instructor_environment(lang), options.port, not options.no_browser, formgrader=True
    )


def _stored(assignment: str) -> list[str]:
    from autograde_tests import corpus

    return corpus.names(assignment)


def _complain(message: str) -> int:
    print(message, file=sys.stderr)
    return IMPOSSIBLE
