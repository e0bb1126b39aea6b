"""What several commands ask for in the same words: a language, a server's port, a folder."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import NoReturn

from dosclientes.language.system import system_language
from dosclientes.language.translation import CLASS, languages, use_language
from dosclientes.language.translation import gettext as _
from dosclientes.output import lost_output
from dosclientes.paths import SOURCE_LANGUAGE

__all__ = [
    "DEFAULT_PORT",
    "LOST",
    "CannotRunError",
    "Parser",
    "add_folder",
    "add_language",
    "add_report",
    "add_server",
    "class_of",
    "finish",
    "need_home",
    "speak",
    "speak_class",
]

DEFAULT_PORT = 8888
LOST = 1
"""Exit code: the work is done, and what there was to print is lost."""


class CannotRunError(Exception):
    """A command cannot do what was asked; the message, in the person's language, says why. The exit code is 2."""


class Parser(argparse.ArgumentParser):
    """A parser whose own words are in the person's language too, and which raises CannotRunError for a mistake."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(prog=prog, description=description, add_help=False)
        self._positionals.title = _("lo que se escribe detrás")
        self._optionals.title = _("opciones")
        self.add_argument("-h", "--help", action="help", help=_("esta ayuda"))

    def format_help(self) -> str:
        """The help, headed by the word for usage in the person's language."""
        return super().format_help().replace("usage:", _("uso:"), 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and which command explains it. Raises CannotRunError."""
        hint = _("Ayuda: {command}", command=f"{self.prog} --help")
        raise CannotRunError(f"{_own_words(message)}\n{hint}")


def _own_words(message: str) -> str:
    """What argparse says of a mistake, in the person's language; what it says in other words stays as it is."""
    where, colon, what = message.partition(": ") if message.startswith("argument ") else ("", "", message)
    kinds = {
        "the following arguments are required: (?P<names>.+)": _("Falta: {names}"),
        "unrecognized arguments: (?P<names>.+)": _("No se entiende: {names}"),
        "expected .*argument.*": _("falta lo que va detrás"),
        "invalid choice: (?P<names>.+?) \\(choose from (?P<others>.+)\\)": _(
            "{names} no está entre: {others}"
        ),
        "invalid \\w+ value: (?P<names>.+)": _("{names} no es un valor posible"),
        "ambiguous option: (?P<names>.+) could match (?P<others>.+)": _("{names} puede ser: {others}"),
        "not allowed with argument (?P<names>.+)": _("no puede ir junto a {names}"),
        "ignored explicit argument (?P<names>.+)": _("no lleva nada detrás: {names}"),
    }
    for pattern, said in kinds.items():
        if found := re.fullmatch(pattern, what):
            return where.removeprefix("argument ") + colon + said.format(**found.groupdict())
    return message


def add_language(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    """Declare `--lang`; without `default`, see `speak` and `speak_class`."""
    codes = ", ".join(languages())
    parser.add_argument(
        "--lang",
        type=_language,
        default=default,
        metavar=codes.replace(", ", "|"),
        help=_("idioma: {codes}", codes=codes),
    )


def add_server(parser: argparse.ArgumentParser) -> None:
    """Declare `--port` and `--no-browser`."""
    parser.add_argument(
        "--port",
        type=_port,
        default=DEFAULT_PORT,
        metavar="N",
        help=_("puerto de JupyterLab, o el siguiente que esté libre ({port})", port=DEFAULT_PORT),
    )
    parser.add_argument("--no-browser", action="store_true", help=_("no abrir el navegador"))


def add_report(parser: argparse.ArgumentParser) -> None:
    """Declare `--report`, a file beside where the command was given, whatever folder the command works in."""
    parser.add_argument("--report", type=_file, help=_("dónde escribir el resumen en JSON"))


def add_folder(parser: argparse.ArgumentParser, default: Path, hidden: bool = False) -> None:
    """Declare `--folder`, which holds a folder a language; `hidden` from the help where only tests use it."""
    words = _("carpeta de trabajo, con una carpeta dentro por idioma ({name})", name=default.name)
    parser.add_argument(
        "--folder",
        type=lambda text: Path(text).resolve(),
        default=default,
        metavar=_("carpeta"),
        help=argparse.SUPPRESS if hidden else words,
    )


def speak(options: argparse.Namespace) -> str:
    """From now on speak the language asked for, else the system's if the course has it, else Spanish; return it."""
    code: str = options.lang or system_language() or SOURCE_LANGUAGE
    code = code if code in languages() else SOURCE_LANGUAGE
    use_language(code)
    return code


def speak_class(options: argparse.Namespace) -> str:
    """Speak as `class_of` does; return the class's language: asked for, else the environment's, else Spanish."""
    code: str | None = options.lang or os.environ.get(CLASS)
    if code:
        use_language(_language(code))
    return code or SOURCE_LANGUAGE


@contextmanager
def class_of(lang: str | None) -> Iterator[None]:
    """Be in the class of a language meanwhile, and speak it; without one, in the class that the environment says."""
    before = os.environ.get(CLASS)
    code = lang or before or ""
    with use_language(code) if code in languages() else nullcontext():
        if lang:
            os.environ[CLASS] = lang
        try:
            yield
        finally:
            if lang:
                os.environ.pop(CLASS)
            if before is not None:
                os.environ[CLASS] = before


def need_home() -> None:
    """Jupyter cannot be without a home folder, which a container's account may lack. Raises CannotRunError."""
    try:
        Path.home()
    except RuntimeError:
        raise CannotRunError(
            _(
                "Nada dice cuál es la carpeta personal de tu cuenta. Dilo y repite la orden: export HOME=/una/carpeta"
            )
        ) from None


def finish(code: int) -> int:
    """End a command: say if what it printed could not be written.

    Arguments:
        code: its exit code.

    Returns: the same, or LOST in place of 0.
    """
    problem = lost_output()
    if problem is None:
        return code
    words = _(
        "La orden ha terminado, pero lo que muestra no se ha podido escribir: {problem}",
        problem=problem.strerror or str(problem),
    )
    print(words, file=sys.stderr)
    return code or LOST


def _language(text: str) -> str:
    if text not in languages():
        codes = ", ".join(languages())
        raise CannotRunError(_("No hay lecciones en «{lang}». Hay: {codes}.", lang=text, codes=codes))
    return text


def _file(text: str) -> Path:
    """A file to be written; said now if it cannot be, and not after an hour of work."""
    path = Path(text).resolve()
    if not path.parent.is_dir() or path.is_dir():
        raise CannotRunError(
            _("No se puede escribir {path}: di un archivo de una carpeta que exista.", path=path)
        )
    return path


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise CannotRunError(_("El puerto va de 0 a 65535, y no es {port}.", port=text))
    return int(text)
