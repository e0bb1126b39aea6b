"""What the map, the summary and the terminal say alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dosclientes.curriculum.misconceptions import describe
from dosclientes.curriculum.sections import place
from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import ngettext
from dosclientes.paths import typed
from dosclientes.progress.mastery import Standing, next_step

__all__ = ["SIGNS", "Line", "findings", "off_text", "state_words", "step_line", "time_left_text"]

_REVIEW = "review"
SIGNS = {"mastered": "✓", "known": "◔", "due": "↻", "shaky": "≈", "begun": "…", "new": "○"}
"""A sign a state, so that none is told by colour alone."""


def state_words() -> dict[str, str]:
    """The states in words."""
    return {
        "mastered": _("dominado"),
        "known": _("sabido un día"),
        "due": _("toca repasar"),
        "shaky": _("inseguro"),
        "begun": _("empezado"),
        "new": _("sin empezar"),
    }


class Line(NamedTuple):
    """A sentence, and the section or notebook that it sends to, "" if to none."""

    text: str
    opens: str = ""


def findings(stand: Standing) -> list[Line]:
    """Calibration, the most frequent misconception and what is due, each in a sentence, as far as there are any."""
    return [*_calibration(stand), *_confusion(stand), *_written(stand), *_due(stand)]


def _calibration(stand: Standing) -> Iterator[Line]:
    if stand.sure:
        told = _(
            "Cuando decías «lo sé», acertabas {right} de {sure} veces ({share} %).",
            right=stand.sure_right,
            sure=stand.sure,
            share=round(100 * stand.sure_right / stand.sure),
        )
        yield Line(told)


def _confusion(stand: Standing) -> Iterator[Line]:
    if stand.confusion and stand.confusion[1] > 0:
        code, times, section = stand.confusion
        told = ngettext(
            "Tu confusión más frecuente, una vez: {what}.",
            "Tu confusión más frecuente, {n} veces: {what}.",
            times,
            what=describe(code),
        )
        yield Line(told)
        if section:
            yield Line(_("Se trata en: {place}.", place=place(section)), section)


def _written(stand: Standing) -> Iterator[Line]:
    if stand.written:
        shares = [one.fraction for one in stand.written.values()]
        told = ngettext(
            "Has escrito y comparado un texto. Según tú cumple el {share} % de los criterios; no cuenta como "
            "dominado.",
            "Has escrito y comparado {n} textos. Según tú cumplen el {share} % de los criterios; no cuentan como "
            "dominados.",
            len(shares),
            share=round(100 * sum(shares) / len(shares)),
        )
        yield Line(told)


def _due(stand: Standing) -> Iterator[Line]:
    if stand.due:
        told = ngettext("Toca repasar un ejercicio.", "Toca repasar {n} ejercicios.", len(stand.due))
        yield Line(told, _REVIEW)


def step_line(stand: Standing) -> Line:
    """The one next step."""
    step = next_step(stand)
    if step.what == "review":
        return Line(_("Lo siguiente: repasa lo que te toca."), _REVIEW)
    if step.lesson:
        names = {"number": step.lesson.number, "title": step.lesson.title}
        return Line(_("Lo siguiente: la lección {number}, «{title}».", **names), step.lesson.section)
    return Line(_("Has terminado el curso y no toca repasar nada. Vuelve dentro de unos días."))


def time_left_text(minutes: int) -> str:
    """How long a lesson still takes."""
    if minutes == 0:
        return _("Has respondido todo lo que pregunta esta lección.")
    return _("Te quedan unos {minutes} minutos de esta lección.", minutes=minutes)


def off_text() -> str:
    """What is said where the record would be shown and is off."""
    return _(
        "El registro de progreso está apagado. Se enciende con `{command}`.", command=typed("progress --on")
    )
