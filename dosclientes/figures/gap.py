"""Lesson 08: what was expected and what was perceived, and the gap between them."""

from dosclientes.figures.drawing import Picture
from dosclientes.language.translation import gettext as _


def picture() -> Picture:
    """Two customers who perceive the same and expected different things."""
    drawn = Picture(
        760,
        250,
        _("La misma nota, dos brechas"),
        _(
            "Dos escalas de 1 a 7. En la primera, cirugía esperaba 7 y percibe 5: una flecha hacia abajo, brecha −2. "
            "En la segunda, rehabilitación esperaba 4 y percibe 5: una flecha hacia arriba, brecha +1."
        ),
    )
    _scale(drawn, 70, _("Cirugía"), 7, 5, "−2")
    _scale(drawn, 185, _("Rehabilitación"), 4, 5, "+1")
    return drawn


def _scale(drawn: Picture, y: float, name: str, expected: int, perceived: int, gap: str) -> None:
    def x(point: int) -> float:
        return 170 + 70 * point

    drawn.text(100, y, name, bold=True)
    for point in range(1, 8):
        drawn.text(x(point), y + 44, str(point))
    drawn.arrow(x(expected), y, x(perceived), y)
    drawn.text(x(expected), y - 26, _("espera {points}", points=expected))
    drawn.text(x(perceived), y + 20, _("percibe {points}", points=perceived))
    drawn.text(725, y, gap, bold=True)
