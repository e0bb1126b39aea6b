"""What learners' own records say of the lessons, together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape

import numpy as np

from dosclientes.answers import CONFIDENCES
from dosclientes.curriculum.misconceptions import describe
from dosclientes.insight.count.estimates import Estimate, proportion
from dosclientes.insight.show import drawn
from dosclientes.insight.show.figures import percent, percent_between
from dosclientes.insight.show.parts import paragraph, table
from dosclientes.insight.show.words import confidence
from dosclientes.items.revisions import item_answered
from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import ngettext
from dosclientes.progress.lessons import lessons
from dosclientes.progress.schedule import Given

__all__ = ["Learned", "learned"]

Learned = Sequence[Sequence[Given]]
"""A list of answers for each learner."""


def learned(records: Learned) -> Iterator[str]:
    """Objectives by the first answers to their questions, and the misconceptions in all answers."""
    yield f"<h2>{escape(_('Las lecciones, según los registros'))}</h2>"
    yield paragraph(
        ngettext("Una persona ha dado su registro.", "{n} personas han dado su registro.", len(records)),
        _("Cuenta la primera respuesta de cada persona a cada ejercicio."),
    )
    first = [_first(one) for one in records]
    rows = list(_objectives(first))
    title = _("Aciertos a la primera en cada objetivo, por persona")
    yield drawn.intervals(title, [(name, share) for name, share, _answers in rows])
    lines = ((name, percent_between(share), str(answers)) for name, share, answers in rows)
    yield table(_("Los objetivos en números"), (_("objetivo"), _("aciertan"), _("respuestas")), lines)
    yield from _surely(first)
    codes = [{code for one in record for code in one.misconceptions} for record in records]
    counted = sorted({code for each in codes for code in each}, key=lambda code: int(code[1:]))
    every = [one for record in records for one in record]
    shown = (
        (
            f"{code}: {describe(code)}",
            percent(sum(code in each for each in codes) / len(codes)),
            _certain([one for one in every if code in one.misconceptions]),
        )
        for code in counted
    )
    if counted:
        head = (_("confusión"), _("personas"), _("con seguridad"))
        yield table(_("Confusiones en los registros"), head, shown)


def _surely(first: Sequence[dict[str, Given]]) -> Iterator[str]:
    """First answers by how sure people said they were; nothing where nobody was asked."""
    rows = []
    for name in CONFIDENCES:
        shares = [one.fraction for answers in first for one in answers.values() if one.confidence == name]
        if shares:
            rows.append((confidence(name), str(len(shares)), percent(float(np.mean(shares)))))
    if rows:
        head = (_("seguridad"), _("respuestas"), _("media"))
        yield table(_("Aciertos según la seguridad, en los registros"), head, rows)


def _certain(answers: Sequence[Given]) -> str:
    """How many of the answers with a known confidence came with "sure"."""
    asked = [one.confidence for one in answers if one.confidence in CONFIDENCES]
    return f"{asked.count('sure')} / {len(asked)}" if asked else "–"


def _first(record: Sequence[Given]) -> dict[str, Given]:
    found: dict[str, Given] = {}
    for one in sorted(record, key=lambda each: each.time):
        found.setdefault(item_answered(one.item) or one.item, one)
    return found


def _objectives(first: Sequence[dict[str, Given]]) -> Iterator[tuple[str, Estimate, int]]:
    for lesson in lessons():
        for aim in lesson.objectives:
            shares: dict[int, list[float]] = defaultdict(list)
            for person, answers in enumerate(first):
                for item in aim.items:
                    if item in answers:
                        shares[person].append(answers[item].fraction)
            if shares:
                means = np.array([float(np.mean(each)) for each in shares.values()])
                yield (
                    f"{lesson.number} {aim.verb} {aim.rest}",
                    proportion(means),
                    sum(map(len, shares.values())),
                )
