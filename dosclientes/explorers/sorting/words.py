"""The words of lesson 03's ten customers: who they are, what they receive, and what their traits look like."""

from __future__ import annotations

from dosclientes.language.translation import gettext as _


def organisations() -> dict[str, str]:
    return {
        "hospital": _("el hospital"),
        "software": _("la empresa de programas"),
        "restaurant": _("el restaurante"),
        "shop": _("la tienda"),
        "bakery": _("la panadería"),
        "agency": _("la agencia"),
    }


def outputs() -> dict[str, str]:
    return {
        "result": _("resultado de un análisis"),
        "care": _("cuidados"),
        "induction": _("curso de acogida"),
        "support": _("ayuda del soporte"),
        "lunch": _("comida del personal"),
        "umbrella": _("un paraguas"),
        "bread": _("pan"),
        "copy": _("texto para una infografía"),
    }


def stories() -> dict[str, tuple[str, str]]:
    """Each customer's name, and what happens."""
    return {
        "marta": (_("Marta, enfermera de planta"), _("Pide un análisis y lee el resultado en su pantalla.")),
        "centre": (
            _("El centro de salud asociado"),
            _("Manda muestras, recibe los resultados y paga la factura. Comparte logotipo con el hospital."),
        ),
        "carmen": (
            _("Carmen, paciente ingresada"),
            _("Su estancia es gratuita. Lo que más pide es que la traten con respeto."),
        ),
        "sara": (
            _("Sara, recién contratada en el hospital"),
            _("Hace el curso de acogida con ganas de sentirse una más."),
        ),
        "nuria": (
            _("Nuria, contable de la empresa"),
            _("Usa el programa que su empresa vende. Pide ayuda por el portal, con cargo a su departamento."),
        ),
        "tomas": (
            _("Tomás, aficionado al ajedrez"),
            _("Lleva las cuentas de su club con el programa. Llama al soporte, que es gratuito."),
        ),
        "ivan": (
            _("Iván, camarero"),
            _("A las doce, la cocinera le sirve el menú del día, antes de abrir."),
        ),
        "pia": (_("Pía, que pasaba por la calle"), _("Rompe a llover; entra y compra un paraguas.")),
        "bar": (
            _("El bar de la esquina"),
            _("Compra veinte barras para sus bocadillos. Se las dejan en la puerta de madrugada."),
        ),
        "candela": (
            _("Candela, que lleva las redes de la agencia"),
            _("Publica el texto de la redactora y le cuenta qué funcionó. Le importa que se vea su trabajo."),
        ),
    }


def telling_facts() -> dict[str, dict[str, str]]:
    """By customer and trait, what stands out in this case; other traits have their general words."""
    return {
        "marta": {
            "direct": _("no conoce a nadie del laboratorio"),
            "mutual": _("ella manda la muestra y recibe el resultado"),
        },
        "centre": {
            "direct": _("todo va por mensajería y por ordenador"),
            "mutual": _("él manda la muestra y recibe el resultado"),
            "label": _("de la muestra es proveedor; del resultado, cliente"),
            "consumes": _("usa el resultado para atender a otros"),
        },
        "carmen": {
            "pays": _("no paga la estancia"),
            "direct": _("la atienden cara a cara"),
            "need": _("busca respeto"),
        },
        "sara": {
            "direct": _("trata con la formadora en el aula"),
            "need": _("busca sentirse del equipo"),
            "mutual": _("en el curso solo recibe"),
        },
        "nuria": {
            "pays": _("paga su departamento, cuarenta euros por consulta"),
            "direct": _("solo trata con el portal"),
            "mutual": _("al soporte no le entrega nada"),
            "label": _("en el soporte es siempre «cliente 0117»"),
            "consumes": _("usa el mismo programa que se vende"),
        },
        "tomas": {
            "pays": _("la ayuda es gratuita"),
            "direct": _("habla por teléfono con la técnica"),
            "need": _("busca ocio"),
        },
        "ivan": {
            "direct": _("trata a diario con la cocinera"),
            "need": _("busca comer"),
            "consumes": _("come lo mismo que se sirve al público"),
        },
        "pia": {"direct": _("compra en el mostrador"), "need": _("busca no mojarse")},
        "bar": {
            "direct": _("a la hora del reparto no hay nadie"),
            "consumes": _("lo revende en bocadillos"),
        },
        "candela": {
            "direct": _("comparte mesa con la redactora"),
            "need": _("busca reconocimiento"),
            "mutual": _("recibe el texto y devuelve lo que ha aprendido"),
        },
    }


def general_facts() -> dict[str, dict[str, str]]:
    """By trait and sign, what it means where the case has no words of its own."""
    return {
        "pays": {"+": _("paga"), "-": _("no paga")},
        "direct": {"+": _("trato directo"), "-": _("sin trato directo")},
        "need": {
            "b": _("busca algo básico"),
            "s": _("busca algo social"),
            "w": _("busca algo para hacer su trabajo"),
        },
        "mutual": {"+": _("el trabajo va y viene"), "-": _("el trabajo va en un solo sentido")},
        "label": {"+": _("se le llama siempre cliente"), "-": _("es cliente según el momento")},
        "consumes": {
            "+": _("consume lo que se ofrece al público"),
            "-": _("no consume lo que se ofrece al público"),
        },
        "side": {
            "internal": _("la frontera abarca a los dos"),
            "external": _("la frontera pasa entre los dos"),
        },
    }
