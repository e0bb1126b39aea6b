"""The drawn pictures of the lessons, shown by `figure(name)`."""

from __future__ import annotations

from importlib import import_module

from dosclientes.figures.drawing import Picture
from dosclientes.suggest import choose

__all__ = ["Picture", "figure"]

_HOMES = {"course": "welcome", "definition": "definition"}


def figure(name: str) -> Picture:
    """The picture called `name`. Raises ValueError, which suggests the nearest, if there is none."""
    picture: Picture = import_module(f"dosclientes.figures.{_HOMES[choose(name, _HOMES)]}").picture()
    return picture
