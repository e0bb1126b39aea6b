"""The names of the running case's parties, with their articles, and of its outputs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import language


def party_names() -> Mapping[str, str]:
    """The name of each party, by id, in the language in force."""
    return _party_names(language())


@lru_cache(maxsize=4)
def _party_names(_language: str) -> Mapping[str, str]:
    return {
        "health_system": _("el sistema sanitario"),
        "hospital": _("el hospital"),
        "partner_hospital": _("el hospital asociado"),
        "community_health_centre": _("el centro de salud"),
        "ward": _("la planta de hospitalización"),
        "surgery": _("la planta de cirugía"),
        "medicine": _("la planta de medicina interna"),
        "intensive_care": _("la unidad de cuidados intensivos"),
        "triage": _("el puesto de triaje"),
        "emergency": _("el servicio de urgencias"),
        "laboratory": _("el laboratorio"),
        "reception": _("la recepción del laboratorio"),
        "analysis": _("la sala de análisis"),
        "validation": _("el puesto de validación"),
        "radiology": _("el servicio de radiología"),
        "pharmacy": _("la farmacia"),
        "sterilisation": _("la central de esterilización"),
        "kitchen": _("la cocina"),
        "laundry": _("la lavandería"),
        "porters": _("el equipo de celadores"),
        "it_desk": _("el servicio de informática"),
        "hr": _("el departamento de personal"),
        "facilities": _("el servicio de mantenimiento"),
        "purchasing": _("la oficina de compras"),
        "accounting": _("la oficina de contabilidad"),
        "board": _("el consejo de dirección"),
        "owner": _("la propietaria del hospital"),
        "nurse": _("la enfermera"),
        "nurse_as_patient": _("la enfermera ingresada como paciente"),
        "cleaning_firm": _("la empresa de limpieza contratada"),
        "reagent_supplier": _("el proveedor de reactivos"),
        "courier": _("la mensajería franquiciada"),
        "insurer": _("la aseguradora"),
        "ministry": _("el ministerio de sanidad"),
        "tax_inspector": _("la inspectora de hacienda"),
        "patient": _("el paciente"),
        "child": _("la niña vacunada"),
        "family": _("la familia del paciente"),
    }


def output_names() -> dict[str, str]:
    return {
        "blood_result": _("resultado de un análisis de sangre"),
        "care": _("atención médica"),
        "clean_linen": _("ropa limpia"),
        "clean_room": _("limpieza de la habitación"),
        "clinic_visit": _("consulta con el especialista"),
        "discharge_report": _("informe de alta"),
        "dose": _("dosis preparada"),
        "forecast": _("previsión de compras"),
        "home_medicines": _("medicamentos para casa"),
        "induction": _("curso de acogida"),
        "it_support": _("arreglo de un ordenador"),
        "licence": _("licencia de apertura"),
        "management_report": _("informe de gestión"),
        "meal": _("comida"),
        "reagents": _("reactivos"),
        "recruitment": _("selección de una persona"),
        "scan": _("radiografía"),
        "specimen": _("muestra de sangre"),
        "sterile_set": _("instrumental estéril"),
        "transport": _("transporte de muestras"),
        "vaccination": _("vacunación"),
    }
