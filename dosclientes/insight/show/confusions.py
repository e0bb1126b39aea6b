"""Misconceptions on the page: how many show each, where, how sure, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from dosclientes.curriculum.misconceptions import describe
from dosclientes.curriculum.sections import place
from dosclientes.insight.count.misconceptions import Confusion
from dosclientes.insight.show import drawn
from dosclientes.insight.show.activities import activity, lesson_of
from dosclientes.insight.show.figures import percent_between
from dosclientes.insight.show.parts import paragraph, table
from dosclientes.insight.whole import Report
from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import language, ngettext

__all__ = ["confusions"]


def confusions(report: Report, notes: str) -> Iterator[str]:
    """All that anybody shows or may show; nothing for a course whose answers reveal none."""
    if not report.confusions:
        return
    yield f"<h2>{escape(_('Las confusiones'))}</h2>"
    title = _("Parte de la clase que muestra cada confusión al menos una vez, con su intervalo")
    rows = [(f"{one.code} {describe(one.code)}", one) for one in report.confusions]
    yield drawn.intervals(title, [(name, one.share) for name, one in rows])
    head = (_("confusión"), _("la muestran"), _("quizá otras"), _("con seguridad"))
    lines = (
        (
            name,
            percent_between(one.share),
            str(one.perhaps or ""),
            f"{one.sure} / {one.asked}" if one.asked else "–",
        )
        for name, one in rows
    )
    yield table(_("Las confusiones en números"), head, lines)
    for name, one in rows:
        yield _section(report, name, one, notes)


def _section(report: Report, name: str, one: Confusion, notes: str) -> str:
    where = ", ".join(
        f"{report.rows[column].question.name} ({people})"
        for column, people in sorted(one.where.items(), key=lambda pair: -pair[1])
    )
    parts = [
        f"<h3>{escape(name)}</h3>",
        paragraph(_("Dónde: {where}.", where=where)) if where else "",
        paragraph(
            ngettext(
                "Otra persona pierde puntos donde puede ser la razón.",
                "Otras {n} personas pierden puntos donde puede ser la razón.",
                one.perhaps,
            )
        )
        if one.perhaps
        else "",
        paragraph(_("Para volver a leer: {place}.", place=place(one.section))) if one.section else "",
        paragraph(_("Cinco minutos en la próxima clase:"), activity(one.code)),
    ]
    if notes:
        file = f"{notes}/{lesson_of(one.code)}{'' if language() == 'en' else f'.{language()}'}.md"
        words = _("Notas para docentes de la lección {number}", number=lesson_of(one.code))
        parts.append(f'<p><a href="{escape(file)}">{escape(words)}</a></p>')
    return f"<section>{''.join(parts)}</section>"
