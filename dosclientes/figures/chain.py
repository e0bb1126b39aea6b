"""Lesson 02: what one step delivers is what the next takes in, until it reaches the external customer."""

from dosclientes.figures.drawing import Picture
from dosclientes.language.translation import gettext as _


def picture() -> Picture:
    """Three processes inside a boundary, the customer outside, and one arrow going back."""
    drawn = Picture(
        760,
        260,
        _("La salida de uno es la entrada del siguiente"),
        _(
            "Dentro de la organización hay tres procesos en fila: primero, segundo y tercero. Una flecha va de cada "
            "uno al siguiente: la salida de uno es la entrada del otro. La última flecha cruza la frontera y llega al "
            "cliente externo. Debajo se lee que el primero es proveedor, que el segundo es cliente del primero y "
            "proveedor del tercero, y que el tercero es cliente del segundo y proveedor del externo."
        ),
    )
    drawn.boundary(6, 8, 574, 244, _("la organización"))
    roles = [
        (_("Primer proceso"), _("proveedor del segundo")),
        (_("Segundo proceso"), _("cliente interno del primero, proveedor del tercero")),
        (_("Tercer proceso"), _("cliente interno del segundo, proveedor del externo")),
    ]
    for number, (name, role) in enumerate(roles):
        x = 22 + number * 196
        drawn.box(x, 84, 124, 64, name, "internal")
        drawn.text(x + 62, 200, role, width=150)
    for x, width in ((148, 68), (344, 68), (540, 78)):
        drawn.arrow(x, 116, x + width, 116)
    for x in (182, 378):
        drawn.text(x, 66, _("salida = entrada"), width=80)
    drawn.box(622, 84, 130, 64, _("Cliente externo"), "external")
    drawn.text(687, 200, _("aquí acaba la cadena"), width=130)
    return drawn
