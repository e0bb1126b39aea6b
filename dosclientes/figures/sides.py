"""Lesson 03: one laboratory, one kind of output, and two customers on the two sides of a boundary."""

from dosclientes.figures.drawing import Picture
from dosclientes.language.translation import gettext as _


def picture() -> Picture:
    """The same output crosses a boundary or stays within; below, the traits that do not decide."""
    drawn = Picture(
        760,
        330,
        _("Una misma salida, dos clientes"),
        _(
            "Una línea de puntos rodea el hospital. Dentro está el laboratorio, y de él salen dos flechas con "
            "resultados de análisis. Una llega a Marta, en la planta, dentro de la línea: clienta interna, caja "
            "azul de borde continuo. La otra cruza la línea y llega al centro de salud: cliente externo, caja "
            "naranja de borde discontinuo. Debajo, aparte: pago, trato, necesidad, etiqueta y consumo suelen "
            "acompañar y no deciden."
        ),
    )
    drawn.boundary(10, 10, 540, 230, _("La frontera: el hospital"))
    drawn.box(30, 85, 150, 80, _("Laboratorio"))
    drawn.arrow(182, 110, 336, 82)
    drawn.text(252, 64, _("resultado"))
    drawn.box(340, 45, 180, 70, _("Marta, en la planta: clienta interna"), "internal")
    drawn.arrow(182, 145, 586, 190)
    drawn.text(300, 182, _("resultado"))
    drawn.box(590, 150, 160, 80, _("Centro de salud: cliente externo"), "external")
    decides = _(
        "Decide: si la frontera abarca a quien entrega y a quien recibe, o pasa entre los dos."
    )  # side-rule
    drawn.text(380, 272, decides, width=740, bold=True)
    drawn.text(380, 304, _("Acompañan, sin decidir: pago, trato, necesidad, etiqueta, consumo."), width=740)
    return drawn
