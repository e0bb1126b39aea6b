"""`dosclientes teach`: JupyterLab with the formgrader, for the class of one language."""

from __future__ import annotations

import argparse

from dosclientes.lab import panels as labs
from dosclientes.options import add_folder, add_language, add_server, speak_class
from dosclientes.paths import ROOT

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    add_language(parser)
    add_server(parser)
    add_folder(parser, ROOT, hidden=True)  # a copy, for tests


def run(options: argparse.Namespace) -> int:
    """Serve the course until stopped."""
    lang = speak_class(options)
    labs.serve(
        options.folder,
        labs.instructor_environment(lang),
        options.port,
        not options.no_browser,
    )
    return 0
