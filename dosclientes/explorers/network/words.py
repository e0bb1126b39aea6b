"""The words of the network of areas: short names for its boxes, its outputs, and what is known of each."""

from __future__ import annotations

from dosclientes.language.translation import gettext as _

__all__ = ["output_names", "short_names", "stories"]


def short_names() -> dict[str, str]:
    """Names that fit the boxes of the network."""
    return {
        "accounting": _("Contabilidad"),
        "laundry": _("Lavandería"),
        "intensive_care": _("Cuidados intensivos"),
        "radiology": _("Radiología"),
        "purchasing": _("Compras"),
        "facilities": _("Mantenimiento"),
        "hr": _("Personal"),
        "surgery": _("Cirugía"),
        "ward": _("Planta"),
        "laboratory": _("Laboratorio"),
        "emergency": _("Urgencias"),
        "pharmacy": _("Farmacia"),
        "it_desk": _("Informática"),
        "sterilisation": _("Esterilización"),
        "kitchen": _("Cocina"),
        "cleaning_firm": _("Limpieza contratada"),
        "nurse_as_patient": _("Inés, ingresada"),
    }


def output_names() -> dict[str, str]:
    return {
        "it_support": _("ordenador arreglado"),
        "recruitment": _("persona seleccionada"),
        "job_profile": _("descripción del puesto"),
        "repair": _("avería reparada"),
        "sterile_set": _("instrumental estéril"),
        "cabinet": _("botiquín repuesto"),
        "order": _("pedido tramitado"),
        "blood_result": _("resultado de un análisis"),
        "clean_floor": _("suelo limpio"),
        "meal": _("cena"),
        "induction": _("curso de acogida"),
    }


def stories() -> dict[str, str]:
    return {
        "it_support": _(
            "Esta semana han fallado tres ordenadores: uno en la planta, otro en radiología y, en personal, el de las "
            "nóminas. Teo, de informática, los arregla."
        ),
        "recruitment": _(
            "Faltan una enfermera en la planta y una técnica en informática. Pilar, de personal, publica las plazas y "
            "encuentra a las dos. Contabilidad pregunta cuánto costarán."
        ),
        "job_profile": _(
            "Antes de publicar la plaza de técnica, Pilar pregunta qué hará esa persona. Teo, de informática, lo "
            "escribe y se lo manda a personal."
        ),
        "repair": _(
            "Se ha parado el horno de la cocina y gotea una lavadora de la lavandería. Iker, de mantenimiento, repara "
            "los dos. Si tarda, en la planta se comerá frío."
        ),
        "sterile_set": _(
            "Cirugía y urgencias han pedido sus cajas de instrumental. La central de esterilización las prepara y las "
            "envía. Hoy operan a Inés de una rodilla."
        ),
        "cabinet": _(
            "La farmacia repone los botiquines que están bajo mínimos. Esta mañana son dos: el de la planta y el de "
            "cuidados intensivos."
        ),
        "order": _(
            "El laboratorio ha pedido reactivos y la farmacia, sueros. Compras tramita los dos pedidos. Lo que cuesten "
            "saldrá en las cuentas que lleva contabilidad."
        ),
        "blood_result": _(
            "La planta y urgencias han pedido análisis, y el laboratorio manda los resultados. En contabilidad, dos "
            "pasillos más allá, trabajan seis personas del mismo hospital."
        ),
        "clean_floor": _(
            "Una empresa contratada friega cada noche los pasillos de la planta y de urgencias. Su gente lleva la "
            "tarjeta del hospital."
        ),
        "meal": _(
            "La cocina prepara dos cenas: la de quien está de guardia en urgencias y la de Inés, enfermera de cirugía, "
            "ingresada por una rodilla."
        ),
        "induction": _(
            "La empresa de limpieza empieza el lunes. Pilar, de personal, da un curso a su plantilla: residuos, "
            "salidas, lavado de manos."
        ),
    }
