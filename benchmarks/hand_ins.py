"""What simulated people write, for the benchmark of copied hand-ins: the model, and how somebody copies.

A text has five sentences on five subjects. Six ways of saying each are cut into pieces of four words, and a sentence
takes each of its pieces from any of them, with things of the writer's own (14 to 20 of a kind) in it. A function has
five steps, each written in one of four usual ways. People's own words and code are far more different than that: if
nobody is named here by chance, all the less in a class. Tables are those of the simulated answers
(`dosclientes/demo/written.py`).

Who copies takes all answers, tables included, gives every variable and function of the code another name, swaps two
steps of it that do not need each other, turns the entries of tables round, puts the sentences of the text in another
order, and writes a share of its words (`words`) differently.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

from dosclientes.demo.simulated import Asked, Sheet, as_group
from dosclientes.demo.written import edits
from dosclientes.insight.read.handed_in import texts
from dosclientes.insight.read.model import Group
from dosclientes.paths import ROOT

__all__ = ["class_of", "copied_whole"]

Written = dict[str, tuple[str, str]]

_THINGS = {
    "place": "library bakery school garage hotel airport theatre pharmacy gym museum station farm bank office studio "
    "workshop restaurant nursery warehouse laundry",
    "maker": "catalogue kitchen accounts workshop reception design purchasing planning printing packing editing "
    "maintenance storage archive",
    "output": "card menu invoice report schedule ticket drawing list manual label parcel form sample order plan "
    "letter",
    "inside": "desk floor counter shop crew director teacher driver cashier manager cook nurse porter editor",
    "outside": "reader guest pupil traveller visitor patient member tenant buyer neighbour family supplier tourist "
    "player",
}
_SENTENCES = (
    (
        "My case is a {place} in my town and its {maker} team.",
        "I have chosen the {place} where I worked for a year in the {maker}.",
        "The organization is a small {place} with a {maker} of its own.",
        "In the {place} of my street there is a {maker} that everybody depends on.",
        "I look at a {place}, and in it at what the {maker} does on a usual day.",
        "Let us take a {place}: its {maker} works in the morning before it opens.",
    ),
    (
        "The boundary holds the staff of the {place} and nobody else.",
        "I draw the line around those who have a contract with the {place}.",
        "Inside is whoever works for the {place}; the rest of the town is outside.",
        "As the organization I take the whole {place} with all of its teams.",
        "The {place} is the organization, and the {inside} belongs to it.",
        "My boundary is the {place} itself, so that the {maker} and the {inside} are inside.",
    ),
    (
        "The output is the {output} that the {maker} makes.",
        "What passes from one to the other is the {output}.",
        "The {maker} delivers a finished {output} every day.",
        "I follow one output only, the {output}, from the {maker} on.",
        "Of all that the {maker} does I choose the {output}.",
        "The product in question is a {output} made by the {maker}.",
    ),
    (
        "The {inside} receives the {output} and is inside, so it is an internal customer.",
        "Its internal customer is the {inside}, because it needs the {output} to go on working.",
        "Whoever is at the {inside} uses the {output} and belongs to the house: internal customer.",
        "The {output} goes to the {inside}, who is a customer within the organization.",
        "Inside the boundary the {inside} gets the {output} and requires it.",
        "For the {inside}, who receives it from the {maker}, I write internal.",
    ),
    (
        "The {outside} receives it too but comes from outside, and is an external customer.",
        "The external customer is the {outside}, who gets the result and does not work there.",
        "In the end the {outside} takes it home: an external customer, whoever pays.",
        "A {outside} stands outside the line and receives what was intended for them.",
        "If a {outside} asks for it at the door, that is an external customer.",
        "The last to receive it is the {outside}, outside of the {place}.",
    ),
)
_STEPS = (
    (
        "chosen = table[table['priority'] == priority]",
        "chosen = table.query('priority == @priority')",
        "chosen = table.loc[table.priority.eq(priority)]",
        "chosen = table.loc[table['priority'] == priority, ['ward', 'minutes']]",
    ),
    (
        "places = sorted(chosen['ward'].unique())",
        "places = list(dict.fromkeys(chosen.ward))",
        "places = sorted(set(chosen['ward']))",
        "places = chosen['ward'].drop_duplicates().tolist()",
    ),
    (
        "whole = chosen['minutes'].quantile(0.9)",
        "whole = float(np.percentile(chosen['minutes'], 90))",
        "whole = chosen.minutes.sort_values().quantile(q=0.9)",
        "whole = np.quantile(chosen['minutes'].to_numpy(), 0.9)",
    ),
    (
        "waits = {place: chosen[chosen['ward'] == place]['minutes'].quantile(0.9) for place in places}",
        "waits = chosen.groupby('ward')['minutes'].quantile(0.9).to_dict()",
        "waits = dict(chosen.groupby('ward').minutes.agg(lambda one: one.quantile(0.9)))",
        "waits = {place: np.percentile(chosen.loc[chosen.ward == place, 'minutes'], 90) for place in places}",
    ),
    (
        "return {place: round(float(waits[place]), 1) for place in places if waits[place] <= whole * 10}",
        "return pd.Series(waits).reindex(places).round(1).to_dict()",
        "return dict(sorted((place, float(value)) for place, value in waits.items()))",
        "return {str(place): float(waits[place]) for place in places if len(chosen) > 0}",
    ),
)
_PIECE = 4
_NAMES = ("waits", "chosen", "places", "whole", "place", "value", "table", "priority", "one")


def class_of(questions: Sequence[Asked], sheets: Sequence[Sheet], chance: random.Random) -> Group:
    """The class of these sheets, with all that everybody has written by themselves."""
    group = as_group(questions, sheets)
    release = {
        f"{step}/{name}": text
        for step, folder in (("source", "source"), ("release", "assignments"))
        for name, text in texts(ROOT / folder / "es" / "a1" / "a1.ipynb").items()
    }
    people = [
        replace(one, written=_written(sheet, chance))
        for one, sheet in zip(group.hand_ins, sheets, strict=True)
    ]
    return replace(group, hand_ins=people, given=release)


def copied_whole(group: Group, row: int, source: int, words: float, chance: random.Random) -> Group:
    """The same class, in which `row` hands in what `source`, another row, did, changed as the model says."""
    mine = group.hand_ins[source]
    written = {
        cell: (kind, _changed(kind, text, words, chance)) for cell, (kind, text) in mine.written.items()
    }
    people, points = list(group.hand_ins), group.points.copy()
    people[row] = replace(people[row], answers=mine.answers, told=mine.told, written=written)
    points[row] = points[source]
    return replace(group, hand_ins=people, points=points)


def _written(sheet: Sheet, chance: random.Random) -> Written:
    cells = edits(sheet, _text(chance))["cells"]
    found = {
        name: ("markdown" if "text" in name or "own" in name else "code", text)
        for name, text in cells.items()
    }
    return found | {"function": ("code", _code(chance))}


def _text(chance: random.Random) -> str:
    things = {kind: chance.choice(words.split()) for kind, words in _THINGS.items()}
    return " ".join(_sentence(ways, chance).format(**things) for ways in _SENTENCES)


def _sentence(ways: Sequence[str], chance: random.Random) -> str:
    """A sentence pieced together: each piece of four words is that of one of the ways, and ends where it ends."""
    pieces = [[one.split()[at : at + _PIECE] for at in range(0, len(one.split()), _PIECE)] for one in ways]
    length = len(chance.choice(pieces))
    chosen = [chance.choice([one[at] for one in pieces if at < len(one)]) for at in range(length)]
    return " ".join(word.rstrip(".") for piece in chosen for word in piece) + "."


def _code(chance: random.Random) -> str:
    steps = "\n".join(f"    {chance.choice(ways)}" for ways in _STEPS)
    return f"def waits_of(table, priority):\n{steps}\n"


def _changed(kind: str, text: str, words: float, chance: random.Random) -> str:
    if kind == "markdown":
        sentences = re.split(r"(?<=\.) ", text)
        chance.shuffle(sentences)
        return " ".join(
            f"{word[:2]}{chance.randrange(99)}" if chance.random() < words else word
            for word in " ".join(sentences).split()
        )
    if text.startswith("def "):
        head, *body = text.splitlines()
        body[1], body[2] = body[2], body[1]  # neither needs the other
        text = "\n".join([head, *body]) + "\n"
        for name in _NAMES:
            # attributes and texts are the library's and the table's
            text = re.sub(rf"(?<![\w.'@]){name}(?![\w'])", f"{name[0]}{len(name)}{name[-1]}", text)
        return text
    entries = re.findall(r'"[^"]+": "[^"]+"', text)
    return text if not entries else f"{text.partition('{')[0]}{{{', '.join(reversed(entries))}}}"
