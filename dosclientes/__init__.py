"""Dos Clientes: internal and external customers, taught and graded in Jupyter notebooks.

A lesson imports one or two of the public names below; each is loaded when it is first used.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dosclientes.exercises.exercise import exercise
    from dosclientes.explorers import explore
    from dosclientes.figures import figure
    from dosclientes.progress.opening import retrieval, time_left
    from dosclientes.progress.pages import mastery, placement, review

__all__ = ["exercise", "explore", "figure", "mastery", "placement", "retrieval", "review", "time_left"]

_HOMES = {
    "exercise": "dosclientes.exercises",
    "explore": "dosclientes.explorers",
    "figure": "dosclientes.figures",
    "mastery": "dosclientes.progress.pages",
    "placement": "dosclientes.progress.pages",
    "retrieval": "dosclientes.progress.opening",
    "review": "dosclientes.progress.pages",
    "sixsigma": "dosclientes.measures",
    "time_left": "dosclientes.progress.opening",
}
_ASKING = {"exercise", "placement", "retrieval", "review"}


def __getattr__(name: str) -> Any:
    if name in _ASKING:
        import_module("dosclientes.progress").start()
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _fill_in(line: str, cell: str) -> Any:
    """The cell magic `%%fill_in ID`: check a cell with blanks."""
    import_module("dosclientes.progress").start()
    names = sys.modules["IPython"].get_ipython().user_ns
    return import_module("dosclientes.exercises.blanks").fill_in(line.strip(), cell, names)


_shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
if _shell is not None:
    _shell.register_magic_function(_fill_in, "cell", "fill_in")
