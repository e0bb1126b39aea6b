"""Captions of lesson 02."""

from dosclientes.plots.captions.caption import Caption
from dosclientes.translation import gettext as _


def captions() -> dict[str, Caption]:
    return {
        "waiting-chain": Caption(_("¿Dónde espera la muestra?"), _("minutos, de media"), ""),
    }
