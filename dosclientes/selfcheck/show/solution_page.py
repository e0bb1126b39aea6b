"""The solution of an assignment with its reasons, for a learner who has tried: it holds every secret there is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from nbgrader import utils

from dosclientes.exercises.markup import escape, html, inline
from dosclientes.exercises.words import label_text
from dosclientes.items import Item
from dosclientes.language.translation import gettext as _
from dosclientes.pages import page
from dosclientes.selfcheck.judge.written import LAST
from dosclientes.selfcheck.read.assignment import Assignment
from dosclientes.selfcheck.show.feedback_page import SHOWS_ITEM, SKIPPED, is_place_to_write
from dosclientes.selfcheck.show.page import code
from dosclientes.selfcheck.show.words import number_text

__all__ = ["solution_page"]

_SOLUTION = re.compile(r"^[ \t]*### BEGIN SOLUTION\n(.*?)^[ \t]*### END SOLUTION", re.MULTILINE | re.DOTALL)
_SCHEME = re.compile(r"=== BEGIN MARK SCHEME ===.*?=== END MARK SCHEME ===", re.DOTALL)


def solution_page(assignment: Assignment) -> str:
    """The page. Only for whoever may see solutions."""
    from autograde_tests.reasoning import reasons  # not part of the package: students do not get it

    why = reasons(assignment.name)
    note = _("Una solución, no la única: otras también son correctas. Busca en cada pregunta el porqué.")
    body = [f"<p>{escape(note)}</p>\n"]
    for cell in assignment.source.cells:
        if cell.get("id") == LAST:
            break
        if cell.get("id") not in SKIPPED:
            body += _cell(cell, assignment, why)
    heading = _("{name}: solución razonada", name=assignment.name.upper())
    return page(heading, "".join(body))


def _cell(cell: Any, assignment: Assignment, why: Mapping[str, str]) -> Iterator[str]:
    if utils.is_task(cell):
        yield html(_SCHEME.sub("", cell.source))
        yield _reason(cell, assignment, why)
        yield f'<p class="label">{escape(_("Criterios y ejemplos"))}</p>\n'
        yield html(assignment.questions[cell.metadata.nbgrader["grade_id"]].rubric)
    elif cell.cell_type == "markdown":
        yield "" if is_place_to_write(cell) else html(cell.source)
    elif utils.is_solution(cell):
        yield code(
            "\n\n".join(part.rstrip() for part in _SOLUTION.findall(cell.source))
        )  # without the skeleton
    elif utils.is_grade(cell):
        yield _reason(cell, assignment, why)
    else:
        shown = SHOWS_ITEM.search(cell.source)
        if shown:
            yield _item(shown[2], with_ids=shown[1] == "table")


def _reason(cell: Any, assignment: Assignment, why: Mapping[str, str]) -> str:
    question = assignment.questions[cell.metadata.nbgrader["grade_id"]]
    if question.id not in why:
        return ""
    head = _("Por qué, {number}", number=question.number)
    return (
        f'<section class="reason" id="{escape(question.id)}"><h3>{escape(head)} · {inline(question.title)}</h3>'
        f"{html(why[question.id])}</section>\n"
    )


def _item(item_id: str, with_ids: bool) -> str:
    from autograde_tests.checking import item as whole  # not part of the package: students do not get it

    item = whole(item_id)
    rows = "".join(f"<li>{row}</li>" for row in _rows(item, with_ids))
    return f'{html(item.prompt)}<ul class="why">{rows}</ul>\n'


def _rows(item: Item, with_ids: bool) -> Iterator[str]:
    """Each part of an item with what is right, and why; with the ids that a learner's code names it by."""

    def named(part: Mapping[str, Any]) -> str:
        return f"<code>{escape(part['id'])}</code>: " if with_ids else ""

    for option in item.parts.get("options", ()):
        right = bool(option.get("correct"))
        said = _("bien") if right else _("mal")
        yield (
            f'<span role="img" aria-label="{escape(said)}">{"✓" if right else "✗"}</span> '
            f"<strong>{inline(option['text'])}</strong> {inline(option['why'])}"
        )
    for case in item.parts.get("cases", ()):
        answer = escape(label_text(item, case["answer"]))
        yield f"{named(case)}{inline(case['text'])} → <strong>{answer}</strong>. {inline(case['why'])}"
    for place, step in enumerate(item.parts.get("steps", ()), 1):
        yield f"{place}. {named(step)}<strong>{inline(step['text'])}</strong>. {inline(step['why'])}"
    if item.kind == "number":
        yield f"<strong>{escape(number_text(item.parts['answer']))}</strong>. {inline(item.parts['why'])}"
