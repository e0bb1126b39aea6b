"""The command `dosclientes`. Each subcommand is a module, imported only when it is asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from dosclientes.language.system import use_system_language
from dosclientes.language.translation import gettext as _
from dosclientes.options import CannotRunError, Parser, finish, need_home
from dosclientes.output import prepare_output
from dosclientes.paths import ROOT

__all__ = ["main"]


@dataclass(frozen=True)
class Command:
    """A subcommand: a module of this package with `add_arguments(parser)` and `run(options) -> int`, and its help."""

    name: str
    module: str
    summary: str

    @property
    def is_here(self) -> bool:
        """Whether this copy of the course has it: students' copies lack those of instructors."""
        return ROOT.joinpath("dosclientes", *self.module.split(".")).with_suffix(".py").is_file()


def _table() -> dict[str, list[Command]]:
    """All commands, under the heading of whom they are for."""
    return {
        _("Para aprender"): [
            Command("learn", "lab.learn", _("abrir las lecciones en JupyterLab, donde las dejaste")),
            Command(
                "check", "selfcheck.command", _("corregir tu propia copia de una entrega, en tu ordenador")
            ),
            Command("review", "progress.session", _("repasar en la terminal lo que toca recordar hoy")),
            Command(
                "progress",
                "progress.command",
                _("qué dominas y qué toca repasar; exportar, importar, borrar o apagar el registro"),
            ),
        ],
        _("Para estudiantes de una clase"): [
            Command(
                "student", "lab.student", _("JupyterLab para estudiar: recoger, validar y entregar tareas")
            ),
        ],
        _("Para docentes"): [
            Command(
                "teach", "teaching.teach", _("JupyterLab para quien enseña: publicar, corregir y calificar")
            ),
            Command("roster", "teaching.hand_ins.roster", _("inscribir a la clase desde una tabla")),
            Command(
                "collect",
                "teaching.hand_ins.command",
                _("recoger las entregas de una plataforma (Moodle, Canvas)"),
            ),
            Command(
                "rehearse",
                "grading.rehearsing",
                _("antes de corregir: cómo se juzgará cada prueba de una tarea, y por qué"),
            ),
            Command(
                "parity",
                "grading.parity",
                _("nbgrader y el motor califican lo mismo, en copias: en qué difieren, y por qué"),
            ),
            Command(
                "status", "teaching.hand_ins.status", _("quién no ha entregado y qué falta por calificar")
            ),
            Command(
                "blank",
                "teaching.hand_ins.blank",
                _("quién dejó un texto en blanco, y ponerle 0 si lo decides"),
            ),
            Command("grade", "grading.command", _("calificar una tarea de toda la clase a la vez")),
            Command(
                "regrade",
                "teaching.regrade.command",
                _("qué cambia en las notas una prueba o clave cambiada"),
            ),
            Command(
                "extend",
                "teaching.late.command",
                _("más tiempo para alguien, y la fecha de entrega de todos"),
            ),
            Command("grades", "teaching.grades.command", _("las notas, como las recibe Moodle o Canvas")),
            Command(
                "insight",
                "insight.command",
                _("qué sabe la clase: preguntas, confusiones y qué hacer en la próxima clase"),
            ),
            Command(
                "demo",
                "demo.command",
                _("una clase simulada que pasa por todos los pasos y se mira en el formgrader"),
            ),
            Command(
                "bundle", "teaching.bundle", _("un zip con lo que los estudiantes pueden tener, y nada más")
            ),
        ],
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the subcommand named in `arguments` (the command line's by default); return its exit code."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    prepare_output()
    use_system_language()
    if not words or words[0] in ("-h", "--help", "help"):
        print(_help())
        return finish(0)
    try:
        return finish(_run(words[0], words[1:]))
    except CannotRunError as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _run(name: str, words: list[str]) -> int:
    known = {command.name: command for commands in _table().values() for command in commands}
    if name not in known:
        names = ", ".join(command.name for command in known.values() if command.is_here)
        raise CannotRunError(_("No hay ninguna orden «{name}». Hay: {names}.", name=name, names=names))
    command = known[name]
    if not command.is_here:
        raise CannotRunError(_("«{name}» es para docentes y no está en esta copia del curso.", name=name))
    need_home()
    module: Any = import_module(f"dosclientes.{command.module}")
    parser = Parser(prog=f"dosclientes {name}", description=command.summary)
    module.add_arguments(parser)
    return int(module.run(parser.parse_args(words)) or 0)


def _help() -> str:
    lines = [_("Clientes internos y externos: un curso en Jupyter."), "", _("uso: dosclientes ORDEN …")]
    for heading, commands in _table().items():
        here = [command for command in commands if command.is_here]
        lines += ["", f"{heading}:"] if here else []
        lines += [f"  {command.name:<10} {command.summary}" for command in here]
    return "\n".join([*lines, "", _("Más de cada una: dosclientes ORDEN --help")])
