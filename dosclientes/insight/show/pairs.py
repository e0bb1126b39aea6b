"""Hand-ins that are alike, side by side, for a person to decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from html import escape

from dosclientes.curriculum.misconceptions import describe
from dosclientes.insight.alike.answers import FALSE, shared_answers
from dosclientes.insight.alike.measured import found_among
from dosclientes.insight.alike.together import TOGETHER, alike_together
from dosclientes.insight.alike.written import BAR, CODE, Copied, somebody_elses, written_alike
from dosclientes.insight.read.model import Group
from dosclientes.insight.show.figures import number, percent
from dosclientes.insight.show.parts import listed, paragraph
from dosclientes.insight.show.words import answer
from dosclientes.language.translation import gettext as _

__all__ = ["pairs"]


def pairs(group: Group) -> Iterator[str]:
    """What is alike and by how much, the texts beside each other, and what that does not mean."""
    yield f"<h2>{escape(_('Entregas que se parecen'))}</h2>"
    yield paragraph(
        _(
            "Que dos entregas se parezcan no dice por qué: lo decide una persona, después de hablar con las dos."
        ),
        _("Que aquí no salga nadie no prueba nada."),
    )
    yield listed(_rules(len(group.hand_ins)))
    alien = somebody_elses(group)
    if alien:
        yield f"<h3>{escape(_('Datos de otra persona'))}</h3>"
        yield listed(
            _("{student}: la entrega usa los datos de {other}.", student=group.students[row], other=other)
            for row, other in alien
        )
    told: dict[tuple[int, int], list[str]] = defaultdict(list)
    cells: dict[tuple[int, int], set[str]] = defaultdict(set)
    for one in written_alike(group):
        told[one.first, one.second].append(_words(one))
        cells[one.first, one.second] |= set(one.cells)
    for shared in shared_answers(group):
        told[shared.first, shared.second].append(
            _(
                "las mismas respuestas equivocadas, {n} donde por azar se esperan {expected}: {which}; y {right} de "
                "las acertadas",
                n=len(shared.answers),
                expected=number(shared.expected, 1),
                which="; ".join(_said(group, *key) for key in shared.answers),
                right=shared.right,
            )
        )
    for both in alike_together(group):
        told[both.first, both.second].append(
            _(
                "texto y respuestas, juntos, más cerca de lo que explica el azar; el texto, {near} de 1",
                near=number(both.near, 2),
            )
        )
        cells[both.first, both.second] |= set(both.cells)
    if not told and not alien:
        yield paragraph(_("Nada se parece más de lo esperado."))
    for pair in sorted(told):
        yield _pair(group, pair, told[pair], sorted(cells[pair]))


def _rules(people: int) -> Iterator[str]:
    """What is shown, how often chance does it, and what of copies is found."""
    yield _(
        "Respuestas: en {share} de las clases sin copias, como mucho, se nombra a alguien; texto y respuestas, juntos, "
        "en {both}.",
        share=percent(FALSE),
        both=percent(TOGETHER),
    )
    yield _(
        "Código: se muestra lo que comparte {bar} o más de lo propio, si es más de lo que daría el azar en {share} de "
        "las clases.",
        bar=percent(BAR),
        share=percent(CODE),
    )
    yield _(
        "Textos: se muestra lo que comparte {bar} o más de lo propio, y eso no es una probabilidad.",
        bar=percent(BAR),
    )
    yield _(
        "Lo que da la tarea, lo que tiene la solución y lo que escribe una quinta parte de la clase no cuenta."
    )
    found = found_among(people)
    yield _(
        "En clases simuladas de {people} personas, de cada 100 entregas copiadas enteras se ven {tenth} si se cambia "
        "una de cada diez palabras y {more} si son tres; por las respuestas solas, {answers}.",
        people=found.people,
        tenth=found.tenth,
        more=found.three_tenths,
        answers=found.answers,
    )


def _pair(group: Group, pair: tuple[int, int], told: list[str], cells: list[str]) -> str:
    people = [group.hand_ins[row] for row in pair]
    title = " · ".join(one.student for one in people)
    texts = "".join(
        f'<div><p class="label">{escape(f"{one.student}, {cell}")}</p><pre tabindex="0">'
        f"{escape(one.written[cell][1])}</pre></div>"
        for cell in cells
        for one in people
        if cell in one.written
    )
    beside = f'<div class="texts">{texts}</div>' if texts else ""
    return f"<section><h3>{escape(title)}</h3>{listed(told)}{beside}</section>"


def _words(one: Copied) -> str:
    share = percent(one.share)
    return {
        "text": _("texto: {share} de lo propio", share=share),
        "code": _("código, sin mirar nombres ni orden: {share} de lo propio", share=share),
        "numbers": _("números que nadie más tiene: {share}", share=share),
    }[one.kind]


def _said(group: Group, question: str, part: str, value: str) -> str:
    """A wrong answer in the item's words; or a misconception, which several of them show."""
    if not value:
        return f"{question} ({describe(question)})"
    asked = next(one for one in group.questions if one.name == question)
    return f"{question}, {answer(asked, part, value)}"
