"""What learners' own records say of the lessons, together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape

import numpy as np

from dosclientes.curriculum.misconceptions import describe
from dosclientes.insight.count.estimates import Estimate, proportion
from dosclientes.insight.show import drawn
from dosclientes.insight.show.figures import percent, percent_between
from dosclientes.insight.show.parts import paragraph, table
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
    codes = [{code for one in record for code in one.misconceptions} for record in records]
    counted = sorted({code for each in codes for code in each}, key=lambda code: int(code[1:]))
    shown = (
        (f"{code}: {describe(code)}", percent(sum(code in each for each in codes) / len(codes)))
        for code in counted
    )
    if counted:
        yield table(_("Confusiones en los registros"), (_("confusión"), _("personas")), shown)


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
