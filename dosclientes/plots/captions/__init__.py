"""The words on each plot, by the id that a lesson names; each module here holds those of a lesson."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from dosclientes.language.suggest import choose
from dosclientes.plots.captions.caption import Caption

__all__ = ["Caption", "caption"]


def caption(name: str) -> Caption:
    """The caption with this id. Raises ValueError, which suggests the nearest, if there is none."""
    captions: dict[str, Caption] = {}
    for module in iter_modules(__path__):
        if module.name != "caption":
            captions |= import_module(f"{__name__}.{module.name}").captions()
    return captions[choose(name, captions)]
