"""Lesson 06: what each menu of the SIPOC and CTQ form offers, and what its entries belong to."""

from __future__ import annotations

from dosclientes.customers import hospital
from dosclientes.language.translation import gettext as _

__all__ = ["CUSTOMERS", "DRIVER_OF", "INPUTS", "MEASURES", "OUTPUTS", "SUPPLIERS", "menus", "names", "steps"]

INPUTS = ("specimen", "reagents", "blood_result", "meal")
SUPPLIERS = ("ward", "reagent_supplier", "kitchen", "insurer")
OUTPUTS = ("specimen", "blood_result", "discharge_report")
CUSTOMERS = {
    "ward": "result_for_ward",
    "community_health_centre": "result_for_centre",
    "insurer": "result_for_insurer",
    "accounting": "result_for_accounting",
    "reagent_supplier": "result_for_supplier",
}
"""Who may be chosen, and the ready-made case that says what they are of the result."""

DRIVER_OF = {"decide": "speed", "trust": "accuracy", "once": "specimens"}
"""What each need depends on."""

MEASURES = {
    "waiting": ("speed", "minutes"),
    "bench": ("speed", "minutes"),
    "corrected": ("accuracy", "percent"),
    "repeated": ("specimens", "percent"),
    "good": ("", ""),
}
"""The driver each measure belongs to, and its unit."""


def names() -> dict[str, str]:
    """Every field of the form, by id."""
    return {
        "input1": _("Entrada 1: ¿qué entra?"),
        "supplier1": _("Entrada 1: ¿quién la entrega?"),
        "input2": _("Entrada 2: ¿qué entra?"),
        "supplier2": _("Entrada 2: ¿quién la entrega?"),
        "process": _("Proceso: ¿qué hace el laboratorio?"),
        "output": _("Salida: ¿qué entrega?"),
        "customer1": _("Cliente de dentro del hospital"),
        "customer2": _("Cliente de fuera del hospital"),
        "need": _("Necesidad: ¿qué dice Marta?"),
        "driver": _("Factor: ¿de qué depende?"),
        "measure": _("Medida: ¿qué se mide?"),
        "limit": _("Límite: como máximo, ¿cuánto?"),
        "unit": _("¿En qué unidad?"),
    }


def menus() -> dict[str, dict[str, str]]:
    """The entries of each menu, by the field's id."""
    party = {name: hospital.party(name).name for name in (*SUPPLIERS, *CUSTOMERS)}
    flow = {name: hospital.output(name).name for name in (*INPUTS, *OUTPUTS)}
    inputs = {name: flow[name] for name in INPUTS}
    suppliers = {name: party[name] for name in SUPPLIERS}
    customers = {name: party[name] for name in CUSTOMERS}
    return {
        "input1": inputs,
        "supplier1": suppliers,
        "input2": inputs,
        "supplier2": suppliers,
        "process": _processes(),
        "output": {name: flow[name] for name in OUTPUTS},
        "customer1": customers,
        "customer2": customers,
        "need": _needs(),
        "driver": _drivers(),
        "measure": _measures(),
        "unit": {"minutes": _("minutos"), "percent": _("% de los resultados"), "degrees": _("grados")},
    }


def steps() -> list[tuple[str, str, str]]:
    """The laboratory's steps from within: what is done, who supplies it, and who is its customer."""
    ward, centre = _("la planta"), _("el centro de salud")
    register, analyse, validate = _("registrar la muestra"), _("analizarla"), _("validar el resultado")
    reception, analysis = hospital.party("reception").name, hospital.party("analysis").name
    validation, reagents = hospital.party("validation").name, hospital.party("reagent_supplier").name
    both = _("{first} y {last}", first=ward, last=centre)
    return [
        (register, ward, analysis),
        (analyse, _("{first} y {last}", first=reception, last=reagents), validation),
        (validate, analysis, both),
    ]


def _processes() -> dict[str, str]:
    return {
        "draw": _("extraer la sangre en la planta"),
        "test": _("registrar, analizar y validar la muestra"),
        "treat": _("decidir el tratamiento"),
    }


def _needs() -> dict[str, str]:
    return {
        "decide": _("«Saco sangre a las ocho: quiero el resultado a las doce»"),
        "trust": _("«Quiero fiarme del número que leo»"),
        "once": _("«No quiero pinchar dos veces al mismo paciente»"),
    }


def _drivers() -> dict[str, str]:
    return {
        "speed": _("rapidez"),
        "accuracy": _("exactitud"),
        "specimens": _("aprovechar cada muestra"),
        "kindness": _("amabilidad"),
    }


def _measures() -> dict[str, str]:
    return {
        "good": _("un servicio excelente"),
        "bench": _("tiempo que el aparato tarda en analizar"),
        "waiting": _("tiempo desde la extracción hasta que Marta lo ve"),
        "corrected": _("resultados corregidos después de enviarlos"),
        "repeated": _("resultados que exigieron una segunda muestra"),
    }
