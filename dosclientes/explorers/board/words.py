"""The words of lesson 10's ten actions: what is done, who receives what, and what speaks against it."""

from __future__ import annotations

from dosclientes.language.translation import gettext as _

__all__ = ["counter_arguments", "outputs", "quadrant_names", "titles"]


def titles() -> dict[str, str]:
    return {
        "labels": _("Acordar qué lleva la etiqueta de cada muestra (C89)"),
        "cases": _("Ensayar con las plantas errores pasados de medicación (C90)"),
        "forum": _("Abrir un foro de ideas sobre los avisos de avería (C91)"),
        "thanks": _("Agradecer al laboratorio, diciendo para qué sirvió el resultado (C92)"),
        "outing": _("Organizar una excursión para la plantilla (C48)"),
        "notice": _("Avisar por mensaje de la espera en urgencias (C44)"),
        "channels": _("Atender al centro de salud por teléfono y por la web (C107)"),
        "journey": _("Recorrer el ingreso como lo vive Carmen, y corregir lo que falla (C38)"),
        "meetings": _("Reunirse cada mes con el centro de salud por los informes de alta (C105)"),
        "forecast": _("Prever las camas del invierno y los turnos (C109)"),
    }


def outputs() -> dict[str, str]:
    """By action, who receives what."""
    return {
        "labels": _("el laboratorio recibe la muestra identificada"),
        "cases": _("la planta recibe la formación de la farmacia"),
        "forum": _("la planta recibe la avería reparada, si alguien pone en práctica la idea"),
        "thanks": _("el laboratorio recibe noticia de para qué sirvió su resultado"),
        "outing": _(
            "la plantilla recibe un día fuera: es el sentido «cualquier empleado», y ninguna entrega mejora"
        ),
        "notice": _("la paciente que espera recibe una información"),
        "channels": _("el centro de salud recibe respuesta a sus dudas"),
        "journey": _("la paciente recibe la atención corregida"),
        "meetings": _("el centro de salud recibe el informe de alta que necesita"),
        "forecast": _("la planta recibe una previsión con la que ordenar sus turnos"),
    }


def counter_arguments() -> dict[str, str]:
    return {
        "labels": _(
            "Un protocolo que nadie cumple de noche solo añade una firma. ¿Quién lo acordó y quién lo mirará?"
        ),
        "cases": _(
            "Formar no arregla un envase que se confunde con otro. ¿El fallo es de las personas o del proceso?"
        ),
        "forum": _("Escriben quienes tienen tiempo y ganas. La planta más cargada no aparecerá en el foro."),
        "thanks": _(
            "Si el resultado llega tarde, las gracias no lo adelantan. Y un «gracias» para todos no informa."
        ),
        "outing": _("Quien está de guardia se queda. Al volver, la muestra sigue sin etiqueta."),
        "notice": _(
            "Avisar de la espera no la acorta. Y alguien tiene que escribir y contestar los mensajes."
        ),
        "channels": _("Otro canal trae más preguntas. ¿Quién las atiende, y qué deja de hacer?"),
        "journey": _("Quien hace de paciente sabe que hoy no está enferma. Pregunta también a Carmen."),
        "meetings": _(
            "Una reunión no envía informes. Sin acuerdo y sin fecha, gasta las horas de las dos partes."
        ),
        "forecast": _("La previsión fallará algún día. Sin turnos que se puedan mover, saberlo no ayuda."),
    }


def quadrant_names() -> dict[str, str]:
    return {
        "first": _("Hacer primero"),
        "plan": _("Planificar"),
        "fill": _("De relleno"),
        "drop": _("Dejar"),
    }
