"""A link that opens a section of a lesson: JupyterLab's own, which scrolls to the cell."""

from __future__ import annotations

from pathlib import Path

import ipywidgets

from dosclientes.exercises.markup import escape

__all__ = ["section_link"]


def section_link(section: str, words: str) -> list[ipywidgets.Widget]:
    """The link that reads `words`, or nothing where the lesson is not in this folder.

    `section` is one such as "01-customer-iso9000#who-pays". It is an output and no `HTML` widget, since only in outputs
    does JupyterLab follow links to notebooks.
    """
    notebook, _sep, cell = section.partition("#")
    if not Path(f"{notebook}.ipynb").is_file():
        return []
    markup = f'<a href="{escape(notebook)}.ipynb#cell-id={escape(cell)}">{escape(words)}</a>'
    shown = {"output_type": "display_data", "data": {"text/html": markup}, "metadata": {}}
    link = ipywidgets.Output(outputs=(shown,))
    link.add_class("dc-link")
    return [link]
