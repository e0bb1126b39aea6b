"""Lesson 06: the SIPOC of a hospital's pharmacy, and the chain of customers inside it."""

from dosclientes.figures.drawing import Picture
from dosclientes.language.translation import gettext as _

_COLUMNS = (80, 230, 380, 530, 680)
_WIDTH = 118


def picture() -> Picture:
    """Five columns with who is inside the hospital and who is outside; below, the process step by step."""
    drawn = Picture(
        760,
        400,
        _("SIPOC de la farmacia del hospital"),
        _(
            "Cinco columnas. Proveedores: la planta, dentro del hospital (azul, borde continuo), y la "
            "distribuidora, fuera (naranja, borde discontinuo). Entradas: la receta y el medicamento. Proceso: "
            "preparar la dosis. Salidas: la dosis preparada y los medicamentos para casa. Clientes: Marta, en la "
            "planta, dentro, y Julia, que se va de alta, fuera. Debajo, el proceso por dentro: revisar la "
            "receta, preparar y comprobar, unidos por flechas. Cada paso es proveedor del siguiente y cliente "
            "interno del anterior."
        ),
    )
    for x, letter, title in zip(_COLUMNS, "SIPOC", _titles(), strict=True):
        drawn.text(x, 18, letter, bold=True)
        drawn.text(x, 40, title)
    _column(drawn, 0, (_("la planta"), "internal"), (_("la distribuidora"), "external"))
    _column(drawn, 1, (_("receta"), "neutral"), (_("medicamento"), "neutral"))
    drawn.box(_COLUMNS[2] - _WIDTH / 2, 110, _WIDTH, 60, _("preparar la dosis"))
    _column(drawn, 3, (_("dosis preparada"), "neutral"), (_("medicamentos para casa"), "neutral"))
    _column(drawn, 4, (_("Marta, en la planta"), "internal"), (_("Julia, que se va de alta"), "external"))
    for y, middle in ((98, 130), (182, 150)):
        _arrow(drawn, 0, y, y)
        _arrow(drawn, 1, y, middle)
        _arrow(drawn, 2, middle, y)
        _arrow(drawn, 3, y, y)
    drawn.boundary(12, 252, 736, 108, _("El proceso por dentro: la farmacia"))
    steps = (_("revisar la receta"), _("preparar"), _("comprobar y entregar"))
    for number, step in enumerate(steps):
        drawn.box(50 + number * 250, 284, 160, 56, step, "internal")
        if number:
            drawn.arrow(50 + number * 250 - 88, 312, 50 + number * 250 - 3, 312)
    drawn.text(380, 382, _("Azul, borde continuo: dentro del hospital. Naranja, borde discontinuo: fuera."))
    return drawn


def _titles() -> tuple[str, ...]:
    return (_("proveedores"), _("entradas"), _("proceso"), _("salidas"), _("clientes"))


def _column(drawn: Picture, place: int, above: tuple[str, str], below: tuple[str, str]) -> None:
    for y, (text, side) in zip((68, 152), (above, below), strict=True):
        drawn.box(_COLUMNS[place] - _WIDTH / 2, y, _WIDTH, 60, text, side)


def _arrow(drawn: Picture, place: int, start: float, end: float) -> None:
    """From a column to the next."""
    drawn.arrow(_COLUMNS[place] + _WIDTH / 2 + 2, start, _COLUMNS[place + 1] - _WIDTH / 2 - 3, end)
