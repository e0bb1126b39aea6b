"""Captions of lesson 10."""

from dosclientes.language.translation import gettext as _
from dosclientes.plots.captions.caption import Caption


def captions() -> dict[str, Caption]:
    return {
        "effort-impact": Caption(
            _("Lo que costó y lo que trajo cada mejora (simulado)"),
            _("esfuerzo (días; cada marca, el doble o más)"),
            _("impacto (puntos ganados)"),
        ),
    }
