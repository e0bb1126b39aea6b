"""Five minutes in the next class for each misconception, and the instructor's notes it belongs to."""

from __future__ import annotations

from dosclientes.language.translation import gettext as _

__all__ = ["activity", "lesson_of"]

_LESSONS = {
    "M1": "01", "M2": "02", "M3": "03", "M4": "02", "M5": "04", "M6": "04", "M7": "04", "M8": "05",
    "M9": "04", "M10": "04", "M11": "01", "M12": "07", "M13": "09", "M14": "07", "M15": "06", "M16": "03",
}  # fmt: skip


def lesson_of(code: str) -> str:
    """The lesson whose notes treat a misconception, such as "01"."""
    return _LESSONS[code]


def activity(code: str) -> str:
    """What to do for five minutes. Raises KeyError for an unknown misconception."""
    return {
        "M1": _(
            "Escribe en la pizarra una vacuna gratuita: quién paga, quién la recibe, para quién es. Cada "
            "pareja tacha lo que la definición no nombra. Solo queda quien recibe."
        ),
        "M2": _(
            "Elige un resultado de hoy, por ejemplo este cuaderno. Se levanta quien lo recibe; quien trabaja "
            "en la casa y no lo recibe se queda sentado y dice por qué no es cliente."
        ),
        "M3": _(
            "Una persona, tres tarjetas con tres resultados. A cada tarjeta, la clase dice en voz alta su "
            "papel. El papel cambia y la persona no."
        ),
        "M4": _(
            "Tres voluntarios pasan una hoja de mano en mano. Un cuarto da consejos sin tocarla. ¿Quién es "
            "cliente de quién? Se dibujan solo las flechas de la hoja."
        ),
        "M5": _(
            "Dibuja la frontera con una cuerda. Una empresa socia entra a ayudar: ¿se mueve la cuerda? "
            "Votación, y después se lee quién la emplea."
        ),
        "M6": _(
            "El proveedor de reactivos pide una previsión y la recibe. Dos flechas en la pizarra, una por "
            "resultado; cada pareja pone el papel en la punta de cada una."
        ),
        "M7": _(
            "Lista rápida de a quién le afecta el hospital. Para cada uno, una sola pregunta: ¿qué recibe de este "
            "resultado? Quien no recibe nada pasa a la columna «parte interesada»."
        ),
        "M8": _(
            "La dueña recibe hoy el informe de ventas y mañana un café. ¿De qué es cliente? Se repite con un "
            "resultado que no recibe: de ese no lo es, por mucho que sea suyo."
        ),
        "M9": _(
            "Plano del edificio en la pizarra con cinco personas. Se colorea primero quién está en la sala y "
            "después quién pertenece a la organización: los colores no coinciden."
        ),
        "M10": _(
            "La enfermera ingresada: dos mitades de la clase, una defiende «interna» y otra «externa», cada "
            "una con la definición en la mano. Se pregunta en qué papel recibe hoy."
        ),
        "M11": _(
            "Una distribuidora compra para revender. ¿Recibe? ¿Está fuera? Se busca entre todos otro cliente "
            "externo que no sea quien usa al final."
        ),
        "M12": _(
            "Cada cual piensa en un mal servicio del que no se quejó. Mano alzada: ¿cuántos? Se compara con el "
            "número de quejas y se escribe qué preguntar en su lugar."
        ),
        "M13": _(
            "Dibuja dos ejes, ánimo del equipo y satisfacción de quien recibe. La clase inventa un caso en "
            "cada esquina. Las cuatro son posibles: hace falta medir las dos cosas."
        ),
        "M14": _(
            "Tres peticiones de una colega: un requisito, un atajo peligroso y un favor. Por parejas, qué se "
            "contesta a cada una, y con qué razón."
        ),
        "M15": _(
            "Diez personas en fila; cada una pasa el recado bien nueve de cada diez veces. Se calcula 0,9 diez veces "
            "seguidas con la calculadora: queda poco más de un tercio."
        ),
        "M16": _(
            "Dos columnas, dentro y fuera. Cada pareja escribe una necesidad que oyó de verdad y la pone en su "
            "columna; después se busca la misma al otro lado. Casi siempre está."
        ),
    }[code]
