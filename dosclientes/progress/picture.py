"""The mastery map as a picture and as a table."""

from __future__ import annotations

from html import escape as quoted

from dosclientes.exercises.links import link_html
from dosclientes.exercises.markup import escape
from dosclientes.figures import Picture
from dosclientes.language.translation import gettext as _
from dosclientes.progress.lessons import lessons
from dosclientes.progress.mastery import Standing, objective_state
from dosclientes.progress.words import SIGNS, findings, state_words, step_line

__all__ = ["map_html", "picture", "rows", "table_html"]

_INK, _PAPER = "var(--jp-content-font-color1, #212121)", "var(--jp-layout-color1, #fff)"
_TILE, _HIGH, _LEFT, _GAP = 128, 30, 232, 6
_FILL = {"mastered": 0.28, "known": 0.18, "due": 0.14, "shaky": 0.14, "begun": 0.06, "new": 0.0}
_BORDER = {"mastered": "none", "known": "none", "due": "7 4", "shaky": "2 3", "begun": "none", "new": "none"}


class _Map(Picture):
    """Tiles of one ink; a state is told by its sign, its border and how full the tile is."""

    smallest = 13

    def tile(self, x: float, y: float, width: float, text: str, state: str) -> None:
        self._parts.append(
            f'<rect x="{x}" y="{y}" width="{width}" height="{_HIGH}" rx="6" '
            f'style="stroke:{_INK};fill:{_INK};fill-opacity:{_FILL[state]}" '
            f'stroke-width="{1 if state == "new" else 2}" stroke-dasharray="{_BORDER[state]}"/>'
            f'<text x="{x + width / 2}" y="{y + _HIGH / 2}" text-anchor="middle" dominant-baseline="central" '
            f'font-size="13" style="fill:{_INK}">{SIGNS[state]} {quoted(text)}</text>'
        )

    def label(self, y: float, text: str) -> None:
        self._parts.append(
            f'<text x="4" y="{y + _HIGH / 2}" dominant-baseline="central" font-size="14" '
            f'style="fill:{_INK}">{quoted(text)}</text>'
        )


def picture(stand: Standing) -> Picture:
    """A row a lesson, a tile an objective."""
    known = lessons()
    width = _LEFT + max(len(lesson.objectives) for lesson in known) * (_TILE + _GAP)
    title = _("Tu mapa: qué dominas")
    drawn = _Map(
        width, len(known) * (_HIGH + _GAP) + _HIGH + 16, title, _("La tabla de debajo dice lo mismo.")
    )
    for row, lesson in enumerate(known):
        y = row * (_HIGH + _GAP) + 4
        drawn.label(y, f"{lesson.number} {_short(lesson.title, 27)}")
        for column, objective in enumerate(lesson.objectives):
            state = objective_state(lesson, objective, stand)
            drawn.tile(_LEFT + column * (_TILE + _GAP), y, _TILE, _short(objective.verb, 14), state)
    _legend(drawn, len(known) * (_HIGH + _GAP) + 14, width)
    return drawn


def _legend(drawn: _Map, y: float, width: float) -> None:
    """The states in words, in tiles as wide as their words ask for."""
    words, edge, x = state_words(), 5, 4.0
    share = (width - 2 * x) / sum(len(text) + edge for text in words.values())
    for state, text in words.items():
        wide = (len(text) + edge) * share
        drawn.tile(x, y, wide - _GAP, text, state)
        x += wide


def rows(stand: Standing) -> list[tuple[str, str, str]]:
    """Lesson, objective and state (a key of SIGNS), for every objective."""
    return [
        (
            f"{lesson.number} · {lesson.title}",
            f"{objective.verb} {objective.rest}",
            objective_state(lesson, objective, stand),
        )
        for lesson in lessons()
        for objective in lesson.objectives
    ]


def table_html(stand: Standing) -> str:
    """The map as a table."""
    words = state_words()
    head = "".join(f'<th scope="col">{escape(t)}</th>' for t in (_("Lección"), _("Objetivo"), _("Estado")))
    body = "".join(
        f"<tr><td>{escape(lesson)}</td><td>{escape(aim)}</td>"
        f'<td><span aria-hidden="true">{SIGNS[state]}</span> {escape(words[state])}</td></tr>'
        for lesson, aim, state in rows(stand)
    )
    caption = escape(_("Tu mapa, objetivo por objetivo"))
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def map_html(stand: Standing) -> str:
    """Picture, findings, next step, and the table folded away below."""
    told = "".join(f"<p>{link_html(line.opens, line.text)}</p>" for line in findings(stand))
    step = step_line(stand)
    folded = f"<details><summary>{escape(_('Lo mismo, en una tabla'))}</summary>{table_html(stand)}</details>"
    return f"{picture(stand)._repr_html_()}{told}<p><strong>{link_html(step.opens, step.text)}</strong></p>{folded}"


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
