"""The central interactive piece of each lesson, shown by `explore(name)`."""

from __future__ import annotations

from importlib import import_module

from dosclientes.exercises.shown import Shown
from dosclientes.suggest import choose

__all__ = ["explore"]

_HOMES = {"editions": "dosclientes.explorers.editions"}


def explore(name: str) -> Shown:
    """The interactive piece called `name`. Raises ValueError, which suggests the nearest, if there is none."""
    piece: Shown = import_module(_HOMES[choose(name, _HOMES)]).Explorer()
    return piece
