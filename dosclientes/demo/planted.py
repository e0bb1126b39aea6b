"""`dosclientes demo --planted`: a drawn class that hands in and is graded by the engine, with a wrong key and a copied
hand-in in it, and whether `insight` finds both and nothing else.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from dosclientes.demo.learners import draw
from dosclientes.demo.people import cast
from dosclientes.demo.simulated import Sheet, asked, rescored, sheet
from dosclientes.demo.written import edits
from dosclientes.items import load
from dosclientes.language.translation import gettext as _
from dosclientes.paths import ROOT
from dosclientes.teaching.commands import Class

__all__ = ["Planted", "plant", "play"]

ITEM, QUESTION, WRONG, RIGHT = "a1-payer", "click-payer", "nurse", "traveller"
"""The item whose key is changed, its question, the option that the wrong key says, and the right one."""


@dataclass(frozen=True)
class Planted:
    """A class on the disk, graded: what was drawn, and who (`copier`) handed in whose work (`source`)."""

    group: Class
    sheets: Sequence[Sheet]
    source: str
    copier: str


def play(folder: Path, lang: str, people: int, unsandboxed: bool = False) -> None:
    """Make the class in an empty `folder`, write its pages, and say what was found. Raises CommandError, OSError."""
    from dosclientes.insight import command

    made = plant(folder, lang, people, unsandboxed)
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    command.run(parser.parse_args(["a1", "--lang", lang, "--root", str(folder)]))
    for line in _told(made):
        print(line)


def plant(folder: Path, lang: str, people: int, unsandboxed: bool = False) -> Planted:
    """Draw `people`, at least three, plant key and copy, hand in and grade. Raises CommandError, OSError."""
    group = Class.copy(folder, lang)
    items = group.folder / "autograde_tests" / "items" / "a1.yml"
    _change_key(items)
    chance = random.Random(1)
    questions = asked("a1", lang)
    drawn = [sheet(questions, who, chance) for who in draw([one.id for one in cast(people)], chance)]
    # one with as many points as most: of whoever knows nearly everything, nothing can be told
    source = sorted(drawn[:-1], key=lambda one: sum(one.points.values()))[(people - 1) // 2]
    drawn[-1] = replace(source, who=drawn[-1].who)
    key = {one.id: one for one in load(items)}
    sheets = [rescored(questions, one, key) for one in drawn]
    made = Planted(group, sheets, source.who.id, drawn[-1].who.id)
    _hand_in(made, unsandboxed)
    return made


def _change_key(path: Path) -> None:
    content = yaml.safe_load(path.read_text("utf-8"))
    options = next(one for one in content["items"] if one["id"] == ITEM)["options"]
    for one in options:
        one.pop("correct", None)
    next(one for one in options if one["id"] == WRONG)["correct"] = True
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")


def _hand_in(made: Planted, unsandboxed: bool) -> None:
    from dosclientes.teaching.graded import grade
    from dosclientes.teaching.round import grade_by_hand

    group = made.group
    group.run("generate_assignment", "a1")
    corpus = _corpus()
    for one in made.sheets:
        work = corpus.Submission("a1", one.who.id, edits(one, _text(made, one.who.id)))
        corpus.write(work, group.lang, group.folder / "submitted" / group.lang / one.who.id / "a1")
    grade(group, "a1", unsandboxed=unsandboxed)
    for one in made.sheets:
        grade_by_hand(group, "a1", one.who.id, {"text-own-case": one.points["text-own-case"]})


def _text(made: Planted, who: str) -> str:
    text = _(
        "Mi biblioteca presta libros a la gente del barrio. La frontera es su personal. El resultado es el libro "
        "catalogado: el mostrador lo recibe de catalogación y es cliente interno; quien lo lee viene de fuera y es "
        "cliente externo."
    )
    # the copier changes a word
    return {made.source: text, made.copier: text.replace(_("biblioteca"), _("librería"))}.get(who, who)


def _told(made: Planted) -> list[str]:
    """What was planted, and what `insight` reads in the class."""
    from dosclientes.insight.alike.answers import shared_answers
    from dosclientes.insight.alike.written import written_alike
    from dosclientes.insight.read.reading import read
    from dosclientes.insight.whole import report
    from dosclientes.teaching.course import open_class

    with open_class(made.group.folder, made.group.lang) as course:
        found = report(read(course, "a1", made.group.folder))
    ids = found.group.students
    rows = [(one.first, one.second) for one in shared_answers(found.group)]
    rows += [(one.first, one.second) for one in written_alike(found.group)]
    pairs = {frozenset((ids[one], ids[other])) for one, other in rows}
    keys = {
        (row.question.name, one.value)
        for row in found.rows
        for one in row.flags
        if one.kind in ("key", "backwards")
    }
    same, every = _as_drawn(made, found.group.points, [one.name for one in found.group.questions], ids)
    pair = frozenset((made.source, made.copier))
    told = [
        _("{same} de {every} puntos son los que se sortearon.", same=same, every=every),
        _(
            "Clave equivocada en {question}: {found}. Otras claves señaladas: {others}.",
            question=QUESTION,
            found=_found((QUESTION, RIGHT) in keys),
            others=len({name for name, _value in keys} - {QUESTION}),
        ),
        _(
            "Copia de {source} que entregó {copier}: {found}. Otras parejas señaladas: {others}.",
            source=made.source,
            copier=made.copier,
            found=_found(pair in pairs),
            others=len(pairs - {pair}),
        ),
    ]
    if (QUESTION, RIGHT) not in keys:
        told.append(_("De pocas personas no siempre se ve una clave equivocada: prueba con --students 60."))
    return told


def _found(yes: bool) -> str:
    return _("encontrada") if yes else _("no encontrada")


def _as_drawn(made: Planted, points: Any, names: Sequence[str], ids: Sequence[str]) -> tuple[int, int]:
    """How many points in the gradebook are as drawn, and of how many."""
    drawn: Mapping[str, Mapping[str, float]] = {one.who.id: one.points for one in made.sheets}
    same = [
        points[row, column] == drawn[who][name]
        for row, who in enumerate(ids)
        for column, name in enumerate(names)
    ]
    return sum(map(bool, same)), len(same)


def _corpus() -> Any:
    sys.path.insert(0, str(ROOT))
    try:
        from autograde_tests import corpus  # not part of the package: students do not get it
    finally:
        sys.path.remove(str(ROOT))
    return corpus
