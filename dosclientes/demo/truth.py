"""A drawn class on `dosclientes insight`'s pages, beside the truth that only whoever drew it knows."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from dosclientes.curriculum.misconceptions import describe
from dosclientes.demo.learners import draw
from dosclientes.demo.simulated import Asked, Sheet, as_group, asked, sheet
from dosclientes.insight.count.estimates import Estimate
from dosclientes.insight.show import drawn
from dosclientes.insight.show.figures import number, percent, percent_between
from dosclientes.insight.show.parts import STYLE, listed, paragraph, table
from dosclientes.insight.whole import Report, report
from dosclientes.language.translation import gettext as _
from dosclientes.pages import page

__all__ = ["Compared", "Truth", "compare", "summary", "truth_page"]

_POOL, _SEED = 2_000, 19


@dataclass(frozen=True)
class Compared:
    """An estimate of the class, what is so in the world it was drawn from, and what both are of.

    `held` is the share of this class that was drawn with a misconception, where it is about one.
    """

    name: str
    estimate: Estimate
    truth: float
    held: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the interval holds the truth."""
        return self.estimate.low <= self.truth <= self.estimate.high


@dataclass(frozen=True)
class Truth:
    """All that is compared: questions, misconceptions and alpha; `ability` is the squared correlation of the sum of
    points with the abilities drawn, which is what alpha estimates from below.
    """

    questions: Sequence[Compared]
    misconceptions: Sequence[Compared]
    alpha: Compared | None
    ability: float

    @property
    def every(self) -> list[Compared]:
        """All that have an interval."""
        return [*self.questions, *self.misconceptions, *([self.alpha] if self.alpha else [])]


def compare(sheets: Sequence[Sheet], lang: str) -> Truth:
    """A class of A1 and the world it is from: as many learners as suffice, drawn in the same way."""
    questions = asked("a1", lang)
    here, world = report(as_group(questions, sheets)), report(as_group(questions, _world(questions)))
    means = [
        Compared(one.question.name, one.count.mean, true.count.mean.value)
        for one, true in zip(here.rows, world.rows, strict=True)
    ]
    everywhere = {one.code: one.share.value for one in world.confusions}
    shown = [
        Compared(one.code, one.share, everywhere.get(one.code, 0.0), _held(sheets, one.code))
        for one in here.confusions
    ]
    both = here.reliability, world.reliability
    alpha = Compared("alpha", both[0].alpha, both[1].alpha.value) if both[0] and both[1] else None
    return Truth(means, shown, alpha, _ability(here, sheets))


def truth_page(found: Truth, people: int) -> str:
    """The comparison as a page, in the reader's language."""
    heading = _("A1: el informe y la verdad")
    return page(heading, "\n".join([*_head(found, people), *_tables(found), *_read()]), STYLE)


def _head(found: Truth, people: int) -> Iterator[str]:
    yield paragraph(
        _(
            "Una clase de {n} personas que no existen: cada una se ha sorteado con una capacidad y unas confusiones, "
            "y de ellas salen sus respuestas. Por eso se sabe la verdad, que en una clase de verdad no sabe nadie.",
            n=people,
        ),
        summary(found),
    )


def summary(found: Truth) -> str:
    """How many intervals hold the truth, in a sentence."""
    return _(
        "{inside} de {all} intervalos contienen la verdad; se prometen 95 de cada 100.",
        inside=sum(one.holds for one in found.every),
        all=len(found.every),
    )


def _tables(found: Truth) -> Iterator[str]:
    yield f"<h2>{escape(_('Las preguntas'))}</h2>"
    title = _("Parte de los puntos en cada pregunta: el informe, con su intervalo, y la verdad como rombo")
    yield drawn.intervals(
        title,
        [(one.name, one.estimate) for one in found.questions],
        [one.truth for one in found.questions],
    )
    head = (_("pregunta"), _("informe"), _("verdad"), _("dentro"))
    yield table(_("Las preguntas en números"), head, map(_line, found.questions))
    yield f"<h2>{escape(_('Las confusiones'))}</h2>"
    title = _("Quién muestra cada confusión: el informe, con su intervalo, y la verdad como rombo")
    rows = [(f"{one.name} {describe(one.name)}", one) for one in found.misconceptions]
    yield drawn.intervals(
        title, [(name, one.estimate) for name, one in rows], [one.truth for _name, one in rows]
    )
    titles = (_("confusión"), _("la muestran"), _("verdad"), _("dentro"), _("la tienen"))
    lines = ((name, *_line(one)[1:], percent(one.held or 0.0)) for name, one in rows)
    yield table(_("Las confusiones en números"), titles, lines)
    if found.alpha:
        one = found.alpha
        yield f"<h2>{escape(_('Los puntos'))}</h2>"
        yield paragraph(
            _(
                "Alfa: {alpha} (de {low} a {high}); en verdad, {truth}. El cuadrado de la correlación de los puntos "
                "con la capacidad sorteada es {ability}.",
                alpha=number(one.estimate.value, 2),
                low=number(one.estimate.low, 2),
                high=number(one.estimate.high, 2),
                truth=number(one.truth, 2),
                ability=number(found.ability, 2),
            )
        )


def _read() -> Iterator[str]:
    yield f"<h2>{escape(_('Cómo leer los números'))}</h2>"
    yield listed(
        [
            _("La verdad es la de {n} personas sorteadas del mismo modo.", n=_POOL),
            _(
                "Una clase que sabe algo más que otras sabe más en casi todas las preguntas: los intervalos que no "
                "contienen la verdad fallan juntos, y en la mayoría de las clases fallan pocos o ninguno."
            ),
            _(
                "«La muestran» no es «la tienen»: quien no sabe elige a veces la misma respuesta por azar, y quien la "
                "tiene no siempre la enseña. El informe cuenta respuestas; lo que alguien piensa se pregunta."
            ),
        ]
    )


def _line(one: Compared) -> tuple[str, ...]:
    return one.name, percent_between(one.estimate), percent(one.truth), _("sí") if one.holds else _("no")


def _world(questions: Sequence[Asked]) -> list[Sheet]:
    chance = random.Random(_SEED)
    return [sheet(questions, one, chance) for one in draw([str(n) for n in range(_POOL)], chance)]


def _held(sheets: Sequence[Sheet], code: str) -> float:
    return sum(code in one.who.misconceptions for one in sheets) / len(sheets)


def _ability(here: Report, sheets: Sequence[Sheet]) -> float:
    sums, abilities = here.group.points.sum(axis=1), [one.who.ability for one in sheets]
    varied = len(sheets) > 1 and np.ptp(sums) > 0
    return float(np.corrcoef(sums, abilities)[0, 1] ** 2) if varied else np.nan
