"""Where to read on: the heading of a section, for messages that send a reader back to it."""

from __future__ import annotations

import json
from functools import cache

from dosclientes.language.markdown import unmarked
from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import language
from dosclientes.paths import ROOT


def place(section: str) -> str:
    """A section such as "01-customer-iso9000#who-pays" in words: the lesson's number and the heading.

    Falls back to the lesson alone when the course is not at hand.
    """
    notebook, _sep, cell = section.partition("#")
    heading = _headings(language(), notebook).get(cell)
    number = notebook.partition("-")[0]
    if heading is None:
        return _("lección {number}", number=number)
    return _("lección {number}, «{heading}»", number=number, heading=heading)


@cache
def _headings(code: str, notebook: str) -> dict[str, str]:
    """The heading under which each cell of a lesson stands, by cell id: the first in it, or the last before it."""
    path = ROOT / "course" / code / f"{notebook}.ipynb"
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return {}
    found, heading = {}, ""
    for cell in cells:
        lines = "".join(cell["source"]).splitlines() if cell["cell_type"] == "markdown" else []
        first = next((line for line in lines if line.startswith("#")), None)
        heading = unmarked(first.lstrip("# ").strip()) if first else heading
        found[cell["id"]] = heading
    return found
