"""What is wrong with how an item is to be drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dosclientes.items.filling import placeholders
from dosclientes.items.formulas import FORMULAS
from dosclientes.items.model import Item, texts
from dosclientes.items.pools import UndrawableError, draw, outcome, values
from dosclientes.language.translation import gettext as _

__all__ = ["drawing_faults"]

Fault = tuple[Sequence[str | int], str]


def drawing_faults(parts: Mapping[str, Any]) -> Iterator[Fault]:
    """Each fault of an item that the schema cannot see, as (path to the place, what was expected)."""
    if "draw" in parts:
        yield from _number_drawn(parts)
    found = list(_formula(parts)) if parts["kind"] == "number" else []
    yield from found
    if "given" in parts and not found:
        yield from _values(Item(parts))


def _number_drawn(parts: Mapping[str, Any]) -> Iterator[Fault]:
    most = len(parts.get("steps") or parts.get("cases") or ()) - 1
    least = max(2, len({case["answer"] for case in parts.get("cases", ())}))
    if not least <= parts["draw"] <= most:
        expected = _("un número de {least} a {most}", least=least, most=most)
        yield ["draw"], _("«{value}»: se esperaba {expected}", value=parts["draw"], expected=expected)


def _formula(parts: Mapping[str, Any]) -> Iterator[Fault]:
    formula = parts.get("formula")
    if (formula is None) == ("answer" not in parts):
        yield [], _("se esperaba «answer» o «formula», una de las dos")
    elif formula is not None and formula not in FORMULAS:
        expected = ", ".join(FORMULAS)
        yield ["formula"], _("«{value}»: se esperaba uno de {expected}", value=formula, expected=expected)
    for place, wrong in enumerate(parts.get("wrong", ())):
        if (formula is None) != ("value" in wrong):
            yield ["wrong", place], _("«value» está donde no hay fórmula, y solo ahí")


def _values(item: Item) -> Iterator[Fault]:
    """Values that make no question, and placeholders or results that nothing gives."""
    try:
        given = draw(item, "")["given"]
    except (UndrawableError, TypeError):  # another name than the formula's
        yield ["given"], _("con estos valores la fórmula casi nunca da una sola respuesta")
        return
    known = set(values(item, given)) | (set(outcome(item, given)) if "formula" in item.parts else set())
    for path, text in texts(item.parts):
        for name in sorted(placeholders(text) - known):
            yield (
                [path.partition(".")[0]],
                _("«{name}» no está entre los valores de {path}", name=name, path=path),
            )
