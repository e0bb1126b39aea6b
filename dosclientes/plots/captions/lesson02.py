"""Captions of lesson 02."""

from dosclientes.language.translation import gettext as _
from dosclientes.plots.captions.caption import Caption


def captions() -> dict[str, Caption]:
    return {
        "waiting-chain": Caption(_("¿Dónde espera la muestra?"), _("minutos, de media"), ""),
    }
