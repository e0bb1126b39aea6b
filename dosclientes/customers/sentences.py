"""The sentences in which a verdict gives its reasons, in the reader's language.

Names bring their article, so no sentence puts one behind "a" or "de", where Spanish would contract it.
"""

from __future__ import annotations

from dosclientes.customers.parties import Boundary, Case
from dosclientes.customers.standards import cite
from dosclientes.language.translation import gettext as _


def labels() -> dict[str, str]:
    return {
        "internal": _("cliente interno"),
        "external": _("cliente externo"),
        "provider": _("proveedor"),
        "interested_party": _("parte interesada"),
        "none": _("ninguna de estas cosas"),
        "undetermined": _("sin determinar"),
    }


def boundary(declared: Boundary | None) -> str:
    if declared is None:
        return _("Nadie ha declarado una frontera ({clause}).", clause=cite("organisation"))
    return _(
        "Dentro de la frontera declarada: {boundary} ({clause}).",
        boundary=declared.name,
        clause=cite("organisation"),
    )


def output(case: Case) -> str:
    if case.output is None:
        return _(
            "Nadie ha dicho de qué salida se trata, y sin salida no hay cliente ({clause}).",
            clause=cite("output"),
        )
    clause = {
        "product": _("un producto ({clause})", clause=cite("product")),
        "service": _("un servicio ({clause})", clause=cite("service")),
    }.get(case.output.kind or "", _("resultado de un proceso ({clause})", clause=cite("output")))
    provider = case.output.provider
    if provider is None:
        return _("La salida es «{output}», {clause}.", output=case.output.name, clause=clause)
    return _(
        "La salida es «{output}», {clause}. La entrega {provider}.",
        output=case.output.name,
        clause=clause,
        provider=provider.name,
    )


def receipt(case: Case) -> str:
    if case.receives:
        return _sentence(_("{party} recibe la salida.", party=case.party.name))
    if case.could_receive:
        return _sentence(
            _(
                "{party} podría recibir la salida, y para la edición de 2015 eso cuenta.",
                party=case.party.name,
            )
        )
    if case.could_receive is False:
        return _sentence(_("{party} ni recibe la salida ni podría recibirla.", party=case.party.name))
    return _("No se sabe si {party} podría recibir la salida.", party=case.party.name)


def purpose(case: Case) -> str:
    name = case.party.name
    if case.intended_for and case.required_by:
        return _("La salida está pensada para {party}, que además la requiere.", party=name)
    if case.intended_for:
        return _("La salida está pensada para {party}.", party=name)
    if case.required_by:
        return _sentence(_("{party} requiere la salida.", party=name))
    if case.purpose is False:
        return _("La salida no está pensada para {party}, que tampoco la requiere.", party=name)
    return _("No se sabe si la salida está pensada para {party}, o si la requiere.", party=name)


def side(case: Case, declared: Boundary | None, label: str, lacking: tuple[str, ...]) -> list[str]:
    name = case.party.name
    if label == "internal":
        text = _(
            "La frontera abarca a {party} y a quien entrega: es un cliente interno ({clause}).",
            party=name,
            clause=cite("customer"),
        )
    elif label == "external" and declared is not None and declared.holds(case.party):
        text = _(
            "La frontera pasa entre quien entrega, que queda fuera, y {party}: es un cliente externo de quien "
            "entrega ({clause}).",
            party=name,
            clause=cite("customer"),
        )
    elif label == "external":
        text = _(
            "La frontera pasa entre quien entrega, que queda dentro, y {party}: es un cliente externo ({clause}).",
            party=name,
            clause=cite("customer"),
        )
    elif declared is None:
        text = _("{party} es cliente, pero sin frontera no hay dentro ni fuera.", party=name)
    elif lacking == ("boundary",):
        text = _(
            "{party} es cliente, pero la frontera deja fuera a los dos: no dice nada de ellos.", party=name
        )
    else:
        text = _("{party} es cliente, pero no está claro qué queda dentro y qué fuera.", party=name)
    return [_sentence(text)]


def otherwise(case: Case, label: str) -> list[str]:
    name = case.party.name
    lines = [_sentence(_("{party} no es cliente de esta salida.", party=name))]
    if label == "provider":
        text = _(
            "{party} aporta la salida o algo que hace falta para ella: es proveedor ({clause}).",
            party=name,
            clause=cite("provider"),
        )
    elif label == "interested_party":
        text = _(
            "{party} influye en ella, nota sus efectos o cree notarlos: es parte interesada ({clause}).",
            party=name,
            clause=cite("interested_party"),
        )
    elif label == "none":
        text = _("{party} ni la provee ni tiene interés en ella.", party=name)
    else:
        return lines
    return [*lines, _sentence(text)]


def notes(case: Case) -> str:
    """The annotations known to be true, and a payment known to be missing, which surprises; or nothing."""
    texts = {
        "pays": _("paga"),
        "uses": _("usa la salida"),
        "benefits": _("se beneficia"),
        "intermediary": _("hace de intermediario"),
        "final": _("está al final de la cadena"),
    }
    known = [text for name, text in texts.items() if getattr(case, name)]
    if case.pays is False:
        known.insert(0, _("no paga"))
    if not known:
        return ""
    listed = _("{first} y {last}", first=", ".join(known[:-1]), last=known[-1]) if known[1:] else known[0]
    return _("Se anota, sin que decida nada: {party} {notes}.", party=case.party.name, notes=listed)


def unknown(case: Case) -> tuple[str, ...]:
    """The facts that keep the third step from being answered."""
    names = ["could_receive"] if case.receipt is None else []
    if case.purpose is None:
        names += [name for name in ("intended_for", "required_by") if getattr(case, name) is None]
    return tuple(names)


def missing(names: tuple[str, ...]) -> str:
    questions = {
        "output": _("de qué salida se habla"),
        "boundary": _("qué frontera se toma, con quien entrega dentro"),
        "inside": _("de qué lado de la frontera está quien recibe"),
        "provider_inside": _("de qué lado de la frontera está quien entrega"),
        "receives": _("si recibe la salida"),
        "could_receive": _("si podría recibir la salida"),
        "intended_for": _("si la salida está pensada para quien la recibe"),
        "required_by": _("si requiere la salida"),
        "provides": _("si aporta la salida o algo que hace falta para ella"),
        "interested": _("si influye en ella o nota sus efectos"),
        "pays": _("si paga"),
    }
    return _("Falta saber: {facts}.", facts="; ".join(questions[name] for name in names))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
