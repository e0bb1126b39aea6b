"""Captions of lesson 09."""

from dosclientes.language.translation import gettext as _
from dosclientes.plots.captions.caption import Caption


def captions() -> dict[str, Caption]:
    morale = _("moral del personal (puntos)")
    return {
        "morale-satisfaction": Caption(
            _("Moral y satisfacción, sucursal a sucursal"), morale, _("satisfacción del cliente (puntos)")
        ),
        "morale-profit": Caption(
            _("Moral y beneficio, sucursal a sucursal"), morale, _("beneficio (miles de €)")
        ),
    }
