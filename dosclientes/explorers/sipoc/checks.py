"""Lesson 06: is a SIPOC with its CTQ consistent? Each thing that is not, in a sentence that helps on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dosclientes.customers import classify, hospital
from dosclientes.explorers.sipoc.words import CUSTOMERS, DRIVER_OF, MEASURES, menus
from dosclientes.items import ResponseError
from dosclientes.items.scoring import read_number
from dosclientes.language.numerals import numeral
from dosclientes.language.translation import gettext as _

__all__ = ["Finding", "ctq_findings", "sides", "sipoc_findings", "written"]

Answers = Mapping[str, str]
_BETWEEN = 240
"""Minutes from eight, when Marta draws the blood, to twelve, when the doctor comes."""


class Finding(NamedTuple):
    """What is to be said of the field `field`."""

    field: str
    text: str


def sipoc_findings(answers: Answers) -> Iterator[Finding]:
    """What is inconsistent in suppliers, inputs, process, output and customers; empty fields are passed over."""
    for number in ("1", "2"):
        yield from _input_findings(answers, number)
    if answers.get("input1") and answers.get("input1") == answers.get("input2"):
        yield Finding("input2", _("La misma entrada está dos veces: ¿con qué más se hace un análisis?"))
    process = {
        "draw": _("Eso lo hace la planta, antes: es el proceso de quien entrega la muestra."),
        "treat": _("Eso lo hace quien recibe el resultado: es el proceso del cliente."),
    }.get(answers.get("process", ""))
    if process:
        yield Finding("process", process)
    if answers.get("output"):
        yield from _output_findings(answers["output"])
    if answers.get("output") == "blood_result":
        yield from _customer_findings(answers)


def sides(answers: Answers) -> dict[str, str]:
    """The label of each chosen customer, of the result and seen from the hospital, by the field's id."""
    boundary = hospital.around("hospital")
    return {
        field: classify(hospital.case(CUSTOMERS[answers[field]]), boundary).label
        for field in ("customer1", "customer2")
        if answers.get(field)
    }


def ctq_findings(answers: Answers) -> Iterator[Finding]:
    """What is inconsistent from need to limit; empty fields are passed over."""
    need, driver, measure = (answers.get(field, "") for field in ("need", "driver", "measure"))
    if need and driver and DRIVER_OF[need] != driver:
        words = menus()["driver"][driver]
        yield Finding(
            "driver", _("Aunque mejore «{driver}», esta necesidad puede seguir sin cubrirse.", driver=words)
        )
    if measure:
        yield from _measure_findings(driver, measure, answers.get("unit", ""))
    if answers.get("limit"):
        yield from _limit_findings(answers)


def written(limit: str) -> float | None:
    """The limit as a number, whichever decimal sign it has; None if it is no number."""
    try:
        return read_number(limit)
    except ResponseError:
        return None


def _input_findings(answers: Answers, number: str) -> Iterator[Finding]:
    chosen, supplier = answers.get(f"input{number}"), answers.get(f"supplier{number}")
    if not chosen:
        return
    flow = hospital.output(chosen)
    process = hospital.output("blood_result").process
    if chosen == "blood_result":
        yield Finding(f"input{number}", _("El resultado es lo que sale. ¿Con qué se hace?"))
    elif process is None or flow not in process.inputs:
        words = _("El laboratorio no usa «{input}» para hacer un análisis.", input=flow.name)
        yield Finding(f"input{number}", words)
    elif supplier and flow.provider != hospital.party(supplier):
        party = hospital.party(supplier).name
        yield Finding(
            f"supplier{number}",
            _(
                "«{input}» no sale de ahí ({party}): ¿de qué manos la recibe el laboratorio?",
                input=flow.name,
                party=party,
            ),
        )


def _output_findings(output: str) -> Iterator[Finding]:
    provider = hospital.output(output).provider
    if provider is not None and provider.id != "laboratory":
        yield Finding(
            "output",
            _(
                "Quien entrega «{output}» es {provider}. Y el laboratorio, ¿qué entrega?",
                output=hospital.output(output).name,
                provider=provider.name,
            ),
        )


def _customer_findings(answers: Answers) -> Iterator[Finding]:
    """Whoever receives nothing is no customer, by the decision procedure; and each stands on its side."""
    boundary = hospital.around("hospital")
    for field, wanted in (("customer1", "internal"), ("customer2", "external")):
        if not answers.get(field):
            continue
        verdict = classify(hospital.case(CUSTOMERS[answers[field]]), boundary)
        if verdict.label not in ("internal", "external"):
            yield Finding(field, " ".join(reason.text for reason in verdict.reasons if reason.step == 3))
        elif verdict.label != wanted:
            last = next(reason.text for reason in verdict.reasons if reason.step == 4)
            yield Finding(field, _("Es cliente, pero está del otro lado. {reason}", reason=last))


def _measure_findings(driver: str, measure: str, unit: str) -> Iterator[Finding]:
    belongs, right_unit = MEASURES[measure]
    words = menus()
    if measure == "good":
        text = _("Marta y el laboratorio contarían cosas distintas. ¿Qué se puede contar o cronometrar?")
        yield Finding("measure", text)
    elif measure == "bench":
        text = _("Ese reloj es del laboratorio. ¿Cuándo empieza a correr el de Marta, y cuándo se para?")
        yield Finding("measure", text)
    elif driver and belongs != driver:
        text = _("Esa medida no dice nada de «{driver}».", driver=words["driver"][driver])
        yield Finding("measure", text)
    if unit and right_unit and unit != right_unit:
        text = _("«{measure}» no se mide en esa unidad.", measure=words["measure"][measure])
        yield Finding("unit", text)


def _limit_findings(answers: Answers) -> Iterator[Finding]:
    try:
        limit = read_number(answers["limit"])
    except ResponseError as problem:
        yield Finding("limit", str(problem))
        return
    unit = answers.get("unit")
    text = ""
    if limit < 0:
        text = _("Un límite así no puede ser negativo.")
    elif limit == 0 and unit == "minutes":
        text = _("En 0 minutos no llega nada: ¿a partir de cuándo le sería inútil a Marta?")
    elif unit == "percent" and limit > 100:
        text = _("Un porcentaje no pasa de 100.")
    elif unit == "percent" and limit >= 50:
        text = _("Con ese límite podría fallar uno de cada dos: ¿diría Marta que está servida?")
    elif unit == "minutes" and answers.get("need") == "decide" and limit > _BETWEEN:
        text = _(
            "De ocho a doce van {minutes} minutos: el resultado llegaría tarde.", minutes=numeral(_BETWEEN)
        )
    if text:
        yield Finding("limit", text)
