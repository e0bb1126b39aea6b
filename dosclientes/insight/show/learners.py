"""What learners' own records say of the lessons, on the page."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from dosclientes.curriculum.misconceptions import describe
from dosclientes.insight.count.records import Learned
from dosclientes.insight.show import drawn
from dosclientes.insight.show.figures import minutes, percent_between
from dosclientes.insight.show.parts import paragraph, table
from dosclientes.insight.show.words import confidence
from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import ngettext

__all__ = ["learners"]


def learners(found: Learned) -> Iterator[str]:
    """Objectives by the first answers to their questions, by how sure, and the misconceptions in all answers."""
    yield f"<h2>{escape(_('Las lecciones, según los registros'))}</h2>"
    yield paragraph(
        ngettext("Una persona ha dado su registro.", "{n} personas han dado su registro.", found.people),
        _("Cuenta la primera respuesta de cada persona a cada ejercicio."),
        _("Los minutos son la mediana desde la respuesta anterior; tras una pausa de media hora no cuentan."),
    )
    title = _("Aciertos a la primera en cada objetivo, por persona")
    yield drawn.intervals(title, [(one.name, one.share) for one in found.aims])
    head = (_("objetivo"), _("aciertan"), _("respuestas"), _("minutos"))
    lines = (
        (one.name, percent_between(one.share), str(one.answers), minutes(one.minutes)) for one in found.aims
    )
    yield table(_("Los objetivos en números"), head, lines)
    if found.surely:
        titles = (_("seguridad"), _("respuestas"), _("media"))
        rows = (
            (confidence(one.confidence), str(one.answers), percent_between(one.mean)) for one in found.surely
        )
        yield table(_("Aciertos según la seguridad, en los registros"), titles, rows)
    if found.held:
        titles = (_("confusión"), _("personas"), _("con seguridad"))
        shown = (
            (
                f"{one.code}: {describe(one.code)}",
                percent_between(one.share),
                f"{one.sure} / {one.asked}" if one.asked else "–",
            )
            for one in found.held
        )
        yield table(_("Confusiones en los registros"), titles, shown)
