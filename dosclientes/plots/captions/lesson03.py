"""Captions of lesson 03."""

from dosclientes.language.translation import gettext as _
from dosclientes.plots.captions.caption import Caption


def captions() -> dict[str, Caption]:
    return {
        "goal-sides": Caption(
            _("¿Quién viene a qué? Peticiones de un mes"), _("parte de las peticiones"), _("qué busca")
        ),
    }
