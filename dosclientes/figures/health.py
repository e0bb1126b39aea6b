"""Lesson 07: one result, three receivers, and the strip between two boundaries."""

from dosclientes.figures.drawing import Picture
from dosclientes.language.translation import gettext as _


def picture() -> Picture:
    """The hospital inside the health system; who stands between the two lines changes label."""
    drawn = Picture(
        760,
        320,
        _("Dos líneas y una franja"),
        _(
            "Dos líneas de puntos, una dentro de la otra: la del hospital y la del sistema sanitario. Dentro de "
            "las dos, el laboratorio. De él salen tres flechas. Una llega a la planta, dentro de las dos líneas: "
            "interna con ambas, caja azul de borde continuo. Otra llega al centro de salud, en la franja entre las "
            "dos líneas: depende de la línea que declares. La tercera llega a la paciente, fuera de las dos: "
            "externa con ambas, caja naranja de borde discontinuo."
        ),
    )
    drawn.boundary(8, 8, 546, 304, _("el sistema sanitario"))
    drawn.boundary(22, 44, 316, 254, _("el hospital"))
    drawn.box(40, 130, 120, 74, _("Laboratorio"))
    drawn.arrow(162, 150, 196, 128)
    drawn.box(200, 84, 122, 74, _("Planta: interna con las dos"), "internal")
    drawn.arrow(162, 167, 388, 167)
    drawn.box(392, 122, 146, 90, _("Centro de salud: depende de la línea"))
    drawn.arrow(162, 190, 596, 250)
    drawn.box(600, 210, 150, 80, _("Paciente: externa con las dos"), "external")
    drawn.text(446, 284, _("la franja"), width=140, bold=True)
    return drawn
