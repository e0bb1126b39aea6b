"""Captions of lesson 07."""

from dosclientes.plots.captions.caption import Caption
from dosclientes.translation import gettext as _


def captions() -> dict[str, Caption]:
    return {
        "turnaround": Caption(
            _("Del tubo al resultado"),
            _("minutos"),
            _("quién espera el resultado"),
        ),
    }
