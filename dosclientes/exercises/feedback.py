"""The explanation of an answer, as HTML that does not speak by colour alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dosclientes.answers import Answer
from dosclientes.exercises.markup import escape, html, inline
from dosclientes.exercises.words import (
    calibration,
    misconception_words,
    part_text,
    read_on,
    remarks,
    verdict,
)
from dosclientes.items import Item, Remark, Score
from dosclientes.language.translation import gettext as _


def feedback_html(
    item: Item, answer: Answer, score: Score | None, problem: str | None, linked: bool = False
) -> str:
    """What is shown below an answered exercise; graded work is only acknowledged.

    `linked`: a link to the section follows, which then is not named twice.
    """
    notice = problem_html(problem) if problem else ""
    if score is None:
        saved = _("Respuesta guardada. Se corrige con la entrega.")
        return f'{notice}<div class="dc-feedback"><p class="dc-verdict">✎ {escape(saved)}</p></div>'
    sign, css = ("✓", "dc-right") if score.correct else ("✗", "dc-wrong")
    parts = [
        f'<p class="dc-verdict"><span aria-hidden="true">{sign}</span> {escape(verdict(score))}</p>',
        *_remarks(item, score),
        *(
            f'<p class="dc-note">{escape(line)}</p>'
            for line in _notes(item, score, answer.confidence, linked)
        ),
        *_others(item, score),
    ]
    return f'{notice}<div class="dc-feedback {css}">{"".join(parts)}</div>'


def problem_html(problem: str) -> str:
    """A plain message that something is missing or wrong, with nothing lost."""
    return f'<div class="dc-problem">{escape(problem)}</div>'


def _notes(item: Item, score: Score, confidence: str, linked: bool) -> Iterator[str]:
    note = calibration(score, confidence)
    if note:
        yield note
    yield from misconception_words(score) if linked else read_on(item, score)


def _remarks(item: Item, score: Score) -> Iterator[str]:
    """Explanations: of everything when all is right, else of what is wrong, the rest folded away."""
    if len(score.remarks) == 1:
        yield html(score.remarks[0].why)
        return
    told = remarks(item, score)
    wrong = [remark for remark in told if not remark.right]
    right = [remark for remark in told if remark.right]
    if not wrong:
        yield _list(item, right)
        return
    yield _list(item, wrong)
    if right:
        yield _folded(_("Lo que ya está bien ({number})", number=len(right)), _list(item, right))


def _others(item: Item, score: Score) -> Iterator[str]:
    """After a right choice, why the other options are not."""
    if score.correct and "options" in item.parts:
        told = {remark.part for remark in score.remarks}
        rest = [
            Remark(option["id"], False, option["why"])
            for option in item.shuffled("options")
            if option["id"] not in told
        ]
        if rest:
            yield _folded(_("¿Y las otras opciones?"), _list(item, rest))


def _list(item: Item, remarks: Sequence[Remark]) -> str:
    return f"<ul>{''.join(_line(item, remark) for remark in remarks)}</ul>"


def _line(item: Item, remark: Remark) -> str:
    name, sign = part_text(item, remark.part), "✓" if remark.right else "✗"
    said = _("bien") if remark.right else _("mal")
    spoken = f'<span role="img" aria-label="{escape(said)}">{sign}</span>'
    return f"<li>{spoken} {f'<em>{escape(name)}</em> ' if name else ''}{inline(remark.why)}</li>"


def _folded(title: str, content: str) -> str:
    return f"<details><summary>{escape(title)}</summary>{content}</details>"
