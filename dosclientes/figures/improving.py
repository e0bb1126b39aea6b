"""Lesson 10: four questions put to an advice before it enters the plan, and the way back."""

from dosclientes.figures.drawing import Picture
from dosclientes.language.translation import gettext as _


def picture() -> Picture:
    """An advice, four questions in a row, a plan, and an arrow back from what is measured."""
    drawn = Picture(
        760,
        300,
        _("Del consejo al plan"),
        _(
            "Cinco cajas en fila, unidas por flechas. Consejo; pregunta uno, ¿qué salida mejora?; pregunta dos, ¿qué "
            "cliente la recibe, interno o externo?; pregunta tres, ¿con qué prueba?; pregunta cuatro, ¿con qué "
            "esfuerzo y qué carga? Debajo de la última, una flecha baja al plan. Del plan sale una flecha de vuelta, "
            "que dice: medir de nuevo, y termina bajo el consejo."
        ),
    )
    drawn.box(6, 60, 112, 84, _("Consejo"))
    boxes = [
        (158, _("1. ¿Qué salida mejora?")),
        (312, _("2. ¿Qué cliente la recibe?")),
        (466, _("3. ¿Con qué prueba?")),
        (620, _("4. ¿Qué esfuerzo y qué carga?")),
    ]
    for x, words in boxes:
        drawn.arrow(x - 36 if x > 158 else x - 38, 102, x - 3, 102)
        drawn.box(x, 60, 116, 84, words)
    drawn.text(370, 34, _("interno o externo"), width=160)
    drawn.arrow(678, 147, 678, 214)
    drawn.box(600, 218, 152, 62, _("Plan, con un contraargumento"))
    drawn.arrow(598, 249, 66, 249)
    drawn.text(330, 228, _("probar, y medir otra vez a quien recibe"), width=420)
    drawn.arrow(62, 249, 62, 148)
    return drawn
