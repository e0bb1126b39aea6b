"""The words on each plot, by the id that a lesson names."""

from __future__ import annotations

from typing import NamedTuple

from dosclientes.suggest import choose
from dosclientes.translation import gettext as _


class Caption(NamedTuple):
    """A plot's title and what its axes measure, with units."""

    title: str
    x: str
    y: str


def caption(name: str) -> Caption:
    """The caption with this id. Raises ValueError, which suggests the nearest, if there is none."""
    captions = _captions()
    return captions[choose(name, captions)]


def _captions() -> dict[str, Caption]:
    return {
        "lost-customers": Caption(
            _("Clientes que la regla «paga» pierde de vista"), _("entregas en un mes"), _("quién recibe")
        ),
    }
