"""Lesson 01: provider, output, and the two conditions that make somebody a customer."""

from dosclientes.figures.drawing import Picture
from dosclientes.language.translation import gettext as _


def picture() -> Picture:
    """From a process to its customer, with the definition's four pieces on the way."""
    drawn = Picture(
        760,
        230,
        _("De un proceso a su cliente"),
        _(
            "Un proveedor hace un proceso, y el proceso tiene una salida: un producto o un servicio. Una flecha va "
            "de la salida al cliente. Lleva dos condiciones: lo recibe o podría recibirlo, y está destinado a él o "
            "él lo requiere. Debajo, aparte y sin flecha: paga o no paga, no decide."
        ),
    )
    drawn.box(10, 70, 150, 80, _("Proveedor: hace el proceso"))
    drawn.arrow(162, 110, 226, 110)
    drawn.box(230, 70, 150, 80, _("Salida: producto o servicio"))
    drawn.arrow(382, 110, 604, 110)
    drawn.text(492, 62, _("1. lo recibe o podría recibirlo"), width=215)
    drawn.text(492, 152, _("2. está destinado a él o él lo requiere"), width=215)
    drawn.box(608, 70, 140, 80, _("Cliente"))
    drawn.text(678, 190, _("interno o externo: eso se decide después"), width=150)
    drawn.text(305, 190, _("¿Quién paga? Se anota, no decide."), width=330)
    return drawn
