"""Captions of lesson 05."""

from dosclientes.language.translation import gettext as _
from dosclientes.plots.captions.caption import Caption


def captions() -> dict[str, Caption]:
    return {
        "biggest-customers": Caption(
            _("¿Quién es el mayor cliente de quién?"), _("% de lo que atiende cada área"), ""
        ),
    }
