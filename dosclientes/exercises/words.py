"""The sentences that the widget and the text form of an exercise share."""

from __future__ import annotations

from typing import cast

from dosclientes.curriculum.misconceptions import describe
from dosclientes.curriculum.sections import place
from dosclientes.customers import Label, label_name
from dosclientes.items import Item, Remark, Score
from dosclientes.language.markdown import unmarked
from dosclientes.language.translation import gettext as _


def task(item: Item) -> str:
    """What kind of exercise it is."""
    return {
        "choice": _("Elige una"),
        "multi": _("Marca todas las que valgan"),
        "classify": _("Clasifica cada caso"),
        "order": _("Pon en orden"),
        "match": _("Empareja"),
        "number": _("Calcula"),
        "write": _("Escribe y compara"),
        "fill": _("Completa la celda"),
    }[item.kind]


def confidence_words() -> dict[str, str]:
    """The three degrees of confidence, as a learner would say them."""
    return {"sure": _("Lo sé"), "fairly": _("Lo creo"), "guess": _("Adivino")}


def verdict(score: Score) -> str:
    if score.correct:
        return _("Correcto.")
    return _("En parte.") if score.fraction > 0 else _("Todavía no.")


def calibration(score: Score, confidence: str) -> str | None:
    """A word on how sure the learner was, where it teaches something."""
    if confidence == "sure" and not score.correct:
        return _("Lo dabas por sabido: justo estos errores son los que más enseñan.")
    if confidence == "guess" and score.correct:
        return _("Acertaste adivinando: asegúrate de que la explicación te convence.")
    return None


def remarks(item: Item, score: Score) -> list[Remark]:
    """What is said of each part, in the order in which the form asked for them."""
    asked = [part["id"] for key in ("options", "cases") if key in item.parts for part in item.shuffled(key)]
    place = {part: number for number, part in enumerate(asked)}
    return sorted(score.remarks, key=lambda remark: place.get(remark.part, len(place)))


def misconception_words(score: Score) -> list[str]:
    """The misconceptions a response reveals, each in a sentence, without repetition."""
    codes = dict.fromkeys(remark.misconception for remark in score.remarks if not remark.right)
    return [_("Confusión frecuente: {what}.", what=describe(code)) for code in codes if code]


def read_on(item: Item, score: Score) -> list[str]:
    """Where to read on after a response that is not right."""
    if score.correct or not item.section:
        return []
    return [*misconception_words(score), again(item)]


def again(item: Item) -> str:
    """Which section to read again; the item has one."""
    return _("Para releer: {place}.", place=place(item.section))


def rungs(item: Item) -> list[str]:
    """The hints of an item, from where to look to the first step; none for graded work."""
    if not item.has_key or not item.section:
        return []
    written = item.parts.get("hints", {})
    told = [_("**Dónde mirar:** {place}.", place=place(item.section))]
    if written:
        told.append(_("**Qué regla:** {rule}", rule=written["rule"]))
        told.append(_("**Primer paso:** {step}", step=written["step"]))
    return told


def hint_cost() -> str:
    """What a hint costs."""
    return _("Una pista no quita puntos. Quita seguridad: con ella, lo más que cuenta es «Lo creo».")


def label_text(item: Item, label: str) -> str:
    """A label of a classify or match item as people read it."""
    for known in item.parts["labels"]:
        if isinstance(known, dict) and known["id"] == label:
            return unmarked(known["text"])
    return label_name(cast(Label, label))  # checked when the item was loaded


def part_text(item: Item, part: str) -> str:
    """The text of an option, case or step by its id; "" when there is none."""
    for key in ("options", "cases", "steps"):
        for known in item.parts.get(key, ()):
            if known["id"] == part:
                return unmarked(known["text"])
    return ""
