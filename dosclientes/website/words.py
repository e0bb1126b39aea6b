"""The sentences that the script of an exercise says, in the reader's language; `{…}` are filled there."""

from __future__ import annotations

from dosclientes.exercises.words import calibration, hint_cost, verdict
from dosclientes.items import Score
from dosclientes.items.scoring import EXAMPLE
from dosclientes.language.numerals import signs, typed_number
from dosclientes.language.translation import gettext as _

__all__ = ["script_words"]


def script_words() -> dict[str, str]:
    """Each sentence by the name under which the script knows it."""
    right, partly, wrong = (Score(fraction, ()) for fraction in (1.0, 0.5, 0.0))
    return {
        "right": verdict(right),
        "partly": verdict(partly),
        "wrong": verdict(wrong),
        "sureButWrong": calibration(wrong, "sure") or "",
        "guessedRight": calibration(right, "guess") or "",
        "good": _("bien"),
        "bad": _("mal"),
        "rightAlready": _("Lo que ya está bien ({number})"),
        "others": _("¿Y las otras opciones?"),
        "toMark": _("Falta por marcar: {number}."),
        "choose": _("Elige una opción antes de responder."),
        "mark": _("Marca al menos una opción."),
        "missing": _("Faltan por responder: {number}."),
        "allSteps": _("Pon todos los pasos, cada uno una vez: van {done} de {all}."),
        "leftToPlace": _("Quedan por colocar: {number}."),
        "write": _("Escribe un número."),
        "noNumber": _(
            "«{text}» no es un número: escribe por ejemplo {example}.",
            text="{text}",
            example=typed_number(EXAMPLE),
        ),
        "twoWays": _("«{text}» puede ser {many} o {few}: escríbelo así."),
        "decimal": signs()[1],
        "writeFirst": _("Escribe antes tu versión, aunque sea una frase: la comparación viene después."),
        "compareNow": _("Guardado. Compara y marca lo que se cumple en tu texto."),
        "assessed": _(
            "Guardado. Según tú, se cumplen {number} de {all}. "
            "Lo has valorado tú: no cuenta como acierto ni como fallo."
        ),
        "hint": _("Pista {n} de {all}: quita seguridad, no puntos"),
        "hintCost": hint_cost(),
        "unsaved": _("Este navegador no deja guardar respuestas: valen hasta que cierres la página."),
        "forget": _("¿Borrar todas tus respuestas de este navegador? No se puede deshacer."),
        "forgotten": _("Borradas. En este navegador no queda ninguna respuesta tuya."),
    }
