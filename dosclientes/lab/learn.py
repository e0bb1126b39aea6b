"""`dosclientes learn`: bring the learner's lessons up to date and open the one they were at."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dosclientes.lab import delivery as learning
from dosclientes.lab import server as lab
from dosclientes.language.system import system_language
from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import languages, use_language
from dosclientes.paths import ROOT, SOURCE_LANGUAGE

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument(
        "--lang", help=_("idioma de las lecciones: {codes}", codes=", ".join(learning.course_languages(ROOT)))
    )
    parser.add_argument(
        "--port",
        type=int,
        default=lab.DEFAULT_PORT,
        help=_("puerto de JupyterLab, o el siguiente que esté libre ({port})", port=lab.DEFAULT_PORT),
    )
    parser.add_argument("--no-browser", action="store_true", help=_("no abrir el navegador"))
    parser.add_argument(
        "--folder",
        type=Path,
        default=ROOT / "learning",
        help=_("carpeta de trabajo, con una carpeta dentro por idioma (learning)"),
    )


def run(options: argparse.Namespace) -> int:
    """Fill the learner's folder and serve it until stopped. Returns 2 if it cannot, having said why."""
    available = learning.course_languages(ROOT)
    if options.lang and options.lang not in available:
        codes = ", ".join(available)
        return _complain(_("No hay lecciones en «{lang}». Hay: {codes}.", lang=options.lang, codes=codes))
    if not 0 <= options.port <= 65535:
        return _complain(_("El puerto va de 0 a 65535, y no es {port}.", port=options.port))
    lang = options.lang or _language_of_system(available)
    if lang in languages():
        use_language(lang)
    folder = options.folder.resolve() / lang
    try:
        report = learning.fill(lang, folder, ROOT)
    except OSError as error:
        return _complain(_("No se pudo escribir en {folder}: {error}", folder=folder, error=error))
    _tell(report)
    lab.start(folder, learning.lesson_to_open(folder), lang, options.port, not options.no_browser)
    return 0


def _language_of_system(available: tuple[str, ...]) -> str:
    code = system_language()
    return code if code in available else SOURCE_LANGUAGE


def _tell(report: learning.Delivery) -> None:
    if report.manifest_lost:
        print(_("El registro de lo entregado no se podía leer: tus archivos se conservan tal como están."))
    for changed, beside in report.laid_beside:
        names = {"changed": changed, "beside": beside}
        print(_("{beside} es la versión nueva de {changed}, que conserva tus cambios.", **names))
    for name, error in report.failed:
        reason = error.strerror or error
        print(_("{name} no se pudo actualizar: {reason}", name=name, reason=reason), file=sys.stderr)


def _complain(message: str) -> int:
    print(message, file=sys.stderr)
    return 2
