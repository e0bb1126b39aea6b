"""Why a test could not be judged, in a person's language: the two sides speak to each other in English."""

from __future__ import annotations

import re
from collections.abc import Callable

from dosclientes.grading.examiner.line import BUSY
from dosclientes.language.translation import gettext as _

__all__ = ["ended", "in_words"]


def ended(kind: str) -> str:
    """What an end of this kind means, to people; "" for one that has a reason of its own."""
    return {
        "timeout": _("se agotó el tiempo"),
        "busy": _("el ordenador estaba demasiado ocupado para ejecutarla a tiempo: califícala otra vez"),
        "memory": _("la entrega tomó más memoria de la que le toca"),
        "processor": _("la entrega tomó más tiempo de procesador del que le toca"),
        "processes": _("la entrega inició más procesos de los que le tocan"),
    }.get(kind, "")


def in_words(reason: str) -> str:
    """A fault's reason as a sentence; anything else, such as an exception of the test's, as it is."""
    broken = re.fullmatch(_BROKEN, reason, re.DOTALL)
    if broken is not None:
        why = in_words(broken[2])
        again = _("una celda anterior no se pudo ejecutar otra vez ({reason})", reason=why)
        said = again if broken[1] == _AGAIN else _("el kernel terminó antes ({reason})", reason=why)
        return said if broken[3] is None else f"{said}; {in_words(broken[3])}"
    doubt = re.fullmatch(_DOUBT, reason, re.DOTALL)
    if doubt is not None:
        return f"{in_words(doubt[1])}; {in_words(doubt[2])}"
    for pattern, sentence in _SENTENCES:
        found = re.fullmatch(pattern, reason, re.DOTALL)
        if found is not None:
            return sentence(found)
    return reason


_AGAIN = "an earlier cell could not be run again"
_BROKEN = rf"({_AGAIN}|the kernel ended in .+?) \((.*?)\)(?:; then (.*))?"
_DOUBT = (
    r"(the test was not tried with an object of type .+?|the answer asks for '.+?' of a function of the test's"
    r"|a test's value of type .+? cannot cross); then (.*)"
)
_SENTENCES: list[tuple[str, Callable[[re.Match[str]], str]]] = [
    (r"the time limit was reached", lambda m: ended("timeout")),
    (re.escape(BUSY), lambda m: ended("busy")),
    (
        r"more of the machine than one submission has: (\w+)",
        lambda m: ended(m[1]) or _("la entrega tomó más de lo que le toca ({what})", what=m[1]),
    ),
    (
        r"the student's kernel is no longer running|the other end closed the channel",
        lambda m: _("el kernel del estudiante ya no funciona"),
    ),
    (
        r"the examiner has ended \((.+)\)",
        lambda m: _("el examinador terminó antes de tiempo ({kind})", kind=m[1]),
    ),
    (
        r"whatever ran this hand-in has ended (\d+) times",
        lambda m: _("{count} trabajadores terminaron mientras la ejecutaban", count=m[1]),
    ),
    (
        r"the student's code ended its own process",
        lambda m: _("el código de la respuesta puso fin a su propio proceso"),
    ),
    (
        r"attribute '(.+?)' of an object of type (.+)",
        lambda m: _("la prueba pide el atributo «{name}» a un objeto de tipo {type}", name=m[1], type=m[2]),
    ),
    (
        r"operator (\w+) of an object of type (.+)",
        lambda m: _("la prueba usa el operador {name} con un objeto de tipo {type}", name=m[1], type=m[2]),
    ),
    (
        r"truth of an object of type (.+)",
        lambda m: _("la prueba pregunta si es verdadero un objeto de tipo {type}", type=m[1]),
    ),
    (
        r"a copy of an object of type (.+)",
        lambda m: _("la prueba copia un objeto de tipo {type}", type=m[1]),
    ),
    (
        r"a test deleted attribute '(.+?)' of an object of the student's",
        lambda m: _("la prueba borra el atributo «{name}» de un objeto del estudiante", name=m[1]),
    ),
    (
        r"a test's class derives from the student's (.+)",
        lambda m: _("una clase de la prueba se deriva de la del estudiante ({name})", name=m[1]),
    ),
    (
        r"data that may change in an object of type (.+)",
        lambda m: _("la prueba compara lo que puede cambiar dentro de un objeto de tipo {type}", type=m[1]),
    ),
    (
        r"a test looked into a student's (\w+) \((.+)\)",
        lambda m: _("la prueba mira dentro de lo que escribió el estudiante ({name})", name=m[2]),
    ),
    (
        r"the test was not tried with an object of type (.+)",
        lambda m: _("la prueba no se ha probado con un objeto de tipo {type}", type=m[1]),
    ),
    (
        r"the answer asks for '(.+)' of a function of the test's",
        lambda m: _("la respuesta pide «{name}» a una función de la prueba", name=m[1]),
    ),
    (
        r"a test's value of type (.+) cannot cross",
        lambda m: _("la prueba pasa a la respuesta un valor de tipo {type}, que no puede cruzar", type=m[1]),
    ),
    (
        r"a value of type (.+) cannot cross as data",
        lambda m: _("un valor de tipo {type} no puede cruzar como dato", type=m[1]),
    ),
    (
        r"a value of more than (\d+) MB cannot cross",
        lambda m: _("un valor de más de {size} MB no puede cruzar", size=m[1]),
    ),
    (
        r"nested too deeply|too many values|an integer is too large",
        lambda m: _("el valor es demasiado grande"),
    ),
    (
        r"calls between test and answer are nested too deeply",
        lambda m: _("la prueba y la respuesta se llaman una a otra demasiadas veces"),
    ),
    (
        r"module '(.+)' is not one the assignment uses",
        lambda m: _("el módulo «{name}» no es de los que usa la tarea", name=m[1]),
    ),
    (
        r"an argument changed its type|a changed argument of type .+|changed arguments could not be .+",
        lambda m: _("la respuesta cambió un argumento de un modo que no puede cruzar"),
    ),
    (r"malformed .+", lambda m: _("el kernel del estudiante envió algo que no se entiende")),
]
