"""What is found, in sentences: flags, reasons for a word, names of questions and answers."""

from __future__ import annotations

import re

from dosclientes.curriculum.misconceptions import describe
from dosclientes.curriculum.sections import place
from dosclientes.insight.count.choices import OTHER
from dosclientes.insight.count.flags import Flag
from dosclientes.insight.read.model import Question
from dosclientes.insight.whole import Report, Row
from dosclientes.items import Item
from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import ngettext

__all__ = ["answer", "confidence", "findings", "flag", "prompt", "reason"]


_CASE = 60
"""Characters of a case before its label."""
_OFTEN = 0.1
"""The share of the class from which a misconception is among what to look at first."""


def prompt(question: Question, most: int = 400) -> str:
    """What a question asks, in plain words and not too many; "" if that is not known."""
    if question.item is None:
        return ""
    text = question.item.prompt
    if question.case is not None:
        text = _text(question.item, "cases", question.case)
    return _begun(text, most)


def answer(question: Question, part: str, value: str) -> str:
    """An answer in the item's words: the option, or the label, after its case where the question has several."""
    item = question.item
    if value == OTHER:
        words = _("otra respuesta, o ninguna")
    elif value == "✓":
        words = _("todo en orden")
    elif item is None:
        words = value
    elif item.kind in ("classify", "match"):
        words = _text(item, "labels", value)
    elif item.kind == "order":
        words = _("antes de tiempo: {step}", step=_text(item, "steps", value))
    else:
        words = _text(item, "options", value)
    words = re.sub(r"[*`]", "", words)
    if part and item is not None and question.case is None:
        words = f"{_case(item, part)}: {words}"
    return words


def confidence(name: str) -> str:
    """How sure somebody said they were."""
    return {"sure": _("lo sé"), "fairly": _("creo que sí"), "guess": _("adivino")}[name]


def flag(found: Flag, question: Question) -> str:
    """A flag in a sentence that says what to do."""
    if found.kind == "key":
        told = answer(question, found.part, found.value)
        return _("quienes más saben eligieron «{answer}»: mira la clave.", answer=told)
    return {
        "backwards": _("quienes más saben la responden peor: mira la clave y el enunciado."),
        "flat": _("todo el mundo tiene lo mismo: de lo que sabe cada cual no dice nada."),
        "easy": _("casi todo el mundo la acierta: sirve para animar, no para distinguir."),
        "hard": _("casi nadie la acierta: ¿se enseñó?, ¿se entiende el enunciado?"),
        "apart": _("apenas distingue a quien sabe de quien no."),
        "unknown": _("muy pocas personas para decir algo de ella."),
    }[found.kind]


def reason(name: str) -> str:
    """Why to have a word with somebody."""
    return {
        "half": _("tiene menos de la mitad de los puntos que se conocen"),
        "sure": _("se equivoca con seguridad en varias preguntas"),
        "repeated": _("repite una misma confusión en varias preguntas"),
    }[name]


def findings(report: Report) -> list[str]:
    """What to look at first, the gravest first: keys, points of an old key, misconceptions, the rest."""
    first = [_told(row, one) for row in report.rows for one in row.flags if one.kind in ("key", "backwards")]
    old = [
        ngettext(
            "{name}: los puntos de una persona no son los de la clave de ahora. Con «dosclientes regrade "
            "{task}» se ve qué cambia.",
            "{name}: los puntos de {n} personas no son los de la clave de ahora. Con «dosclientes regrade "
            "{task}» se ve qué cambia.",
            len(row.stale),
            name=row.question.name,
            task=report.group.assignment,
        )
        for row in report.rows
        if row.stale
    ]
    later = [
        _told(row, one)
        for row in report.rows
        for one in row.flags
        if one.kind in ("flat", "hard", "apart", "easy")
    ]
    return [*first, *old, *_frequent(report), *later]


def _frequent(report: Report) -> list[str]:
    """The misconceptions that most people show, with where to read on: two at most, and none of a single person's."""
    often = [one for one in report.confusions if round(one.share.value * one.share.n) > 1]
    often = [one for one in often if one.share.value >= _OFTEN]
    return [
        _(
            "{code}, {name}: la muestran {people} de {n} personas.",
            code=one.code,
            name=describe(one.code),
            people=round(one.share.value * one.share.n),
            n=one.share.n,
        )
        + (" " + _("Para volver a leer: {place}.", place=place(one.section)) if one.section else "")
        for one in sorted(often, key=lambda one: -one.share.value)[:2]
    ]


def _told(row: Row, one: Flag) -> str:
    return f"{row.question.name}: {flag(one, row.question)}"


def _case(item: Item, name: str) -> str:
    """A case by its first sentence; by more of it, where another one begins alike."""
    begun = [str(one["text"]).partition(". ")[0] for one in item.parts["cases"] if "text" in one]
    text = _text(item, "cases", name)
    first = text.partition(". ")[0]
    short = _begun(first, _CASE) if begun.count(first) == 1 else _begun(text, 2 * _CASE)
    return short.rstrip(".:")


def _begun(text: str, most: int) -> str:
    """Plain words, as many as there is room for."""
    text = re.sub(r"[*_`]", "", text).replace("\n", " ").strip()
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0].rstrip(' ,;:.')}…"


def _text(item: Item, key: str, name: str) -> str:
    for part in item.parts.get(key, ()):
        if not isinstance(part, str) and str(part["id"]) == name:
            return str(part.get("text", name))
    return _labels().get(name, name)


def _labels() -> dict[str, str]:
    return {
        "internal": _("cliente interno"),
        "external": _("cliente externo"),
        "provider": _("proveedor"),
        "interested_party": _("parte interesada"),
        "none": _("nada de eso"),
        "undetermined": _("no se puede decidir"),
    }
