"""Links that open a notebook of the course, or a section of one: JupyterLab's own, which scroll to the cell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dosclientes.exercises.markup import escape

if TYPE_CHECKING:
    from ipywidgets import Output

__all__ = ["link_html", "section_link", "shown_html"]


def link_html(section: str, words: str) -> str:
    """`words` as a link, or as they are where the notebook is not in this folder or `section` is "".

    `section` is one such as "01-customer-iso9000#who-pays", or a notebook alone, such as "review".
    """
    notebook, _sep, cell = section.partition("#")
    if not notebook or not Path(f"{notebook}.ipynb").is_file():
        return escape(words)
    place = f"#cell-id={cell}" if cell else ""
    return f'<a href="{escape(notebook)}.ipynb{escape(place)}">{escape(words)}</a>'


def shown_html(markup: str) -> Output:
    """HTML whose links to notebooks JupyterLab follows: it does so in outputs only, not in an `HTML` widget."""
    from ipywidgets import Output

    shown = {"output_type": "display_data", "data": {"text/html": markup}, "metadata": {}}
    output = Output(outputs=(shown,))
    output.add_class("dc-link")
    return output


def section_link(section: str, words: str) -> list[Output]:
    """The link that reads `words`, or nothing where the lesson is not in this folder."""
    markup = link_html(section, words)
    return [] if markup == escape(words) else [shown_html(markup)]
