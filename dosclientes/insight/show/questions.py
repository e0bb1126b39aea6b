"""Questions on the page: all of them in one picture and table, then each with its answers."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from dosclientes.curriculum.misconceptions import describe
from dosclientes.insight.count.estimates import FEW
from dosclientes.insight.count.flags import Flag
from dosclientes.insight.show import drawn
from dosclientes.insight.show.figures import coefficient, minutes, number, percent, percent_between
from dosclientes.insight.show.parts import paragraph, table
from dosclientes.insight.show.words import answer, confidence, flag, prompt
from dosclientes.insight.whole import Report, Row
from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import ngettext

__all__ = ["details", "overview"]


def overview(report: Report) -> Iterator[str]:
    """Every question: how much of it the class has, and how well it tells apart who knows."""
    yield f"<h2>{escape(_('Las preguntas'))}</h2>"
    title = _("Parte de los puntos que tiene la clase en cada pregunta, con su intervalo")
    yield drawn.intervals(title, [(row.question.name, row.count.mean) for row in report.rows])
    head = (
        _("pregunta"),
        _("puntos"),
        _("media"),
        _("desviación típica"),
        _("con el resto"),
        _("arriba menos abajo"),
        _("minutos"),
        _("esperan"),
    )
    yield table(_("Las preguntas en números"), head, map(_line, report.rows))
    people = len(report.group.hand_ins)
    if people < FEW:
        yield paragraph(
            _(
                "Desviación típica, «con el resto» y «arriba menos abajo»: muy pocas personas para decirlo ({n}).",
                n=people,
            )
        )


def details(row: Row) -> str:
    """One question: what it asks, its flags, its answers; open, since what is closed is not printed."""
    name = row.question.name
    parts = [paragraph(prompt(row.question))]
    parts += [f'<p class="notice">{escape(flag(one, row.question).capitalize())}</p>' for one in _told(row)]
    if row.chosen:
        caption = _("{name}: qué se respondió", name=name)
        head = (
            _("respuesta"),
            _("personas"),
            _("parte de quienes responden"),
            _("con el resto"),
            _("qué revela"),
        )
        parts.append(table(caption, head, _choices(row)))
    if row.surely:
        caption = _("{name}: aciertos según la seguridad", name=name)
        lines = (
            (confidence(one.confidence), str(one.answers), percent_between(one.mean)) for one in row.surely
        )
        parts.append(table(caption, (_("seguridad"), _("personas"), _("media")), lines))
    if row.twice:
        parts.append(_twice(row))
    inside = "".join(parts)
    if not inside:
        return ""
    told = f"{name} · {percent(row.count.mean.value)}"
    return f"<details open><summary><strong>{escape(told)}</strong></summary>{inside}</details>"


def _told(row: Row) -> Iterator[Flag]:
    """The flags; where the whole class is too small, the page says so once."""
    few = row.count.mean.n + row.count.waiting < FEW
    yield from (one for one in row.flags if not (few and one.kind == "unknown"))


def _line(row: Row) -> tuple[str, ...]:
    count = row.count
    few = count.mean.n + count.waiting < FEW
    return (
        row.question.name,
        number(row.question.full, 0 if row.question.full.is_integer() else 1),
        percent_between(count.mean),
        *(
            ("–",) * 3
            if few
            else (number(count.spread, 2), coefficient(count.rest), coefficient(count.tells))
        ),
        minutes(row.minutes),
        str(count.waiting or ""),
    )


def _choices(row: Row) -> Iterator[tuple[str, ...]]:
    for one in row.chosen:
        shown = f"{one.misconception}: {describe(one.misconception)}" if one.misconception else ""
        few = one.share.n < FEW or (one.people < FEW and not one.right)
        told = "–" if few else coefficient(one.rest)
        yield (
            answer(row.question, one.part, one.value) + (f" ✓ {_('(la clave)')}" if one.right else ""),
            str(one.people),
            percent_between(one.share),
            told,
            shown,
        )


def _twice(row: Row) -> str:
    assert row.twice is not None
    one = row.twice
    low, high = number(one.difference.low, 2), number(one.difference.high, 2)
    return paragraph(
        ngettext(
            "Una respuesta tiene puntos de dos personas.",
            "{n} respuestas tienen puntos de dos personas.",
            one.same.n,
        ),
        _("Los mismos puntos: {share}.", share=percent_between(one.same)),
        _(
            "La segunda da de media {mean} puntos más (de {low} a {high}).",
            mean=number(one.difference.value, 2),
            low=low,
            high=high,
        ),
        _("Kappa con pesos cuadráticos: {kappa}.", kappa=number(one.kappa, 2)) if one.same.n >= FEW else "",
    )
