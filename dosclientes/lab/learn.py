"""`dosclientes learn`: bring the learner's lessons up to date and open the one they were at."""

from __future__ import annotations

import argparse
import sys

from dosclientes.lab import delivery as learning
from dosclientes.lab import server as lab
from dosclientes.language.translation import gettext as _
from dosclientes.options import CannotRunError, add_folder, add_language, add_server, speak
from dosclientes.paths import ROOT

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    add_language(parser)
    add_server(parser)
    add_folder(parser, ROOT / "learning")


def run(options: argparse.Namespace) -> int:
    """Fill the learner's folder and serve it until stopped. Raises CannotRunError."""
    lang = speak(options)
    folder = options.folder / lang
    try:
        report = learning.fill(lang, folder, ROOT)
    except OSError as error:
        raise CannotRunError(
            _("No se pudo escribir en {folder}: {error}", folder=folder, error=error)
        ) from None
    _tell(report)
    lab.start(folder, learning.lesson_to_open(folder), lang, options.port, not options.no_browser)
    return 0


def _tell(report: learning.Delivery) -> None:
    if report.manifest_lost:
        print(_("El registro de lo entregado no se podía leer: tus archivos se conservan tal como están."))
    for changed, beside in report.laid_beside:
        names = {"changed": changed, "beside": beside}
        print(_("{beside} es la versión nueva de {changed}, que conserva tus cambios.", **names))
    for name, error in report.failed:
        reason = error.strerror or error
        print(_("{name} no se pudo actualizar: {reason}", name=name, reason=reason), file=sys.stderr)
