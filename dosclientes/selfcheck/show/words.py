"""What a learner is told of an attempt: the sentences that terminal, notebook and page share."""

from __future__ import annotations

from datetime import datetime

from dosclientes.exercises.markup import inline
from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import language, ngettext
from dosclientes.selfcheck.judge.result import Result
from dosclientes.selfcheck.keep.attempt import Attempt, Change, changes

__all__ = [
    "compared",
    "name_html",
    "name_text",
    "number_text",
    "points_text",
    "sign",
    "state_text",
    "time_text",
    "title",
    "total",
]


def title(attempt: Attempt) -> str:
    """The assignment and which attempt it is."""
    return _("{name} · intento {number}", name=attempt.assignment.upper(), number=attempt.number)


def name_html(one: Result) -> str:
    """What the page calls a question, such as *The ward, of the blood test*."""
    return inline(one.title or one.id)


def name_text(one: Result) -> str:
    """The same for a terminal."""
    return (one.title or one.id).replace("`", "")


def sign(one: Result) -> str:
    """A sign for the outcome, always shown beside its word."""
    return {"right": "✓", "partly": "◐", "wrong": "✗", "blank": "○", "unjudged": "?", "own": "✎"}[one.state]


def state_text(attempt: Attempt, one: Result) -> str:
    """The outcome in words."""
    if one.state == "own":
        return _("por valorar") if attempt.scored(one) is None else _("tu valoración")
    return {
        "right": _("correcto"),
        "partly": _("en parte"),
        "wrong": _("todavía no"),
        "blank": _("en blanco"),
        "unjudged": _("sin juzgar"),
    }[one.state]


def number_text(value: float) -> str:
    """A number as the reader's language writes it."""
    text = f"{value:g}"
    return text if language() == "en" else text.replace(".", ",")


def points_text(attempt: Attempt, one: Result) -> str:
    """Points got and points to get, such as `0,5 / 1`."""
    score = attempt.scored(one)
    return f"{'–' if score is None else number_text(score)} / {number_text(one.points)}"


def time_text(attempt: Attempt) -> str:
    """When it was checked, in the clock of this computer."""
    return f"{datetime.fromisoformat(attempt.time).astimezone():%Y-%m-%d %H:%M}"


def total(attempt: Attempt) -> list[str]:
    """The points in all, and which of them are the learner's own word."""
    score, points = number_text(attempt.score), number_text(attempt.points)
    lines = [_("Llevas {score} de {points} puntos.", score=score, points=points)]
    if attempt.own:
        lines.append(_("De ellos, {own} te los has dado tú.", own=number_text(attempt.own_score)))
    if attempt.waiting:
        lines.append(
            ngettext(
                "Falta que valores tú una respuesta ({points} puntos): lee los criterios y compárala.",
                "Falta que valores tú {n} respuestas ({points} puntos): lee los criterios y compáralas.",
                len(attempt.waiting),
                points=number_text(sum(one.points for one in attempt.waiting)),
            )
        )
    unjudged = [one for one in attempt.results if one.state == "unjudged"]
    if unjudged:
        numbers = ", ".join(one.number for one in unjudged)
        lines.append(_("Sin juzgar, y no cuentan como falladas: {numbers}.", numbers=numbers))
    return lines


def compared(before: Attempt | None, now: Attempt) -> list[str]:
    """What the attempt gained and lost since the one before."""
    if before is None:
        return []
    points = number_text(now.points)
    old, new = number_text(before.score), number_text(now.score)
    lines = [_("Antes {before} de {points}, ahora {now}.", before=old, points=points, now=new)]
    found = changes(before, now)
    for better, words in ((True, _("Ganado: {list}.")), (False, _("Perdido: {list}."))):
        listed = [
            f"{one.result.number} {name_text(one.result)} ({_difference(one)})"
            for one in found
            if (one.now > one.before) is better
        ]
        if listed:
            lines.append(words.format(list=", ".join(listed)))
    if not found:
        lines.append(_("Ninguna pregunta ha cambiado de puntos."))
    return lines


def _difference(one: Change) -> str:
    text = number_text(abs(one.now - one.before))
    return f"+{text}" if one.now > one.before else f"−{text}"
