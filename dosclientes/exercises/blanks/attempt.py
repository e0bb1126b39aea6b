"""One run of a cell with blanks: judged, kept as an attempt, and shown; after an attempt, with a solution to open."""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from IPython.display import display

from dosclientes.answers import Answer, AnswerBook
from dosclientes.curriculum.sections import place
from dosclientes.exercises.blanks.judging import Outcome, judge, solution
from dosclientes.exercises.events import Committed, publish
from dosclientes.exercises.feedback import problem_html
from dosclientes.exercises.links import link_html
from dosclientes.exercises.markup import escape, html
from dosclientes.exercises.words import task
from dosclientes.items import Item, ItemError, Remark, Score, UnknownItemError, find_cell
from dosclientes.items.revisions import answer_name
from dosclientes.language.translation import gettext as _

__all__ = ["Filled", "fill_in"]

_MOST_LETTERS = 4000


def fill_in(cell_id: str, code: str, names: MutableMapping[str, Any]) -> Filled | None:
    """Check the code of a cell with blanks, in a notebook whose names are `names`; what it makes stands there after.

    The value of its last line is displayed, as after any cell. Nothing is raised: what is wrong is said.
    """
    try:
        item = find_cell(cell_id)
    except (UnknownItemError, ItemError) as problem:
        print(problem)
        return None
    outcome = judge(item, code, names)
    names.update(outcome.names or {})
    if outcome.shown is not None:
        display(outcome.shown)
    return Filled(item, outcome, code)


class Filled:
    """A cell with blanks, judged: one sentence and, once it was tried, a solution folded away."""

    def __init__(self, item: Item, outcome: Outcome, code: str) -> None:
        self.item, self._outcome = item, outcome
        self._book = AnswerBook(Path.cwd())
        self._notices: list[str] = []
        if outcome.right is not None:
            self._keep({"text": code.strip()[:_MOST_LETTERS], "right": outcome.right})
        self._tried = self._last() is not None

    def __repr__(self) -> str:
        lines = [*self._problems(), f"{self._sign()} {self._told()}".strip()]
        if self._tried:
            lines += ["", _("Una solución:"), solution(self.item).rstrip()]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        css = {True: " dc-right", False: " dc-wrong", None: ""}[self._outcome.right]
        sign = f'<span aria-hidden="true">{self._sign()}</span> ' if self._sign() else ""
        verdict = f'<p class="dc-verdict">{sign}{escape(self._verdict())}</p>' if sign else ""
        return (
            f'<div class="dc-box dc-fill" role="group" aria-label="{escape(task(self.item))}">'
            f"{''.join(map(problem_html, self._problems()))}"
            f'<div class="dc-feedback{css}" role="status">{verdict}{html(self._outcome.told)}{self._section()}</div>'
            f"{self._solution()}</div>"
        )

    def _told(self) -> str:
        return f"{self._verdict()} {self._outcome.told}".strip()

    def _verdict(self) -> str:
        return {True: _("Correcto."), False: _("Todavía no."), None: ""}[self._outcome.right]

    def _sign(self) -> str:
        return {True: "✓", False: "✗", None: ""}[self._outcome.right]

    def _section(self) -> str:
        """Where to read again, as a link that JupyterLab follows."""
        if self._outcome.right is not False:
            return ""
        words = _("Para releer: {place}.", place=place(self.item.section))
        return f'<p class="dc-note">{link_html(self.item.section, words)}</p>'

    def _solution(self) -> str:
        if not self._tried:
            return ""
        code = escape(solution(self.item).rstrip())
        return f"<details><summary>{escape(_('Ver una solución'))}</summary><pre><code>{code}</code></pre></details>"

    def _problems(self) -> list[str]:
        return [*([self._book.problem] if self._book.problem else []), *self._notices]

    def _last(self) -> Answer | None:
        return self._book.get(answer_name(self.item.id))

    def _keep(self, response: dict[str, object]) -> None:
        """Keep an attempt, unless it is the last one run again, as when a notebook is opened the next day."""
        last = self._last()
        if last is not None and last.response == response:
            return
        answer = self._book.revise(answer_name(self.item.id), response)
        right = bool(self._outcome.right)
        remark = Remark("", right, self._outcome.told, self._outcome.misconception)
        self._notices = publish(Committed(self.item, answer, Score(float(right), (remark,))))
