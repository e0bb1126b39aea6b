"""Captions of lesson 06."""

from dosclientes.language.translation import gettext as _
from dosclientes.plots.captions.caption import Caption


def captions() -> dict[str, Caption]:
    return {
        "hidden-factory": Caption(
            _("Lo que se entrega y lo que sale bien a la primera"), _("parte de los análisis (%)"), ""
        ),
        "fridge": Caption(_("Temperatura de la nevera de vacunas"), _("temperatura (°C)"), _("frecuencia")),
    }
