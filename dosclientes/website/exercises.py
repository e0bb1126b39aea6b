"""An exercise of a web page: its form as HTML, and as data what the page's script needs to explain an answer.

What is right and why is computed by `dosclientes.items`, so that the page explains as the notebook does.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from dosclientes.curriculum.sections import place
from dosclientes.exercises.markup import escape, html, inline
from dosclientes.exercises.words import misconception_words, part_text, rungs
from dosclientes.items import Item, Remark, Score, score
from dosclientes.items.labels import label_ids
from dosclientes.items.revisions import answer_name
from dosclientes.items.variants import baked
from dosclientes.language.translation import gettext as _
from dosclientes.website.forms import compared, form

__all__ = ["data", "section_html", "versions"]

_VERSIONS = 6  # how many variants of an item a page knows
_places = count()


def versions(item: Item) -> list[Item]:
    """The variants of the item that a page can ask, one after the other."""
    if item.kind == "write":
        return [item]
    return [Item(one["parts"], seed=one["seed"]) for one in baked(item, _VERSIONS)]


def section_html(item: Item, book: str = "") -> str:
    """The exercise as it stands in the page; `book` sets its answers apart from those of the same item elsewhere."""
    task = form(versions(item)[0], f"q{next(_places)}")
    name = f"{book}{answer_name(item.id)}"
    css = f"dc-box dc-exercise dc-{item.kind}"
    return f'<section class="{css}" data-item="{item.id}" data-name="{name}">{task}</section>'


def data(item: Item) -> dict[str, Any]:
    """What a script needs of an item, as plain JSON; texts are safe HTML."""
    if item.kind == "write":
        return {"kind": item.kind, "compared": compared(item)}
    asked = versions(item)
    return {
        "kind": item.kind,
        "hints": [_linked(item, inline(line)) for line in rungs(item)],
        "readOn": _linked(item, escape(_("Para releer: {place}.", place=place(item.section)))),
        "versions": [
            {"form": form(each, "%NAME%") if number else None, "key": _key(each)}
            for number, each in enumerate(asked)
        ],
    }


def _linked(item: Item, words: str) -> str:
    """The words, in which the name of the section to read again becomes a link to it."""
    notebook, _sep, cell = item.section.partition("#")
    name = escape(place(item.section))
    return words.replace(name, f'<a href="{notebook}.html#cell-{cell}">{name}</a>')


def _key(item: Item) -> dict[str, Any]:
    match item.kind:
        case "choice" | "multi":
            return {
                "options": {option["id"]: _option(item, option["id"]) for option in item.parts["options"]}
            }
        case "classify" | "match":
            return {"cases": _cases(item)}
        case "order":
            return {
                "steps": [_said(item, remark) for remark in _right_order(item)],
                "wrong": list(_slips(item)),
            }
        case "number":
            return _number(item)
        case kind:
            raise ValueError(f"{item.id}: a page has no form for the kind {kind!r}")


def _option(item: Item, name: str) -> dict[str, Any]:
    found = score(item, name if item.kind == "choice" else [name])
    return _said(item, next(remark for remark in found.remarks if remark.part == name))


def _cases(item: Item) -> dict[str, dict[str, Any]]:
    """For each case, what is said of each label given to it."""
    cases: dict[str, dict[str, Any]] = {case["id"]: {} for case in item.shuffled("cases")}
    for label in label_ids(item):
        for remark in score(item, dict.fromkeys(cases, label)).remarks:
            cases[remark.part][label] = _said(item, remark)
    return cases


def _right_order(item: Item) -> tuple[Remark, ...]:
    return score(item, [step["id"] for step in item.parts["steps"]]).remarks


def _slips(item: Item) -> Iterator[dict[str, Any]]:
    for slip in item.parts.get("wrong", ()):
        remark = Remark(slip["first"], False, slip["why"], slip.get("misconception"))
        yield _said(item, remark) | {"first": slip["first"], "then": slip["then"]}


def _number(item: Item) -> dict[str, Any]:
    parts = item.parts
    values = [parts["answer"], *(slip["value"] for slip in parts.get("wrong", ()))]
    return {
        "tolerance": parts["tolerance"],
        "values": [{"value": value} | _said(item, score(item, value).remarks[0]) for value in values],
        "otherwise": _said(item, Remark("", False, parts["otherwise"]["why"])),
    }


def _said(item: Item, remark: Remark) -> dict[str, Any]:
    """A remark as the page shows it: in a line and, where it has more than a paragraph, as a block."""
    line = inline(remark.why)
    block = html(remark.why)
    said: dict[str, Any] = {"part": remark.part, "right": remark.right, "why": line}
    if block.strip() != f"<p>{line}</p>":
        said["block"] = block
    if name := part_text(item, remark.part):
        said["name"] = escape(name)
    if not remark.right and remark.misconception:
        said["slip"] = escape(misconception_words(Score(0.0, (remark,)))[0])
    return said
