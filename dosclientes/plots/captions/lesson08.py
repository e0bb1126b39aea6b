"""Captions of lesson 08."""

from dosclientes.language.translation import gettext as _
from dosclientes.plots.captions.caption import Caption


def captions() -> dict[str, Caption]:
    return {
        "survey-gaps": Caption(_("Brecha media: lo percibido menos lo esperado"), _("pregunta"), ""),
        "survey-answers": Caption(
            _("Cómo se reparten las respuestas, de 1 a 7"), _("personas (%)"), _("pregunta")
        ),
    }
