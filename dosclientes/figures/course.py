"""Lesson 00: the map of the course."""

from dosclientes.figures.drawing import Picture
from dosclientes.language.translation import gettext as _


def stretches() -> list[tuple[str, list[str]]]:
    """The four stretches of the course: the title of each, and its lessons in a word."""
    return [
        (
            _("Qué es un cliente"),
            [_("01 La norma"), _("02 La cadena"), _("03 Comparar"), _("04 La frontera")],
        ),
        (_("Dónde está"), [_("05 Las áreas"), _("06 Six Sigma"), _("07 La salud")]),
        (_("Cómo se sabe"), [_("08 Medir"), _("09 Las pruebas")]),
        (_("Qué hacer"), [_("10 Mejorar")]),
    ]


def picture() -> Picture:
    """The ten lessons in their four stretches."""
    parts = stretches()
    spoken = "; ".join(f"{title}: {', '.join(lessons)}" for title, lessons in parts)
    drawn = Picture(760, 250, _("El mapa del curso"), spoken + ".")
    for column, (title, lessons) in enumerate(parts):
        x = 8 + column * 188
        drawn.text(x + 82, 18, title, width=175, bold=True)
        for row, lesson in enumerate(lessons):
            drawn.box(x, 40 + row * 52, 164, 42, lesson)
        if column < len(parts) - 1:
            drawn.arrow(x + 166, 61, x + 186, 61)
    return drawn
