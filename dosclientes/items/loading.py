"""Reading a file of items, and saying exactly what is wrong with one that is malformed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dosclientes import yaml_file
from dosclientes.items.drawing import drawing_faults
from dosclientes.items.model import Item
from dosclientes.language.translation import gettext as _
from dosclientes.slow_imports import skip_address_grammar


class ItemError(ValueError):
    """A file of items is malformed; the message names the file, the line and what was expected."""


def load(path: Path, checked: bool = True) -> list[Item]:
    """The items of a YAML file, checked against the schema, unless the caller knows that others have checked them.

    Raises ItemError for a file that cannot be read or holds a malformed item.
    """
    text, data = _read(path)
    if checked:
        _check(path, text, data)
    return [Item(parts) for parts in data["items"]]


def load_one(path: Path, item_id: str) -> Item | None:
    """One item of a YAML file, or None; only that one is checked, which is much faster. Raises ItemError."""
    return _one(path, path.stat().st_mtime_ns, item_id)


@cache
def _one(path: Path, changed: int, item_id: str) -> Item | None:
    """Kept, since the check takes most of the time, and one item is looked up for each try."""
    text, data = _kept(path, changed)
    entries = data.get("items") if isinstance(data, dict) else None
    if not isinstance(entries, list):
        _check(path, text, data)
        return None
    for place, parts in enumerate(entries):
        if isinstance(parts, dict) and parts.get("id") == item_id:
            _check(path, text, {"items": [parts]}, place)
            return Item(parts)
    return None


def ids(path: Path) -> list[str]:
    """The ids in a YAML file of items; nothing else of it is checked. Raises ItemError for one that cannot be read."""
    _text, data = _kept(path, path.stat().st_mtime_ns)
    entries = data.get("items") if isinstance(data, dict) else None
    found = [parts.get("id") for parts in entries or () if isinstance(parts, dict)]
    return [name for name in found if isinstance(name, str)]


def _read(path: Path) -> tuple[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
        return text, yaml_file.parse(text)
    except (OSError, UnicodeDecodeError) as error:
        raise ItemError(_("{file}: no se puede leer: {error}", file=path, error=error)) from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ItemError(f"{path}:{line}: {error.problem}") from None


@cache
def _kept(path: Path, changed: int) -> tuple[str, Any]:
    """A file as read; `changed`, its time of change, makes an edited file be read again."""
    return _read(path)


def _check(path: Path, text: str, data: Any, first: int = 0) -> None:
    """Raise ItemError for the first fault; `first` is the place in the file of the first item in `data`."""
    found = next(_problems(data), None)
    if found:
        where, message = list(found[0]), found[1]
        if len(where) > 1 and isinstance(where[1], int):
            where[1] += first
        raise ItemError(f"{path}:{_line(text, where)}: {message}")


def _problems(data: Any) -> Iterator[tuple[Sequence[str | int], str]]:
    """Each fault as (path to the place, what was expected)."""
    skip_address_grammar()
    from jsonschema.exceptions import relevance

    # a fault inside an item makes all its properties "unevaluated" too: that is said only if nothing else is
    errors = sorted(_validator().iter_errors(data), key=relevance, reverse=True)
    for error in sorted(errors, key=lambda error: error.validator == "unevaluatedProperties"):
        # the deepest cause says more than "does not match any of these"
        deepest = max(_causes(error), key=lambda cause: len(cause.absolute_path))
        yield list(deepest.absolute_path), _expectation(deepest)
    if isinstance(data, dict) and isinstance(data.get("items"), list):
        seen: Counter[str] = Counter()
        for place, parts in enumerate(data["items"]):
            for where, message in _inconsistencies(parts):
                yield ["items", place, *where], message
            seen[parts["id"]] += 1
            if seen[parts["id"]] > 1:
                yield ["items", place, "id"], _("el identificador «{id}» está repetido", id=parts["id"])


def _causes(error: Any) -> Iterator[Any]:
    yield error
    for cause in error.context or ():
        yield from _causes(cause)


def _expectation(error: Any) -> str:
    match error.validator:
        case "required":
            missing = [name for name in error.validator_value if name not in error.instance]
            return _("falta «{name}»", name=", ".join(missing))
        case "enum":
            expected = ", ".join(map(str, error.validator_value))
            return _("«{value}»: se esperaba uno de {expected}", value=error.instance, expected=expected)
        case "pattern":
            return _("«{value}»: no tiene la forma {form}", value=error.instance, form=error.validator_value)
        case "type":
            return _(
                "«{value}»: se esperaba el tipo {expected}",
                value=error.instance,
                expected=error.validator_value,
            )
        case _:
            return str(error.message)


def _inconsistencies(parts: dict[str, Any]) -> Iterator[tuple[Sequence[str | int], str]]:
    """What a schema cannot say: keys that name elements, and how many answers are right."""
    for key in ("options", "cases", "steps", "labels", "criteria"):
        names = Counter(p["id"] if isinstance(p, dict) else p for p in parts.get(key, ()))
        for name in [name for name, times in names.items() if times > 1]:
            yield [key], _("el identificador «{id}» está repetido", id=name)
    right = sum(bool(option.get("correct")) for option in parts.get("options", ()))
    if parts["kind"] == "choice" and right != 1:
        yield ["options"], _("una sola opción debe ser correcta; aquí lo son {number}", number=right)
    if parts["kind"] == "multi" and right < 1:
        yield ["options"], _("al menos una opción debe ser correcta")
    if parts["kind"] == "order":
        yield from _unknown_steps(parts)
    yield from drawing_faults(parts)
    labels = [label if isinstance(label, str) else label["id"] for label in parts.get("labels", ())]
    for place, case in enumerate(parts.get("cases", ())):
        named = [case["answer"], *(wrong["id"] for wrong in case.get("wrong", ()))]
        for name in [name for name in named if name not in labels]:
            expected = ", ".join(labels)
            message = _("«{value}»: se esperaba uno de {expected}", value=name, expected=expected)
            yield ["cases", place], message


def _unknown_steps(parts: dict[str, Any]) -> Iterator[tuple[Sequence[str | int], str]]:
    steps = [step["id"] for step in parts["steps"]]
    for place, wrong in enumerate(parts.get("wrong", ())):
        for name in [wrong[end] for end in ("first", "then") if wrong[end] not in steps]:
            expected = ", ".join(steps)
            message = _("«{value}»: se esperaba uno de {expected}", value=name, expected=expected)
            yield ["wrong", place], message


def _line(text: str, where: Iterable[str | int]) -> int:
    """The line (from 1) of the deepest node of `text` that lies on the path `where`."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    for step in where:
        if isinstance(node, yaml.MappingNode):
            found = [value for key, value in node.value if key.value == step]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            found = node.value[step : step + 1]
        else:
            found = []
        if not found:
            break
        node = found[0]
    return int(node.start_mark.line) + 1 if node is not None else 1


@cache
def _validator() -> Any:
    skip_address_grammar()
    from jsonschema import Draft202012Validator

    schema = json.loads((Path(__file__).parent / "schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator(schema)
