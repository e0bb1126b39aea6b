"""Lesson 07: what each party has to do with an output, in a sentence."""

from __future__ import annotations

from dosclientes.language.translation import gettext as _


def nothing() -> str:
    return _("Ni recibe esta salida ni la espera.")


def stories() -> dict[str, dict[str, str]]:
    """By output and party; a party that is not listed has nothing to do with the output."""
    return {
        "blood_result": _result(),
        "discharge_report": _report(),
        "vaccines": _vaccines(),
        "referral": _referral(),
    }


def _result() -> dict[str, str]:
    return {
        "laboratory": _("Analiza la muestra y entrega el resultado."),
        "ward": _("Marta lo pidió para decidir qué hacer con su paciente."),
        "pharmacy": _("Espera el resultado del riñón para ajustar las dosis."),
        "accounting": _("Cuenta cuántos análisis se hacen. El resultado no lo ve."),
        "community_health_centre": _("La doctora Ruiz mandó el tubo y espera el resultado."),
        "partner_hospital": _("No hace este análisis: lo encarga aquí."),
        "patient": _("Lo lee en su portal: habla de su salud."),
        "family": _("No lo recibe, porque el paciente no lo ha autorizado. Pero lo que diga le afecta."),
        "nurse_as_patient": _("Trabaja aquí y hoy está ingresada: la sangre es suya."),
        "insurer": _("Paga los análisis de sus asegurados. No recibe el resultado."),
        "ministry": _("Decide qué análisis ofrece la sanidad pública. Este no lo recibe."),
        "reagent_supplier": _("Vende los reactivos con que se hace el análisis."),
    }


def _report() -> dict[str, str]:
    return {
        "laboratory": _("Sus resultados son una parte del informe."),
        "ward": _("Marta y el médico lo escriben y lo entregan."),
        "pharmacy": _("Prepara con él la medicación que el paciente se lleva."),
        "accounting": _("Factura la estancia con otros datos. El informe no lo ve."),
        "community_health_centre": _("La doctora Ruiz lo necesita para seguir el tratamiento."),
        "partner_hospital": _("Este paciente no pasará por allí."),
        "patient": _("Se lo lleva a casa, escrito para que lo entienda."),
        "family": _(
            "Su hija lo cuidará; con permiso del paciente recibe una copia, escrita también para ella."
        ),
        "nurse_as_patient": _("También le darán el alta, y su informe."),
        "insurer": _("Paga la estancia. Recibe la factura, no el informe."),
        "ministry": _("Dice qué debe llevar todo informe de alta. Este no lo recibe."),
    }


def _vaccines() -> dict[str, str]:
    return {
        "pharmacy": _("Recibe las vacunas del fabricante, prepara los lotes y los reparte."),
        "ward": _("Pide vacunas para los ingresados con más riesgo."),
        "accounting": _("Paga la factura del fabricante. No recibe ni una dosis."),
        "community_health_centre": _("Pide un lote: allí vacunan a Leo y a Elia."),
        "partner_hospital": _("Pide un lote para sus propios pacientes."),
        "patient": _("Se la pondrán mañana, si acepta."),
        "family": _("No se vacuna en esta campaña. Si el paciente no enferma, sale ganando."),
        "nurse_as_patient": _("Se la pondrán mañana, como a los demás ingresados."),
        "insurer": _("Si hay menos gripe, gasta menos. De este lote ni recibe ni paga nada."),
        "ministry": _("Recomienda la vacuna. Este lote ni lo encarga ni lo recibe."),
        "cleaning_firm": _(
            "Sonia trabaja cada día en la planta. Su empresa pide dosis para ella y sus compañeros."
        ),
    }


def _referral() -> dict[str, str]:
    return {
        "community_health_centre": _("La doctora Ruiz la escribe y la manda."),
        "ward": _("La espera para preparar el ingreso."),
        "patient": _("Recibe una copia, que le explica por qué ingresa."),
        "family": _("No recibe la carta. Tendrá que organizarse según lo que diga."),
        "insurer": _("Pagará la estancia. La carta no le llega."),
        "ministry": _("Recomienda cuándo derivar. Esta carta no la recibe."),
    }
