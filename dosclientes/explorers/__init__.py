"""The central interactive piece of each lesson, shown by `explore(name)`: each folder here is one.

Its `piece` is what one sees; beside it lie its cases, words and drawing. What several share lies in `shared`.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from dosclientes.exercises.light import together
from dosclientes.exercises.shown import Shown
from dosclientes.language.suggest import choose

__all__ = ["explore"]


def explore(name: str) -> Shown:
    """The interactive piece called `name`. Raises ValueError, which suggests the nearest, if there is none."""
    names = [module.name for module in iter_modules(__path__) if module.name != "shared"]
    module = import_module(f"{__name__}.{choose(name, names)}.piece")
    with together():
        piece: Shown = module.Explorer()
    return piece
