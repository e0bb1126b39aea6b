"""The page of a class: nobody is named in it, so that it can be shown to the class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import escape

import numpy as np

from dosclientes.insight.count.classical import Reliability
from dosclientes.insight.count.estimates import FEW
from dosclientes.insight.count.records import Learned
from dosclientes.insight.show import drawn
from dosclientes.insight.show.confusions import confusions
from dosclientes.insight.show.figures import coefficient, number
from dosclientes.insight.show.learners import learners
from dosclientes.insight.show.parts import STYLE, listed, paragraph, table
from dosclientes.insight.show.questions import details, overview
from dosclientes.insight.show.words import findings
from dosclientes.insight.whole import Report
from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import ngettext
from dosclientes.pages import page

__all__ = ["class_page"]


def class_page(report: Report, notes: str = "", lessons: Learned | None = None) -> str:
    """The whole page, in the reader's language.

    `notes` is where the instructor's notes are, as a page beside this one finds them; "" if nowhere. `lessons` is
    what learners' own records say.
    """
    heading = _("{name}: qué sabe la clase", name=report.group.assignment.upper())
    parts = [*_head(report), *_first(report), *_totals(report), *overview(report)]
    told = list(filter(None, map(details, report.rows)))
    parts += [f"<h2>{escape(_('Pregunta por pregunta'))}</h2>", *told] if told else []
    parts += confusions(report, notes)
    parts += learners(lessons) if lessons else []
    parts += _explained()
    return page(heading, "\n".join(parts), STYLE)


def _head(report: Report) -> Iterator[str]:
    group = report.group
    people = len(group.hand_ins)
    tongues = Counter(one.language for one in group.hand_ins if one.language)
    told = ", ".join(f"{code}: {times}" for code, times in sorted(tongues.items()))
    yield paragraph(
        ngettext(
            "Clase {course}: una entrega corregida.",
            "Clase {course}: {n} entregas corregidas.",
            people,
            course=group.course,
        ),
        ngettext("No entregó una persona.", "No entregaron {n} personas.", group.absent)
        if group.absent
        else "",
        _("Trabajaron en más de un idioma ({told}); las preguntas y claves son las mismas.", told=told)
        if len(tongues) > 1
        else "",
        _("Aquí no se nombra a nadie: esta página se puede enseñar en clase."),
    )
    if people < FEW:
        few = _(
            "Con menos de {few} personas un coeficiente no dice nada: se ven recuentos y partes con su intervalo.",
            few=FEW,
        )
        yield f'<p class="notice">{escape(few)}</p>'
    if not any(one.item for one in group.questions):
        bare = _(
            "De estas preguntas no hay claves que digan qué confusión revela cada respuesta: aquí está lo que "
            "dicen los puntos."
        )
        yield f'<p class="notice">{escape(bare)}</p>'


def _first(report: Report) -> Iterator[str]:
    yield f"<h2>{escape(_('Qué mirar primero'))}</h2>"
    found = findings(report)
    yield listed(found) if found else paragraph(_("Nada llama la atención."))


def _totals(report: Report) -> Iterator[str]:
    group, sums = report.group, report.totals
    full = float(group.full.sum())
    yield f"<h2>{escape(_('Los puntos'))}</h2>"
    if len(sums):
        title = _("Cuántas personas tienen cuántos puntos, de {full}", full=number(full, 0))
        yield drawn.totals(title, sums, full)
        told = {
            _("personas con todos los puntos"): str(len(sums)),
            _("media"): number(float(sums.mean()), 1),
            _("mediana"): number(float(np.median(sums)), 1),
        }
        if len(sums) >= FEW:
            told[_("desviación típica")] = number(float(sums.std(ddof=1)), 1)
        yield table(_("La suma de puntos"), (_("medida"), _("valor")), told.items())
    if group.waiting:
        yield paragraph(
            ngettext(
                "Una respuesta espera a una persona; quien la dio no entra en la suma ni en el alfa.",
                "{n} respuestas esperan a una persona; quienes las dieron no entran en la suma ni en el alfa.",
                group.waiting,
            )
        )
    yield from _reliability(report.reliability, report.without_blank, report.blank)


def _reliability(found: Reliability | None, without: Reliability | None, blank: int) -> Iterator[str]:
    yield f"<h3>{escape(_('Cuánto se puede fiar uno de la suma'))}</h3>"
    if found is None:
        yield paragraph(
            _(
                "No hay alfa: hacen falta al menos tres personas con todos los puntos, dos preguntas y sumas "
                "distintas."
            )
        )
        return
    yield paragraph(
        _(
            "Alfa de Cronbach: {alpha}, con {n} personas y {k} preguntas.",
            alpha=coefficient(found.alpha),
            n=found.alpha.n,
            k=found.questions,
        ),
        _("Error típico de medida: {error} puntos.", error=number(found.error, 1))
        if not found.alpha.says_nothing
        else "",
        _(
            "El alfa dice cuánto van juntas las preguntas en esta clase. No dice que midan una sola cosa, ni "
            "lo que se quería medir, ni que la nota sea justa; con muchas preguntas sube por sí solo."
        ),
    )
    if blank and without is not None and not found.alpha.says_nothing:
        yield paragraph(
            ngettext(
                "Una entrega no tiene ningún punto, y eso solo ya sube el alfa. Sin ella: {alpha}.",
                "{n} entregas no tienen ningún punto, y eso solo ya sube el alfa. Sin ellas: {alpha}.",
                blank,
                alpha=coefficient(without.alpha),
            )
        )


def _explained() -> Iterator[str]:
    yield f"<h2>{escape(_('Cómo leer los números'))}</h2>"
    yield listed(
        [
            _("«de … a …» es un intervalo: 95 de cada 100 intervalos así contienen el valor verdadero."),
            _(
                "Con el resto: correlación de la pregunta con los puntos de todas las demás. Por encima de 0,2 "
                "distingue; cerca de 0, no; por debajo, algo falla en la clave o en el enunciado."
            ),
            _(
                "Arriba menos abajo: cuánto más aciertan el 27 % con más puntos en las demás preguntas que el "
                "27 % con menos."
            ),
            _(
                "Una confusión cuenta cuando una respuesta la revela según su explicación. «Quizá» son pruebas "
                "de código que tratan de ella y no dicen por qué se falla."
            ),
            _(
                "Se leen el libro de notas y las entregas que hay en esta carpeta. Nada sale de este "
                "ordenador. «dosclientes insight --erase» borra todo lo que esta orden ha escrito."
            ),
        ]
    )
