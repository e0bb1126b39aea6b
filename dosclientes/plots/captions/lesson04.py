"""Captions of lesson 04."""

from dosclientes.language.translation import gettext as _
from dosclientes.plots.captions.caption import Caption


def captions() -> dict[str, Caption]:
    return {
        "loyal-share": Caption(
            _("Qué parte pone cada segmento"), _("tipo de comprador"), _("% del total de la tienda")
        ),
    }
