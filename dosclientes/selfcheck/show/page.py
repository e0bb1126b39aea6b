"""What the pages of an attempt share: its summary, a table, code."""

from __future__ import annotations

import re

from dosclientes.atomic import write_atomically
from dosclientes.exercises.markup import escape, inline
from dosclientes.language.translation import gettext as _
from dosclientes.selfcheck.judge.result import Result
from dosclientes.selfcheck.keep.attempt import FEEDBACK, Attempt
from dosclientes.selfcheck.show.words import (
    compared,
    name_html,
    points_text,
    sign,
    state_text,
    time_text,
    title,
    total,
)

__all__ = ["code", "lines", "refresh_summary", "summary", "table"]

_START, _END = "<!-- summary -->", "<!-- end of summary -->"


def lines(texts: list[str]) -> str:
    """A paragraph each."""
    return "".join(f"<p>{inline(text)}</p>\n" for text in texts)


def code(source: str) -> str:
    """Python, as it was typed."""
    return f'<pre tabindex="0"><code>{escape(source.strip())}</code></pre>\n'


def summary(attempt: Attempt, before: Attempt | None) -> str:
    """The points in all, what changed, and the table of questions."""
    notices = "".join(f'<p class="notice" role="note">{inline(text)}</p>\n' for text in attempt.notices)
    when = f'<p class="when">{escape(title(attempt))} · {escape(time_text(attempt))}</p>\n'
    told = lines([*total(attempt), *compared(before, attempt)])
    return f"{_START}\n{when}{notices}{told}{table(attempt)}{_END}\n"


def table(attempt: Attempt, alone: bool = False) -> str:
    """The questions, with their outcome in a sign and in words.

    On a page each links to its place; `alone`, what to think about stands in the table.
    """
    told = alone and any(one.told for one in attempt.results)
    heads = [_("N.º"), _("Pregunta"), _("Resultado"), _("Puntos"), *([_("Para pensar")] if told else [])]
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    rows = "".join(_row(attempt, one, alone, told) for one in attempt.results)
    caption = escape(_("Preguntas y puntos"))
    top = f"<caption>{caption}</caption><thead><tr>{head}</tr></thead>"
    return f'<table class="questions">{top}<tbody>{rows}</tbody></table>\n'


def refresh_summary(attempt: Attempt, before: Attempt | None) -> None:
    """Bring the summary of an attempt's feedback page up to date. Raises OSError."""
    path = attempt.folder / FEEDBACK
    text = path.read_text("utf-8")
    pattern = re.compile(f"{re.escape(_START)}.*?{re.escape(_END)}\n", re.DOTALL)
    write_atomically(path, pattern.sub(lambda _match: summary(attempt, before), text, count=1).encode())


def _row(attempt: Attempt, one: Result, alone: bool, with_told: bool) -> str:
    name = name_html(one)
    if not alone:
        name = f'<a href="#{escape(one.id)}">{name}</a>'
    outcome = f'<span aria-hidden="true">{sign(one)}</span> {escape(state_text(attempt, one))}'
    told = "<br>".join(map(escape, one.told.splitlines()))
    return (
        f'<tr class="{one.state}"><td>{one.number}</td><td>{name}</td><td>{outcome}</td>'
        f'<td class="points">{escape(points_text(attempt, one))}</td>{f"<td>{told}</td>" if with_told else ""}</tr>'
    )
