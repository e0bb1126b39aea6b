"""Lesson 04: the six steps from a party and an output to a label."""

from dosclientes.figures.drawing import Picture
from dosclientes.language.translation import gettext as _


def picture() -> Picture:
    """Two declarations, one question with two ways out, the side, the notes, and the way back."""
    drawn = Picture(
        800,
        470,
        _("Seis pasos para decidir"),
        _(
            "Arriba, de izquierda a derecha: uno, declarar la frontera; dos, nombrar la salida; tres, preguntar si la "
            "recibe o podría recibirla y si es para esa parte o la requiere. Del paso tres salen dos flechas. Si no, "
            "abajo: proveedor, parte interesada o ninguna de estas cosas. Si sí, paso cuatro: mirar la frontera. Si "
            "abarca a quien entrega y a quien recibe, cliente interno, en azul con borde continuo; si pasa entre los "
            "dos, cliente externo, en naranja con borde discontinuo; si deja fuera a los dos, no dice nada. Paso "
            "cinco: anotar quién paga, usa o se beneficia. Paso seis: dar la vuelta a la flecha o mover la frontera, "
            "y volver al paso uno."
        ),  # side-rule
    )
    drawn.box(10, 40, 150, 84, _("1. ¿Qué organización, hasta dónde?"))
    drawn.arrow(162, 82, 206, 82)
    drawn.box(210, 40, 130, 84, _("2. ¿Qué salida?"))
    drawn.arrow(342, 82, 386, 82)
    drawn.box(390, 40, 190, 84, _("3. ¿La recibe o podría? ¿Es para ella o la requiere?"))
    drawn.arrow(582, 82, 636, 82, _("sí"))
    drawn.box(640, 40, 130, 84, _("4. ¿Qué abarca la frontera?"))
    drawn.arrow(485, 126, 485, 196)
    drawn.text(506, 160, _("no"))
    drawn.box(390, 200, 190, 84, _("Proveedor, parte interesada o ninguna de estas cosas"))
    drawn.arrow(705, 126, 705, 156)
    drawn.box(615, 160, 180, 54, _("abarca a los dos: cliente interno"), side="internal")  # side-rule
    drawn.box(615, 226, 180, 54, _("pasa entre los dos: cliente externo"), side="external")  # side-rule
    drawn.box(615, 292, 180, 54, _("deja fuera a los dos: no dice nada"))  # side-rule
    drawn.box(390, 390, 400, 60, _("5. Anota quién paga, usa o se beneficia (no decide)"))
    drawn.arrow(485, 286, 485, 386)
    drawn.arrow(705, 348, 705, 386)
    drawn.arrow(388, 420, 334, 420)
    drawn.box(60, 390, 270, 60, _("6. Da la vuelta a la flecha, mueve la frontera"))
    drawn.arrow(85, 388, 85, 128)
    drawn.text(150, 258, _("y pregunta otra vez"), width=110)
    return drawn
