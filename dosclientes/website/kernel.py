"""What a lesson's things become when its notebook is executed for the website."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from IPython.core.getipython import get_ipython

from dosclientes.exercises import Exercise
from dosclientes.exercises.blanks import Filled
from dosclientes.exercises.retrieval import Retrieval
from dosclientes.exercises.shown import Shown
from dosclientes.exercises.writing import Writing
from dosclientes.figures import Picture
from dosclientes.items import Item, find
from dosclientes.progress.opening import TimeLeft
from dosclientes.website.cells import as_choice
from dosclientes.website.exercises import data, section_html
from dosclientes.website.pieces import still

__all__ = ["MIME", "install"]

MIME = "application/vnd.dosclientes.page+json"
"""Marks an output that is the course's and no result of Python code; holds `{item id: data}` of its exercises."""

Bundle = tuple[dict[str, Any], dict[str, Any]]


def install() -> None:
    """Make this kernel show things as the website has them."""
    shown: Mapping[type, Callable[[Any], Bundle]] = {
        Exercise: lambda exercise: _asked([find(exercise.item.id)]),
        Writing: lambda writing: _asked([find(writing.item.id)]),
        Filled: lambda filled: _asked([as_choice(filled.item)]),
        Retrieval: lambda retrieval: _asked([find(one.item.id) for one in retrieval.exercises], "retrieval:"),
        TimeLeft: lambda _left: _page(""),  # how much is left is known to the notebook
        Shown: lambda piece: _page(still(piece)),
        Picture: lambda picture: _page(picture._repr_html_()),
    }
    formatter = get_ipython().display_formatter.mimebundle_formatter
    for kind, show in shown.items():
        formatter.for_type(kind, show)


def _page(html: str, items: Mapping[str, Any] = {}) -> Bundle:
    return {"text/html": html, "text/plain": "", MIME: dict(items)}, {}


def _asked(items: Sequence[Item], book: str = "") -> Bundle:
    """A page draws its own variants of `items`, which are as written."""
    return _page("".join(section_html(item, book) for item in items), {item.id: data(item) for item in items})
