"""Lesson 09: how morale may reach profit, and the three parts that a third variable can play."""

from dosclientes.figures.drawing import Picture
from dosclientes.language.translation import gettext as _


def picture() -> Picture:
    """The chain from morale to profit; the area above it, on both ends, and contact below, on one arrow."""
    drawn = Picture(
        760,
        330,
        _("Tres papeles: confusor, mediador, moderador"),
        _(
            "Una cadena de cuatro cajas: moral, calidad, satisfacción y beneficio, con una flecha de cada una a la "
            "siguiente. Calidad y satisfacción son mediadoras: están en el camino. Arriba, la zona tiene dos "
            "flechas, una a la moral y otra al beneficio: es un confusor, porque une a los dos sin pasar por la "
            "cadena. Abajo, el contacto apunta a la flecha entre moral y calidad, no a una caja: es un moderador, "
            "porque decide si esa flecha funciona."
        ),
    )
    drawn.box(290, 10, 180, 60, _("Zona: confusor"))
    drawn.arrow(288, 52, 96, 126)
    drawn.arrow(472, 52, 664, 126)
    drawn.box(10, 130, 150, 70, _("Moral"))
    drawn.arrow(162, 165, 226, 165)
    drawn.box(230, 130, 140, 70, _("Calidad: mediadora"))
    drawn.arrow(372, 165, 406, 165)
    drawn.box(410, 130, 150, 70, _("Satisfacción: mediadora"))
    drawn.arrow(562, 165, 596, 165)
    drawn.box(600, 130, 150, 70, _("Beneficio"))
    drawn.box(94, 256, 200, 60, _("Contacto: moderador"))
    drawn.arrow(194, 254, 194, 172)
    drawn.text(530, 286, _("El moderador apunta a una flecha: decide si funciona."), width=420)
    return drawn
