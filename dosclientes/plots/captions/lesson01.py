"""Captions of lesson 01."""

from dosclientes.language.translation import gettext as _
from dosclientes.plots.captions.caption import Caption


def captions() -> dict[str, Caption]:
    return {
        "lost-customers": Caption(
            _("Clientes que la regla «paga» pierde de vista"), _("entregas en un mes"), _("quién recibe")
        ),
    }
