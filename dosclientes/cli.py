"""The command `dosclientes`. Each subcommand is a module, imported only when it is asked for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from dosclientes.language.system import use_system_language
from dosclientes.language.translation import gettext as _
from dosclientes.paths import ROOT

__all__ = ["main"]


def _commands() -> dict[str, tuple[str, str]]:
    """Each subcommand's module, which has `add_arguments(parser)` and `run(options) -> int`, and its help."""
    return {
        "learn": ("dosclientes.lab.learn", _("abrir las lecciones en JupyterLab, donde las dejaste")),
        "check": (
            "dosclientes.selfcheck.command",
            _("corregir tu propia copia de una entrega, en tu ordenador"),
        ),
        "review": ("dosclientes.progress.session", _("repasar en la terminal lo que toca recordar hoy")),
        "progress": (
            "dosclientes.progress.command",
            _("qué dominas y qué toca repasar; exportar, importar, borrar o apagar el registro"),
        ),
        "student": (
            "dosclientes.lab.student",
            _("JupyterLab para estudiar: recoger, validar y entregar tareas"),
        ),
        "teach": (
            "dosclientes.teaching.teach",
            _("JupyterLab para quien enseña: publicar, corregir y calificar"),
        ),
        "grade": ("dosclientes.grading.command", _("calificar una tarea de toda la clase a la vez")),
        "grades": ("dosclientes.teaching.grades.command", _("las notas, como las recibe Moodle o Canvas")),
        "demo": (
            "dosclientes.demo.command",
            _("una clase simulada que pasa por todos los pasos y se mira en el formgrader"),
        ),
        "bundle": (
            "dosclientes.teaching.bundle",
            _("un zip con lo que los estudiantes pueden tener, y nada más"),
        ),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the subcommand named in `arguments` (the command line's by default); return its exit code."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    _use_utf8()
    use_system_language()
    parser = argparse.ArgumentParser(
        prog="dosclientes", description=_("Clientes internos y externos: un curso en Jupyter.")
    )
    subparsers = parser.add_subparsers(dest="command", required=True, metavar=_("orden"))
    chosen: Any = None
    for name, (module, summary) in _commands().items():
        if not _is_here(module):
            if name in words[:1]:
                print(
                    _("«{name}» es para docentes y no está en esta copia del curso.", name=name),
                    file=sys.stderr,
                )
                return 2
            continue
        subparser = subparsers.add_parser(name, help=summary, description=summary)
        if name in words[:1]:
            chosen = import_module(module)
            chosen.add_arguments(subparser)
    options = parser.parse_args(words)
    try:
        return int(chosen.run(options) or 0)
    except KeyboardInterrupt:
        return 130


def _is_here(module: str) -> bool:
    """Whether this copy of the course has a module: students' copies lack those of instructors."""
    return ROOT.joinpath(*module.split(".")).with_suffix(".py").is_file()


def _use_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console or a C locale may not know every sign
            stream.reconfigure(errors="replace")
