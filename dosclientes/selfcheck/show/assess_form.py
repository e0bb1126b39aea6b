"""Judging one's own text in the notebook: the criteria, the example answers, and one's own points."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets

from dosclientes.exercises import light
from dosclientes.exercises.feedback import problem_html
from dosclientes.exercises.markup import escape, html
from dosclientes.language.translation import gettext as _
from dosclientes.selfcheck.judge.result import Result
from dosclientes.selfcheck.keep.attempt import Attempt
from dosclientes.selfcheck.keep.store import assess
from dosclientes.selfcheck.show.page import refresh_summary
from dosclientes.selfcheck.show.words import name_html

__all__ = ["assess_form"]


def assess_form(
    attempt: Attempt, one: Result, before: Attempt | None, show: Callable[[Attempt, Attempt | None], None]
) -> ipywidgets.Widget:
    """The form for one text; `show` is called with the attempt once points are noted."""
    heading = _("Valora tú lo que has escrito: {number}", number=one.number)
    summary = escape(_("Criterios y ejemplos"))
    waits = "" if one.id in attempt.own else " open"
    head = light.HTML(
        f'<p class="dc-verdict">✎ {escape(heading)} · {name_html(one)}</p>'
        f"<details{waits}><summary>{summary}</summary>{html(one.rubric)}</details>"
    )
    points = light.Dropdown(
        options=[(f"{value} / {one.points:g}", float(value)) for value in range(int(one.points) + 1)],
        value=attempt.own.get(one.id),
        description=_("Mis puntos"),
    )
    note, button = light.HTML(), light.Button(description=_("Apuntar"))

    def put(_button: ipywidgets.Button) -> None:
        if points.value is None:
            note.value = problem_html(_("Elige antes cuántos puntos te das."))
            return
        try:
            now = assess(attempt, one.id, points.value)
            refresh_summary(now, before)
        except OSError as error:
            note.value = problem_html(str(error.strerror or error))
            return
        show(now, before)

    button.on_click(put)
    row = light.Box([points, button])
    row.add_class("dc-buttons")
    return light.VBox([head, row, note])
