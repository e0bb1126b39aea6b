"""What an item is, and how its words are found and replaced."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

WORDS = frozenset({"prompt", "text", "why", "unit_text", "rule", "step", "model"})
"""The keys whose values people read, and translators translate."""

KEYS = frozenset(
    {
        "correct",
        "answer",
        "why",
        "misconception",
        "wrong",
        "otherwise",
        "tolerance",
        "facts",
        "hints",
        "model",
        "criteria",
    }
)
"""The keys that give an answer away; a release holds none of them."""

_CHOICE = re.compile(r"\.one_of\.[^.]+\.words$")


@dataclass(frozen=True)
class Item:
    """One question.

    `parts` is the item as written in YAML; `has_key` is false for the copy that a release of graded
    work carries, which can be answered but not scored. `seed` is what the order of its elements is drawn
    from; "" gives the one that everybody gets in graded work. `drew` is what else was drawn (see `pools.Drew`).
    """

    parts: Mapping[str, Any]
    has_key: bool = True
    seed: str = ""
    drew: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def id(self) -> str:
        return str(self.parts["id"])

    @property
    def kind(self) -> str:
        return str(self.parts["kind"])

    @property
    def prompt(self) -> str:
        return str(self.parts["prompt"])

    @property
    def section(self) -> str:
        """Where to read on: `<notebook>#<cell id>`."""
        return str(self.parts.get("section", ""))

    def shuffled(self, key: str) -> list[Mapping[str, Any]]:
        """The elements under `key` in an order that has nothing to do with the answer: the same for the same seed.

        Steps drawn in their right order, by chance, would give the answer away: then the first goes last.
        """
        seeded = [self.seed] if self.seed else []
        found = sorted(self.parts[key], key=lambda part: _disorder(self.id, part["id"], *seeded))
        if self.seed and key == "steps" and found == list(self.parts[key]):
            found.append(found.pop(0))
        return found


def _disorder(*names: str) -> bytes:
    return hashlib.blake2b("/".join(names).encode(), digest_size=8).digest()


def texts(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Each text of an item as (path, text); an element with an id is addressed by it, else by its place."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            here = f"{path}.{key}" if path else key
            if _is_words(path, key, value):
                yield here, value
            else:
                yield from texts(value, here)
    elif isinstance(node, Sequence) and not isinstance(node, str):
        for place, value in enumerate(node):
            yield from texts(value, f"{path}.{_name(value, place)}")


def translated(item: Item, translate: Callable[[str, str], str]) -> Item:
    """The item in another language: `translate(path, text)` is asked for each text."""
    return replace(item, parts=_replaced(item.parts, "", translate))


def without_key(item: Item) -> Item:
    """The item as a release may carry it: what it asks, and nothing of what is right or why.

    Elements come in the fixed disorder, since the order in which they are written may tell.
    """
    kept = {key: value for key, value in item.parts.items() if key in {"id", "kind", "prompt", "unit_text"}}
    for key in {"options", "cases", "steps"} & set(item.parts):
        kept[key] = [_keyless(part) for part in item.shuffled(key)]
    if "labels" in item.parts:
        kept["labels"] = [
            _keyless(label) if isinstance(label, Mapping) else label for label in item.parts["labels"]
        ]
    return Item(kept, has_key=False)


def _keyless(part: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in part.items() if key not in KEYS}


def _name(value: Any, place: int) -> str:
    return str(value["id"]) if isinstance(value, Mapping) and "id" in value else str(place)


def _is_words(path: str, key: str, value: Any) -> bool:
    """Whether people read it: a key of `WORDS`, and the "words" of a choice among values."""
    return isinstance(value, str) and (key in WORDS or bool(_CHOICE.search(path)))


def _replaced(node: Any, path: str, translate: Callable[[str, str], str]) -> Any:
    if isinstance(node, Mapping):
        out = {}
        for key, value in node.items():
            here = f"{path}.{key}" if path else key
            out[key] = (
                translate(here, value) if _is_words(path, key, value) else _replaced(value, here, translate)
            )
        return out
    if isinstance(node, Sequence) and not isinstance(node, str):
        return [_replaced(value, f"{path}.{_name(value, i)}", translate) for i, value in enumerate(node)]
    return node
