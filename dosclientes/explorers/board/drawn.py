"""The drawn board: four quarters, a mark for each action, and where the simulated effect puts it."""

from __future__ import annotations

from collections.abc import Iterator

from dosclientes.customers import label_name
from dosclientes.exercises.markup import escape
from dosclientes.explorers.board.actions import ACTIONS, EASY, STRONG, quadrant
from dosclientes.explorers.board.plan import MOST_EFFORT, MOST_IMPACT, Plan, signed
from dosclientes.explorers.board.words import quadrant_names
from dosclientes.language.numerals import numeral
from dosclientes.language.translation import gettext as _

__all__ = ["comparison", "drawing", "lists"]

_LEFT, _TOP, _WIDTH, _HEIGHT = 54, 30, 620, 352
_SIZE = 13  # half a mark
_BESIDE = 30  # how far a mark moves if another stands in its place


def drawing(plan: Plan) -> str:
    """The board as SVG; the lists beside it say the same in words."""
    name = _("Tablero de esfuerzo e impacto. Las listas de debajo dicen lo mismo con palabras.")
    marks = "".join(_marks(plan))
    return (
        f'<svg class="dc-impact-board" viewBox="0 0 700 430" role="img" aria-label="{escape(name)}">'
        f"{_quarters()}{marks}</svg>"
    )


def _x(effort: float) -> float:
    return round(_LEFT + _WIDTH * effort / (MOST_EFFORT + 1), 1)


def _y(impact: float) -> float:
    return round(_TOP + _HEIGHT * (1 - impact / (MOST_IMPACT + 1)), 1)


def _quarters() -> str:
    right, bottom, names = _LEFT + _WIDTH, _TOP + _HEIGHT, quadrant_names()
    split_x, split_y = _x(EASY + 0.5), _y(STRONG - 0.5)
    corners = {
        "first": (_LEFT, _TOP - 10),  # where no mark can stand
        "plan": (split_x, _TOP - 10),
        "fill": (_LEFT, bottom - 8),
        "drop": (split_x, bottom - 8),
    }
    words = "".join(
        f'<text class="dc-quarter" x="{x + 6}" y="{y}">{escape(names[name])}</text>'
        for name, (x, y) in corners.items()
    )
    middle_x, middle_y = (_LEFT + right) / 2, (_TOP + bottom) / 2
    across, upwards = escape(_("esfuerzo (días) →")), escape(_("impacto (puntos) →"))
    axes = (
        f'<text x="{middle_x}" y="{bottom + 36}" text-anchor="middle">{across}</text>'
        f'<text transform="translate(16 {middle_y}) rotate(-90)" text-anchor="middle">{upwards}</text>'
    )
    ticks = "".join(
        f'<text x="{_x(days)}" y="{bottom + 16}" text-anchor="middle">{days}</text>'
        for days in (1, 8, 14, 20)
    ) + "".join(
        f'<text x="{_LEFT - 6}" y="{_y(points) + 5}" text-anchor="end">{points}</text>'
        for points in (10, 20, 30)
    )
    return (
        f'<rect x="{_LEFT}" y="{_TOP}" width="{_WIDTH}" height="{_HEIGHT}"/>'
        f'<path d="M{split_x} {_TOP}V{bottom}M{_LEFT} {split_y}H{right}"/>{words}{axes}{ticks}'
    )


def _marks(plan: Plan) -> Iterator[str]:
    """The lines to the simulated places, and then the marks, which lie above them."""
    taken: dict[tuple[int, int], int] = {}
    shapes = []
    for name, each in plan.placed.items():
        place = (each.effort, each.impact)
        x, y = _x(each.effort) + _BESIDE * taken.get(place, 0), _y(each.impact)
        taken[place] = taken.get(place, 0) + 1
        action = ACTIONS[name]
        if plan.compared:
            effect = action.effect
            there_x, there_y = _x(effect.effort), _y(effect.impact)
            yield f'<path class="dc-drift" d="M{x} {y}L{there_x} {there_y}"/>'
            yield f'<path class="dc-there" d="M{there_x - 5} {there_y - 5}l10 10m0 -10l-10 10"/>'
        shape = f'<circle cx="{x}" cy="{y}" r="{_SIZE}"/>'
        if action.side == "external":
            shape = f'<path d="M{x} {y - 17}l17 17l-17 17l-17 -17z"/>'
        css = f"dc-{action.side}{' dc-planned' if each.planned else ''}"
        number = f'<text x="{x}" y="{y + 5}">{action.number}</text>'
        shapes.append(f'<g class="dc-mark {css}">{shape}{number}</g>')
    yield from shapes


def lists(plan: Plan) -> str:
    """The four quarters in words, each with its actions."""
    panels = ""
    for name, title in quadrant_names().items():
        here = [action for action, each in plan.placed.items() if each.quadrant == name]
        rows = "".join(_row(plan, action) for action in here)
        rows = f"<ul>{rows}</ul>" if rows else f"<p>{escape(_('(nada todavía)'))}</p>"
        panels += f'<div class="dc-panel"><p class="dc-verdict">{escape(title)}</p>{rows}</div>'
    return f'<div class="dc-panels">{panels}</div>'


def _row(plan: Plan, name: str) -> str:
    action, each = ACTIONS[name], plan.placed[name]
    told = _("esfuerzo {days}, impacto {points}", days=each.effort, points=each.impact)
    star = f" <strong>★ {escape(_('en mi plan'))}</strong>" if each.planned else ""
    kind = f'<span class="dc-kind">({escape(label_name(action.side))})</span>'
    return f'<li class="dc-{action.side}">{action.number}. {escape(action.title)} {kind}<br>{escape(told)}{star}</li>'


def comparison(plan: Plan) -> str:
    """For each placed action, the learner's figures beside the simulated ones, as a table."""
    names = quadrant_names()
    columns = [_("acción"), _("tú"), _("simulado"), _("horas extra por semana")]
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in columns)
    rows = ""
    for name, each in plan.placed.items():
        action, effect = ACTIONS[name], ACTIONS[name].effect
        yours = _figures(each.effort, each.impact, names[each.quadrant], 0)
        there = _there(effect.effort, effect.impact, names)
        rows += (
            f'<tr><th scope="row">{action.number}. {escape(action.title)}</th><td>{escape(yours)}</td>'
            f"<td>{escape(there)}</td><td>{signed(effect.load)}</td></tr>"
        )
    note = _(
        "Los números simulados son prestados: vienen de diez filas de los datos de la lección. Sirven para ensayar una "
        "decisión, y no prueban nada de estas acciones en un hospital real."
    )
    return f'<table class="dc-numbers"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table><p>{escape(note)}</p>'


def _there(effort: float, impact: float, names: dict[str, str]) -> str:
    return _figures(effort, impact, names[quadrant(effort, impact)], 1)


def _figures(effort: float, impact: float, where: str, digits: int) -> str:
    words = {"days": numeral(effort, digits), "points": numeral(impact, digits), "where": where}
    return _("esfuerzo {days}, impacto {points}: {where}", **words)
