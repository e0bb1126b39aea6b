"""Captions of lesson 07."""

from dosclientes.language.translation import gettext as _
from dosclientes.plots.captions.caption import Caption


def captions() -> dict[str, Caption]:
    return {
        "turnaround": Caption(
            _("Del tubo al resultado"),
            _("minutos"),
            _("quién espera el resultado"),
        ),
    }
