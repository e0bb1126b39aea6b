"""Lesson 05: two areas and three outputs between them; each arrow has its own customer."""

from dosclientes.figures.drawing import Picture
from dosclientes.language.translation import gettext as _


def picture() -> Picture:
    """HR and the IT desk with three arrows, and at the end of each its customer."""
    drawn = Picture(
        760,
        300,
        _("Dos áreas, tres salidas"),
        _(
            "Dentro del hospital hay dos áreas: personal, a la izquierda, e informática, a la derecha. Entre "
            "ellas van tres flechas, cada una con su salida. La descripción del puesto va de informática a "
            "personal, y el cliente es personal. La persona seleccionada va de personal a informática, y el "
            "cliente es informática. El ordenador arreglado va de informática a personal, y el cliente es "
            "personal."
        ),
    )
    drawn.boundary(6, 6, 748, 288, _("el hospital"))
    drawn.box(24, 48, 120, 224, _("Personal"), "internal")
    drawn.box(616, 48, 120, 224, _("Informática"), "internal")
    rows = [
        (92, False, _("descripción del puesto"), _("cliente: personal")),
        (170, True, _("persona seleccionada"), _("cliente: informática")),
        (248, False, _("ordenador arreglado"), _("cliente: personal")),
    ]
    for y, to_right, output, customer in rows:
        start, end = (148, 610) if to_right else (612, 150)
        drawn.arrow(start, y, end, y)
        drawn.text(380, y - 16, output, bold=True)
        drawn.text(540 if to_right else 222, y + 16, customer)
    return drawn
