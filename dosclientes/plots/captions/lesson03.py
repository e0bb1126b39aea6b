"""Captions of lesson 03."""

from dosclientes.plots.captions.caption import Caption
from dosclientes.translation import gettext as _


def captions() -> dict[str, Caption]:
    return {
        "goal-sides": Caption(
            _("¿Quién viene a qué? Peticiones de un mes"), _("parte de las peticiones"), _("qué busca")
        ),
    }
