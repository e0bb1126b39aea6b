"""Exercises as text: for terminals, printouts, and wherever no widget can be shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dosclientes.answers import Answer
from dosclientes.exercises.words import (
    calibration,
    hint_cost,
    label_text,
    part_text,
    read_on,
    remarks,
    rungs,
    task,
    verdict,
)
from dosclientes.items import Item, Score
from dosclientes.items.labels import label_ids
from dosclientes.language.markdown import unmarked
from dosclientes.language.translation import gettext as _


class Reply(str):
    """A text that shows itself as it is, without quotes."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def text(item: Item, last: tuple[Answer, Score | None] | None) -> str:
    """The whole exercise: question, options, how to answer in code, and the last answer if any.

    An answer given to the item as another seed drew it is not shown: it is asked again.
    """
    again = ".again()" if last and last[0].seed != item.seed else ""
    lines = [f"{task(item)} · {item.id}", "", unmarked(item.prompt), ""]
    lines += [f"  {line}" for line in _options(item)]
    lines += [
        "",
        _("Para responder en código:"),
        f'  exercise("{item.id}"){again}.answer({_example(item)}, "sure")',
    ]
    if rungs(item) and (again or not last):
        lines += ["", _("Si te atascas, una pista:"), f'  exercise("{item.id}"){again}.hint()']
    if last and not again:
        lines += ["", _("Tu respuesta: {response}", response=_given(item, last[0].response))]
        lines += [explanation(item, *last, None)]
        if item.has_key:
            lines += ["", _("Para intentarlo de nuevo:"), f'  exercise("{item.id}").again()']
    return "\n".join(lines)


def explanation(item: Item, answer: Answer, score: Score | None, problem: str | None) -> str:
    """What the learner is told of an answer."""
    lines = [problem] if problem else []
    if score is None:
        return "\n".join([*lines, _("Respuesta guardada. Se corrige con la entrega.")])
    lines.append(verdict(score))
    for remark in remarks(item, score):
        name, why = part_text(item, remark.part), unmarked(remark.why)
        sign = "✓" if remark.right else "✗"
        lines.append(f"{sign} {name}: {why}" if name else f"{sign} {why}")
    note = calibration(score, answer.confidence)
    return "\n".join([*lines, *([note] if note else []), *read_on(item, score)])


def hints(item: Item, number: int) -> str:
    """The hints looked at so far, and what they cost."""
    found = [unmarked(line) for line in rungs(item)[:number]]
    return "\n".join([*found, hint_cost()]) if found else _("Aquí no hay pistas.")


def _options(item: Item) -> Iterator[str]:
    if item.kind == "number":
        yield item.parts.get("unit_text", "")
    for key in ("options", "cases", "steps"):
        if key in item.parts:
            for part in item.shuffled(key):
                yield f"{part['id']}: {unmarked(part['text'])}"
    if "labels" in item.parts:
        yield ""
        for name in label_ids(item):
            yield f"→ {name}: {label_text(item, name)}"


def _example(item: Item) -> str:
    match item.kind:
        case "choice":
            return repr(item.shuffled("options")[0]["id"])
        case "multi":
            return repr([option["id"] for option in item.shuffled("options")[:2]])
        case "order":
            return repr([step["id"] for step in item.shuffled("steps")])
        case "number":
            return "12.5"
        case _:
            return repr({case["id"]: label_ids(item)[0] for case in item.shuffled("cases")})


def _given(item: Item, response: Any) -> str:
    if isinstance(response, dict):
        pairs = (f"{part_text(item, case)}: {label_text(item, label)}" for case, label in response.items())
        return "; ".join(pairs)
    if isinstance(response, list):
        return " → ".join(part_text(item, name) for name in response)
    return part_text(item, response) or str(response)
