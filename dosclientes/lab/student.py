"""`dosclientes student`: JupyterLab as a student of a class has it, with the assignment list and Validate."""

from __future__ import annotations

import argparse
import os
import shutil
from pathlib import Path

from dosclientes.lab import panels as labs
from dosclientes.language.translation import gettext as _
from dosclientes.options import CannotRunError, add_folder, add_language, add_server, speak
from dosclientes.paths import ROOT, SOURCE_LANGUAGE

__all__ = ["add_arguments", "lay_out", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    add_language(parser, SOURCE_LANGUAGE)
    add_server(parser)
    add_folder(parser, ROOT / "student")
    parser.add_argument(
        "--exchange",
        type=Path,
        default=ROOT / "exchange",
        help=_("carpeta donde se recogen y entregan las tareas (exchange)"),
    )
    parser.add_argument(
        "--student", default="", help=_("nombre con el que se entrega, si no es el de la cuenta")
    )
    parser.add_argument(
        "--platform",
        action="store_true",
        help=_("la clase entrega por una plataforma, aunque haya una carpeta de intercambio"),
    )


def lay_out(lang: str, folder: Path, root: Path = ROOT) -> None:
    """Copy each assignment that `folder` does not have yet, for classes that hand in through a platform."""
    for source in sorted((root / "assignments" / lang).iterdir()):
        if source.is_dir() and not (folder / source.name).exists():
            shutil.copytree(source, folder / source.name, ignore=shutil.ignore_patterns(".*", "__pycache__"))


def run(options: argparse.Namespace) -> int:
    """Serve the student's folder until stopped. Raises CannotRunError."""
    lang = speak(options)
    folder, exchange = options.folder / lang, options.exchange.resolve()
    platform = options.platform or not exchange.exists()
    if not (platform or options.student or _account_has_a_name()):
        raise CannotRunError(
            _(
                "Tu cuenta no tiene nombre en este ordenador. Di con cuál entregas: "
                'make student args="--student ana"'
            )
        )
    folder.mkdir(parents=True, exist_ok=True)
    if platform:
        lay_out(lang, folder)
    print(_how_to_hand_in(folder, exchange, lang, platform), flush=True)
    cache = folder / ".nbgrader_cache"
    variables = labs.student_environment(lang, exchange, cache, options.student, platform)
    labs.serve(folder, variables, options.port, not options.no_browser)
    return 0


def _how_to_hand_in(folder: Path, exchange: Path, lang: str, platform: bool) -> str:
    """Where the assignments are, and by which of the two ways they are handed in."""
    if platform and exchange.exists():
        return _(
            "Las tareas están en {folder}. Entrega el cuaderno y answers.json por la plataforma de tu clase.",
            folder=folder,
        )
    if platform:
        return _(
            "Las tareas están en {folder}. Como no existe {exchange}, donde otras clases las recogen y entregan, "
            "entrega el cuaderno y answers.json por la plataforma de tu clase.",
            folder=folder,
            exchange=exchange,
        )
    if not (exchange / f"dosclientes-{lang}" / "outbound").is_dir():
        told = _(
            "Aún no hay tareas publicadas en {folder}. "
            "Quien enseña las publica con «nbgrader release_assignment».",
            folder=exchange,
        )
    else:
        told = _(
            "Las tareas se recogen y entregan en el menú Nbgrader → Assignment List, por {exchange}.",
            exchange=exchange,
        )
    other = _("Si tu clase entrega por una plataforma: make student args=--platform")
    return f"{told}\n{other}"


def _account_has_a_name() -> bool:
    """Whether nbgrader can tell who hands in; in a container the account may be a mere number."""
    try:
        import pwd
    except ImportError:  # Windows, where nbgrader has no exchange
        return True
    try:
        return bool(pwd.getpwuid(os.getuid()).pw_name)
    except KeyError:
        return False
