"""The feedback page of an attempt: the questions, what the learner answered, and what to think about next."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from nbgrader import utils

from dosclientes.answers import Answer
from dosclientes.exercises.markup import escape, html, inline
from dosclientes.exercises.words import label_text, part_text
from dosclientes.items import Item, ResponseError, check_response, find
from dosclientes.language.translation import gettext as _
from dosclientes.language.translation import language
from dosclientes.pages import page
from dosclientes.paths import ROOT
from dosclientes.selfcheck.judge.written import LAST, written
from dosclientes.selfcheck.keep.attempt import Attempt
from dosclientes.selfcheck.read.assignment import Assignment
from dosclientes.selfcheck.running import SECONDS
from dosclientes.selfcheck.show.page import code, summary
from dosclientes.selfcheck.show.words import name_html, number_text, points_text, sign, state_text

__all__ = ["SHOWS_ITEM", "SKIPPED", "feedback_page", "is_place_to_write"]

SHOWS_ITEM = re.compile(r"""^(exercise|table)\(["']([\w-]+)["']\)\s*$""", re.MULTILINE)
"""A cell that shows an item of the assignment."""
SKIPPED = {"title", "hand-in"}


def feedback_page(
    attempt: Attempt,
    before: Attempt | None,
    assignment: Assignment,
    notebook: Any,
    clicks: Mapping[str, Answer],
) -> str:
    """The page, from the learner's notebook as it was run and judged."""
    writer = _Writer(attempt, assignment, notebook, clicks)
    body = [summary(attempt, before)]
    for cell in notebook.cells:
        if cell.get("id") == LAST:
            break
        if cell.get("id") not in SKIPPED:
            body.append(writer.cell(cell))
    heading = _("{name}: tu trabajo, comprobado", name=attempt.assignment.upper())
    return page(heading, "".join(body))


class _Writer:
    """Writes each kind of cell."""

    def __init__(
        self, attempt: Attempt, assignment: Assignment, notebook: Any, clicks: Mapping[str, Answer]
    ) -> None:
        self.attempt, self.assignment, self.notebook, self.clicks = attempt, assignment, notebook, clicks
        self.results = {one.id: one for one in attempt.results}
        self.given = {cell.get("id"): cell.source.strip() for cell in assignment.released.cells}

    def cell(self, cell: Any) -> str:
        label = cell.metadata.get("nbgrader", {})
        write: Callable[[Any], str]
        if label.get("grade_id") in self.assignment.questions:
            manual = self.assignment.questions[label["grade_id"]].manual
            write = self.manual if manual else self.verdict
        elif cell.cell_type == "markdown":
            write = self.text
        else:
            write = self.code
        return write(cell)

    def text(self, cell: Any) -> str:
        """What was asked; what the learner wrote stands with its question."""
        asked = self.given.get(cell.get("id")) == cell.source.strip()
        return html(cell.source) if asked and not is_place_to_write(cell) else ""

    def code(self, cell: Any) -> str:
        """The learner's code and its error; an exercise with the learner's answer."""
        shown = SHOWS_ITEM.search(cell.source)
        if shown and self.given.get(cell.get("id")) == cell.source.strip():
            return self.item(shown[2], shown[1] == "exercise")
        failed = [out for out in cell.outputs if out.output_type == "error"]
        own = utils.is_solution(cell) or self.given.get(cell.get("id")) != cell.source.strip()
        if not cell.source.strip() or not (own or failed):
            return ""
        told = "".join(f"<p>{escape(_said(out))}</p>" for out in failed)
        return f'<p class="label">{escape(_("Tu código"))}</p>\n{code(cell.source)}{told}\n'

    def item(self, item_id: str, clicked: bool) -> str:
        """An item's question, and what was clicked."""
        item = find(item_id, ROOT / "assignments" / language() / self.assignment.name)
        if not clicked:
            rows = "".join(
                f"<li><code>{escape(part['id'])}</code>: {inline(part['text'])}</li>"
                for key in ("cases", "steps")
                if key in item.parts
                for part in item.shuffled(key)
            )
            return f"{html(item.prompt)}<ul>{rows}</ul>\n"
        answer = self.clicks.get(item_id)
        told = f"<p>{escape(_('Sin responder.'))}</p>"
        if answer:
            try:
                told = _clicked(item, check_response(item, answer.response))
            except ResponseError as error:  # somebody edited the file
                told = f"<p>{escape(str(error))}</p>"
        label = escape(_("Tu respuesta"))
        return f'{html(item.prompt)}<p class="label">{label}</p>\n<div class="mine">{told}</div>\n'

    def verdict(self, cell: Any) -> str:
        """The outcome of a check and what it says."""
        one = self.results[cell.metadata.nbgrader["grade_id"]]
        told = "".join(f"<p>{escape(line)}</p>" for line in one.told.splitlines() if line.strip())
        return self._section(one, told)

    def manual(self, cell: Any) -> str:
        """A question for a person: what was written, and, once something is, by what to judge it."""
        one = self.results[cell.metadata.nbgrader["grade_id"]]
        question = self.assignment.questions[one.id]
        asked = self.given.get(cell.get("id"), "")
        text = written(self.notebook, self.assignment, one.id)
        if not text:
            told = _("Los criterios y los ejemplos se abren cuando hayas escrito algo.")
            return html(asked) + self._section(one, f"<p>{escape(told)}</p>")
        mine = (
            f'<p class="label">{escape(_("Lo que has escrito"))}</p>\n<div class="mine">{html(text)}</div>\n'
        )
        how = _(
            "Compara tu texto con los criterios y con los ejemplos, y date los puntos tú: con el botón del cuaderno "
            "o en la terminal. Cuentan en tu total, marcados como tuyos."
        )
        return html(asked) + mine + self._section(one, f"<p>{escape(how)}</p>{html(question.rubric)}")

    def _section(self, one: Any, content: str) -> str:
        # the outcome of what the learner assesses may change: it stands in the summary alone
        outcome = "" if one.state == "own" else f": {state_text(self.attempt, one)}"
        points = "" if one.state == "own" else f" · {points_text(self.attempt, one)}"
        head = f'<span aria-hidden="true">{sign(one)}</span> {one.number} · {name_html(one)}'
        return (
            f'<section class="{one.state}" id="{escape(one.id)}"><h3>{head}{escape(outcome)}{escape(points)}</h3>'
            f"{content}</section>\n"
        )


def _clicked(item: Item, response: Any) -> str:
    """A response in words: a line each for cases and options, numbered for an order."""
    if isinstance(response, dict):
        rows = [
            f"{escape(part_text(item, case))} → <strong>{escape(label_text(item, label))}</strong>"
            for case, label in response.items()
        ]
    elif isinstance(response, list):
        rows = [escape(part_text(item, name)) for name in response]
    else:
        return f"<p>{escape(part_text(item, response)) or escape(number_text(response))}</p>"
    kind = "ol" if item.kind == "order" else "ul"
    return f"<{kind}>{''.join(f'<li>{row}</li>' for row in rows)}</{kind}>"


def is_place_to_write(cell: Any) -> bool:
    """Whether a given cell only says where to write, such as *My answer:*."""
    text = cell.source.strip()
    return bool(text.startswith("*") and text.endswith(":*"))


def _said(output: Any) -> str:
    if output.ename == "CellTimeoutError":
        return _("Esta celda no terminó en {seconds} segundos y se interrumpió.", seconds=SECONDS)
    return f"{output.ename}: {output.evalue}" if output.evalue else str(output.ename)
