"""`dosclientes teach`: JupyterLab with the formgrader, for the class of one language."""

from __future__ import annotations

import argparse
from pathlib import Path

from dosclientes.lab import panels as labs
from dosclientes.lab import server as lab
from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import languages, use_language
from dosclientes.paths import ROOT, SOURCE_LANGUAGE

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument(
        "--lang",
        choices=languages(),
        default=SOURCE_LANGUAGE,
        help=_("idioma: {codes}", codes=", ".join(languages())),
    )
    parser.add_argument(
        "--port",
        type=int,
        default=lab.DEFAULT_PORT,
        help=_("puerto de JupyterLab, o el siguiente que esté libre"),
    )
    parser.add_argument("--no-browser", action="store_true", help=_("no abrir el navegador"))
    parser.add_argument("--folder", type=Path, default=ROOT, help=argparse.SUPPRESS)  # a copy, for tests


def run(options: argparse.Namespace) -> int:
    """Serve the course until stopped."""
    use_language(options.lang)
    labs.serve(
        options.folder.resolve(),
        labs.instructor_environment(options.lang),
        options.port,
        not options.no_browser,
    )
    return 0
