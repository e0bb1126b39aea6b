"""The page of people, for whoever teaches them and nobody else: profiles, who needs a word, hand-ins alike."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from dosclientes.curriculum.misconceptions import describe
from dosclientes.curriculum.sections import place
from dosclientes.insight.count.profiles import Profile
from dosclientes.insight.read.aims import names as aims
from dosclientes.insight.show.figures import percent
from dosclientes.insight.show.pairs import pairs
from dosclientes.insight.show.parts import STYLE, listed, paragraph, table
from dosclientes.insight.show.words import reason
from dosclientes.insight.whole import Report
from dosclientes.language.translation import gettext as _
from dosclientes.pages import page

__all__ = ["people_page"]


def people_page(report: Report) -> str:
    """The whole page, in the reader's language."""
    heading = _("{name}: persona por persona", name=report.group.assignment.upper())
    warning = _(
        "Esta página nombra a personas: es para quien les da clase. No es una clasificación, y nada de lo que "
        "dice es una nota."
    )
    parts = [
        f'<p class="notice">{escape(warning)}</p>',
        *_words(report),
        *_profiles(report),
        *pairs(report.group),
    ]
    return page(heading, "\n".join(parts), STYLE)


def _words(report: Report) -> Iterator[str]:
    yield f"<h2>{escape(_('Con quién hablar'))}</h2>"
    lines = [
        f"{one.student}: {'; '.join(reason(name) for name in one.word)}."
        for one in report.profiles
        if one.word
    ]
    yield listed(lines) if lines else paragraph(_("Nadie llama la atención."))


def _profiles(report: Report) -> Iterator[str]:
    yield f"<h2>{escape(_('Qué sabe cada persona'))}</h2>"
    yield paragraph(
        _("En el orden de los identificadores."),
        _(
            "Cada columna es un objetivo de las lecciones y la media en las preguntas que lo practican; donde no "
            "se sabe el objetivo, la sección a la que mandan. Una pregunta puede contar en dos."
        ),
    )
    places = sorted({where for one in report.profiles for where in one.by_place if where})
    known = aims()
    names = {where: where if where in known else str(number) for number, where in enumerate(places, 1)}
    if places:
        yield listed(f"{names[where]}: {known.get(where) or place(where)}" for where in places)
    head = (_("persona"), _("puntos"), *names.values(), _("otras"), _("esperan"), _("confusiones"))
    yield table(_("Una fila por persona"), head, (_line(one, places) for one in report.profiles))
    codes = sorted({code for one in report.profiles for code in one.codes}, key=lambda code: int(code[1:]))
    yield listed(f"{code}: {describe(code)}" for code in codes) if codes else ""


def _line(one: Profile, places: list[str]) -> tuple[str, ...]:
    shares = (percent(one.by_place[where]) if where in one.by_place else "–" for where in (*places, ""))
    shown = ", ".join(f"{code} × {times}" if times > 1 else code for code, times in one.codes.items())
    return (one.student, percent(one.share), *shares, str(one.waiting or ""), shown)
