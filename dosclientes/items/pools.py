"""What an item holds to draw from: cases, steps, and values for the placeholders of its texts."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from dosclientes.items.formulas import FORMULAS, Result
from dosclientes.items.model import Item
from dosclientes.items.scoring import near

__all__ = ["Drew", "UndrawableError", "draw", "fits", "implied", "outcome", "values"]

Drew = dict[str, Any]
"""What a seed gave, as plain JSON: "given", the value of each placeholder, an id where there is a choice of words; and
"cases" or "steps", the ids of those asked."""

_TRIES = 300
_HALF = 0.5


class UndrawableError(ValueError):
    """The values of an item hardly ever make a question with one answer."""


def draw(item: Item, seed: str) -> Drew:
    """What `seed` gives; nothing for an item that always asks the same. Raises UndrawableError."""
    chance = random.Random(f"{item.id}/{seed}")  # by a digest of the text: the same on every machine
    drew: Drew = {}
    if "given" in item.parts:
        drew["given"] = _sound(item, chance)
    if "draw" in item.parts:
        key, number = _pool(item), item.parts["draw"]
        drew[key] = (
            _labelled(item.parts[key], number, chance) if key == "cases" else _some(item, number, chance)
        )
    return drew


def fits(item: Item, drew: Mapping[str, Any]) -> bool:
    """Whether the item can still be asked as it was when `drew` was kept."""
    given, wanted = drew.get("given", {}), item.parts.get("given", {})
    if not isinstance(given, Mapping) or set(given) != set(wanted):
        return False
    if not all(_possible(wanted[name], value) for name, value in given.items()):
        return False
    if "draw" not in item.parts:
        return True
    key = _pool(item)
    known, asked = [part["id"] for part in item.parts[key]], drew.get(key)
    return isinstance(asked, list) and len(asked) > 1 and all(name in known for name in asked)


def implied(item: Item, response: object) -> Drew:
    """What was asked, as far as an answer shows that was kept before items drew: its cases or steps."""
    if "draw" in item.parts and "given" not in item.parts and isinstance(response, dict | list):
        return {_pool(item): list(response)}
    return {}


def values(item: Item, given: Mapping[str, Any]) -> dict[str, str | float]:
    """The placeholders' values: numbers, and of a choice `{name}`, `{name_id}` and each of its `words`."""
    found: dict[str, str | float] = {}
    for name, value in given.items():
        if not isinstance(value, str):
            found[name] = value
            continue
        chosen = next(one for one in item.parts["given"][name]["one_of"] if one["id"] == value)
        found |= {f"{name}_id": value, name: str(chosen.get("text", value))}
        found |= {f"{name}_{key}": str(word) for key, word in chosen.get("words", {}).items()}
    return found


def outcome(item: Item, given: Mapping[str, Any]) -> Result:
    """What the item's formula makes of the values: the answer, common wrong results, and other figures of its texts."""
    return FORMULAS[item.parts["formula"]](**given)


def _pool(item: Item) -> str:
    return "steps" if item.kind == "order" else "cases"


def _sound(item: Item, chance: random.Random) -> dict[str, Any]:
    """Values of which no common wrong result passes for the right one, nor for another."""
    for _try in range(_TRIES):
        given = {name: _value(way, chance) for name, way in item.parts["given"].items()}
        if "formula" not in item.parts or _distinct(item, outcome(item, given)):
            return given
    raise UndrawableError(item.id)


def _distinct(item: Item, result: Result) -> bool:
    ids = [wrong["id"] for wrong in item.parts.get("wrong", ()) if wrong["id"] in result]
    results = [result["answer"], *(result[name] for name in ids)]
    tolerance = item.parts["tolerance"]
    wide = {key: 2 * value for key, value in tolerance.items()}  # the areas around two results must not touch
    return not any(near(one, other, wide) for place, one in enumerate(results) for other in results[:place])


def _value(way: Mapping[str, Any], chance: random.Random) -> Any:
    if "one_of" in way:
        chosen = chance.choice(way["one_of"])
        return chosen["id"] if isinstance(chosen, Mapping) else chosen
    steps = int((way["to"] - way["from"]) / way["step"] + _HALF)
    value = way["from"] + chance.randrange(steps + 1) * way["step"]
    return round(value, 6) if isinstance(value, float) else value


def _possible(way: Mapping[str, Any], value: object) -> bool:
    """Whether a value can be shown; numbers may be outside of what is drawn today."""
    choices = way.get("one_of", ())
    if any(isinstance(one, Mapping) for one in choices):
        return value in [one["id"] for one in choices]
    return isinstance(value, int | float) and not isinstance(value, bool)


def _labelled(cases: Sequence[Mapping[str, Any]], number: int, chance: random.Random) -> list[str]:
    """So many cases that each label which can be right is right at least once, in the order written."""
    left = list(cases)
    chance.shuffle(left)
    firsts = {case["answer"]: case for case in reversed(left)}
    rest = [case for case in left if firsts[case["answer"]] is not case]
    chosen = {case["id"] for case in [*firsts.values(), *rest][: max(number, len(firsts))]}
    return [case["id"] for case in cases if case["id"] in chosen]


def _some(item: Item, number: int, chance: random.Random) -> list[str]:
    steps = [step["id"] for step in item.parts["steps"]]
    chosen = set(chance.sample(steps, number))
    return [name for name in steps if name in chosen]
