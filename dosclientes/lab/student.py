"""`dosclientes student`: JupyterLab as a student of a class has it, with the assignment list and Validate."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from dosclientes.lab import panels as labs
from dosclientes.language.translation import gettext as _
from dosclientes.options import add_folder, add_language, add_server, speak
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


def lay_out(lang: str, folder: Path, root: Path = ROOT) -> None:
    """Copy each assignment that `folder` does not have yet, for classes that hand in through a platform."""
    for source in sorted((root / "assignments" / lang).iterdir()):
        if source.is_dir() and not (folder / source.name).exists():
            shutil.copytree(source, folder / source.name, ignore=shutil.ignore_patterns(".*", "__pycache__"))


def run(options: argparse.Namespace) -> int:
    """Serve the student's folder until stopped."""
    lang = speak(options)
    folder, exchange = options.folder / lang, options.exchange.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    released = exchange / f"dosclientes-{lang}" / "outbound"
    platform = not exchange.exists()
    if platform:
        lay_out(lang, folder)
        print(
            _(
                "Las tareas están en {folder}. Como no existe {exchange}, donde otras clases las recogen y entregan, "
                "entrega el cuaderno y answers.json por la plataforma de tu clase.",
                folder=folder,
                exchange=exchange,
            ),
            flush=True,
        )
    elif not released.is_dir():
        print(
            _(
                "Aún no hay tareas publicadas en {folder}. "
                "Quien enseña las publica con «nbgrader release_assignment».",
                folder=exchange,
            ),
            flush=True,
        )
    cache = folder / ".nbgrader_cache"
    variables = labs.student_environment(lang, exchange, cache, options.student, platform)
    labs.serve(folder, variables, options.port, not options.no_browser)
    return 0
