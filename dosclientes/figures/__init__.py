"""The drawn pictures of the lessons, shown by `figure(name)`: each module here draws the one of its name."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from dosclientes.figures.drawing import Picture
from dosclientes.language.suggest import choose

__all__ = ["Picture", "figure"]


def figure(name: str) -> Picture:
    """The picture called `name`. Raises ValueError, which suggests the nearest, if there is none."""
    names = [module.name for module in iter_modules(__path__) if module.name != "drawing"]
    picture: Picture = import_module(f"{__name__}.{choose(name, names)}").picture()
    return picture
