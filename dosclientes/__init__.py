"""Dos Clientes: internal and external customers, taught and graded in Jupyter notebooks.

A lesson imports one or two of the public names below; each is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dosclientes.exercises import exercise, retrieval
    from dosclientes.explorers import explore
    from dosclientes.figures import figure

__all__ = ["exercise", "explore", "figure", "retrieval"]

_HOMES = {
    "exercise": "dosclientes.exercises",
    "explore": "dosclientes.explorers",
    "figure": "dosclientes.figures",
    "retrieval": "dosclientes.exercises",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
