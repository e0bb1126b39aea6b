"""From a lesson's notebook to a page's source: executed, its links led to pages, its pictures put into files."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from dosclientes.paths import ROOT
from dosclientes.website.kernel import MIME

__all__ = ["Lesson", "page_names", "prepared"]

_START = "from dosclientes.website.kernel import install\n\ninstall()"
_ONLY_IN_NOTEBOOKS = "notebook-only"
"""The tag of a cell that speaks of what only a notebook has."""
_LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)([\w./-]+)\.ipynb(?:#cell-id=([\w-]+))?\)")
_PICTURE = re.compile(r"data:image/png;base64,([A-Za-z0-9+/=]+)")
_SECONDS = 600


@dataclass(frozen=True)
class Lesson:
    """A page to be: its notebook, executed, the data of its exercises, and its pictures' bytes by file name."""

    notebook: Any
    items: dict[str, Any]
    pictures: dict[str, bytes]


def page_names(lang: str, root: Path = ROOT) -> list[str]:
    """The notebooks that are pages, in the order in which one reads them: lessons, glossary, sources."""
    lessons = sorted(path.stem for path in (root / "course" / lang).glob("[0-9][0-9]-*.ipynb"))
    return [*lessons, "glossary", "sources"]


def prepared(name: str, pages: Sequence[str], lang: str, folder: Path, root: Path = ROOT) -> Lesson:
    """The page of the notebook `name`, one of `pages`; `folder` is an empty one, in which it is executed.

    Raises nbclient's CellExecutionError for a cell that fails.
    """
    notebook = nbformat.read(root / "course" / lang / f"{name}.ipynb", nbformat.NO_CONVERT)
    notebook.cells = [
        cell for cell in notebook.cells if _ONLY_IN_NOTEBOOKS not in cell.metadata.get("tags", ())
    ]
    if any(cell.cell_type == "code" for cell in notebook.cells):
        _execute(notebook, lang, folder)
    items: dict[str, Any] = {}
    pictures: dict[str, bytes] = {}
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            _markdown(cell, pages)
        else:
            _code(cell, items, pictures)
    notebook.cells = [cell for cell in notebook.cells if cell.cell_type == "markdown" or not _is_empty(cell)]
    return Lesson(notebook, items, pictures)


def _execute(notebook: Any, lang: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "course.json").write_text(json.dumps({"language": lang}), "utf-8")
    notebook.cells.insert(0, nbformat.v4.new_code_cell(_START))
    client = NotebookClient(
        notebook, timeout=_SECONDS, kernel_name="python3", resources={"metadata": {"path": folder}}
    )
    environment = {**os.environ, "DOSCLIENTES_DATA": str(folder), "PYTHONPATH": str(ROOT)}
    client.execute(env=environment, stderr=subprocess.DEVNULL)
    del notebook.cells[0]
    notebook.metadata.pop("widgets", None)


def _markdown(cell: Any, pages: Sequence[str]) -> None:
    def page(link: re.Match[str]) -> str:
        words, name, place = link.groups()
        if name not in pages:  # review, placement, assignments: what one does in a notebook
            return f"[{words}](notebook.md)"
        return f'<a href="{name}.html#cell-{place}">{words}</a>' if place else f"[{words}]({name}.ipynb)"

    source = _LINK.sub(page, cell.source)
    if re.match(r"##", source):  # where links that send one back to a section lead
        source = f'<span class="dc-anchor" id="cell-{cell.id}"></span>\n\n{source}'
    cell.source = source


def _code(cell: Any, items: dict[str, Any], pictures: dict[str, bytes]) -> None:
    for output in cell.outputs:
        found = output.get("data", {})
        if MIME in found:
            items |= found.pop(MIME)
            cell.metadata["tags"] = ["remove-input"]
        if "text/html" in found:
            found["text/html"] = _PICTURE.sub(lambda data: _filed(data[1], pictures), found["text/html"])


def _filed(data: str, pictures: dict[str, bytes]) -> str:
    content = base64.b64decode(data)
    name = f"{hashlib.blake2b(content, digest_size=8).hexdigest()}.png"
    pictures[name] = content
    return f'_static/plots/{name}" loading="lazy'


def _is_empty(cell: Any) -> bool:
    """Whether a cell that only shows something of the course shows nothing in a page."""
    shown = [output.get("data", {}).get("text/html", output) for output in cell.outputs]
    return "remove-input" in cell.metadata.get("tags", ()) and not any(shown)
