"""Scoring a response, and explaining each part of it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from dosclientes.items.labels import label_ids, label_why
from dosclientes.items.model import Item
from dosclientes.language.numerals import signs, typed_number
from dosclientes.language.translation import gettext as _

Response = Any
"""choice: an option's id; multi: a list of them; classify and match: {case: label}; order: a list of
all steps' ids; number: a float. All are plain JSON."""


class ResponseError(ValueError):
    """A response has not the form its item asks for; the message says what is missing."""


@dataclass(frozen=True)
class Remark:
    """What is to be said of one part of a response.

    `part` is the id of the option, case or step it is about ("" for the whole).
    """

    part: str
    right: bool
    why: str
    misconception: str | None = None


@dataclass(frozen=True)
class Score:
    """How good a response is: `fraction` from 0 to 1, and remarks that explain it."""

    fraction: float
    remarks: tuple[Remark, ...]

    @property
    def correct(self) -> bool:
        return self.fraction == 1.0


def check_response(item: Item, response: Response) -> Response:
    """The response in its plain form (a tuple becomes a list, an int a float).

    Raises ResponseError when it is empty, incomplete, or names what the item does not have.
    """
    return _CHECKS[item.kind](item, response)


def score(item: Item, response: Response) -> Score:
    """Score a response. Raises ResponseError for a malformed one, ValueError for an item without key."""
    if not item.has_key:
        raise ValueError(f"{item.id}: this copy of the item has no key")
    return _SCORERS[item.kind](item, check_response(item, response))


def _known(item: Item, key: str) -> list[str]:
    return [str(part["id"]) for part in item.parts[key]]


def _check_choice(item: Item, response: Response) -> Response:
    _require_known(response, _known(item, "options"))
    return str(response)


def _check_multi(item: Item, response: Response) -> Response:
    if isinstance(response, str) or not hasattr(response, "__iter__"):
        raise ResponseError(_('Se esperaba una lista de opciones, como ["a", "b"].'))
    chosen = list(response)
    for name in chosen:
        _require_known(name, _known(item, "options"))
    if not chosen:
        raise ResponseError(_("Marca al menos una opción."))
    return [name for name in _known(item, "options") if name in chosen]


def _check_assigned(item: Item, response: Response) -> Response:
    if not isinstance(response, Mapping):
        raise ResponseError(_("Se esperaba un diccionario con un valor para cada caso."))
    cases = _known(item, "cases")
    for name, label in response.items():
        _require_known(name, cases)
        _require_known(label, label_ids(item))
    missing = [name for name in cases if name not in response]
    if missing:
        raise ResponseError(_("Faltan por responder: {number}.", number=len(missing)))
    return {name: response[name] for name in cases}


def _check_order(item: Item, response: Response) -> Response:
    if isinstance(response, str) or not hasattr(response, "__iter__"):
        raise ResponseError(_("Se esperaba una lista con todos los pasos en orden."))
    chosen, steps = list(response), _known(item, "steps")
    for name in chosen:
        _require_known(name, steps)
    if sorted(chosen) != sorted(steps):
        raise ResponseError(
            _(
                "Pon todos los pasos, cada uno una vez: van {done} de {all}.",
                done=len(set(chosen)),
                all=len(steps),
            )
        )
    return chosen


def _check_number(item: Item, response: Response) -> Response:
    return read_number(response)


EXAMPLE = 12.5
"""A number as one may write it, where nothing more is known of it."""
_TWO_WAYS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")


def read_number(text: object, example: float = EXAMPLE) -> float:
    """A number as people write it: decimal point or comma, spaces, a final percent sign left out.

    "1.234,5" and "1,234.5" are both read as 1234.5: the last sign is the decimal one. Raises
    ResponseError for anything else, and for what may be meant in two ways: "20.000" in Spanish, "20,000" in English.
    What is no number is answered with an `example` of what could be one there.
    """
    if isinstance(text, bool) or text is None:
        raise ResponseError(_("Escribe un número."))
    plain = "".join(str(text).split()).removesuffix("%")
    if not plain:
        raise ResponseError(_("Escribe un número."))
    comma, point = plain.rfind(","), plain.rfind(".")
    if comma > -1 and point > -1:
        thousands, decimal = (".", ",") if comma > point else (",", ".")
        plain = plain.replace(thousands, "").replace(decimal, ".")
    else:
        plain = plain.replace(",", ".")
    if isinstance(text, str) and _TWO_WAYS.fullmatch("".join(text.split())) and signs()[1] not in text:
        whole, rest = plain.split(".")
        many, few = typed_number(float(whole + rest)), f"{whole}{signs()[1]}{rest}"
        raise ResponseError(
            _("«{text}» puede ser {many} o {few}: escríbelo así.", text=text, many=many, few=few)
        )
    try:
        number = float(plain)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        such = typed_number(example)
        raise ResponseError(
            _("«{text}» no es un número: escribe por ejemplo {example}.", text=text, example=such)
        )
    return number


def _require_known(name: object, known: list[str]) -> None:
    if name is None or name == "":
        raise ResponseError(_("Elige una opción antes de responder."))
    if name not in known:
        raise ResponseError(_("«{name}» no es ninguna de: {known}.", name=name, known=", ".join(known)))


def _score_choice(item: Item, response: Response) -> Score:
    chosen = _part(item, "options", response)
    right = bool(chosen.get("correct"))
    return Score(float(right), (Remark(response, right, chosen["why"], chosen.get("misconception")),))


def _score_multi(item: Item, response: Response) -> Score:
    """Each wrong mark takes away a right one, so that marking everything earns nothing.

    An option left out is explained only when it is one that a reader should not have marked: what
    ought to have been marked stays to be found on the next try.
    """
    remarks, hits, slips = [], 0, 0
    for option in item.parts["options"]:
        marked, right = option["id"] in response, bool(option.get("correct"))
        hits, slips = hits + (marked and right), slips + (marked and not right)
        if marked:
            remarks.append(Remark(option["id"], right, option["why"], option.get("misconception")))
    wanted = sum(bool(option.get("correct")) for option in item.parts["options"])
    if hits < wanted:
        remarks.append(Remark("", False, _("Falta por marcar: {number}.", number=wanted - hits)))
    return Score(max(0.0, (hits - slips) / wanted), tuple(remarks))


def _score_assigned(item: Item, response: Response) -> Score:
    remarks = [_assigned(item, case, response[case["id"]]) for case in item.parts["cases"]]
    return Score(sum(remark.right for remark in remarks) / len(remarks), tuple(remarks))


def _assigned(item: Item, case: Mapping[str, Any], given: str) -> Remark:
    """What is said of a label given to a case: of this very pair, or else of what that label would require."""
    if given == case["answer"]:
        return Remark(case["id"], True, case["why"])
    slip = next((wrong for wrong in case.get("wrong", ()) if wrong["id"] == given), None)
    if slip:
        return Remark(case["id"], False, slip["why"], slip.get("misconception"))
    return Remark(case["id"], False, label_why(item, given) or case["why"])


def _score_order(item: Item, response: Response) -> Score:
    """Kendall's tau between the response and the right order, not below 0."""
    steps = _known(item, "steps")
    place = {name: i for i, name in enumerate(response)}
    pairs = list(combinations(steps, 2))
    agreeing = sum(place[first] < place[then] for first, then in pairs)
    fraction = max(0.0, 2 * agreeing / len(pairs) - 1)
    if response == steps:
        return Score(1.0, tuple(Remark(step["id"], True, step["why"]) for step in item.parts["steps"]))
    return Score(fraction, tuple(_order_remarks(item, response, place)))


def _order_remarks(item: Item, response: list[str], place: Mapping[str, int]) -> Iterator[Remark]:
    """The first mistake made, reading from the top: the first step put before one that it needs.

    A slip counts as that mistake only if it was made right there, so that no misconception is read into an answer
    that does not show it.
    """
    steps = _known(item, "steps")
    where = next(
        at for at, (wanted, given) in enumerate(zip(steps, response, strict=True)) if wanted != given
    )
    early, missing = response[where], steps[where]
    made = [w for w in item.parts.get("wrong", ()) if w["first"] == early and place[w["then"]] > where]
    if made:
        slip = min(made, key=lambda wrong: steps.index(wrong["then"]))
        yield Remark(early, False, slip["why"], slip.get("misconception"))
        return
    step = next(step for step in item.parts["steps"] if step["id"] == missing)
    yield Remark(missing, False, step["why"])


def _score_number(item: Item, response: Response) -> Score:
    parts = item.parts
    if near(response, parts["answer"], parts["tolerance"]):
        return Score(1.0, (Remark("", True, parts["why"]),))
    for slip in parts.get("wrong", ()):
        if near(response, slip["value"], parts["tolerance"]):
            return Score(0.0, (Remark("", False, slip["why"], slip.get("misconception")),))
    return Score(0.0, (Remark("", False, parts["otherwise"]["why"]),))


def near(number: float, wanted: float, tolerance: Mapping[str, float]) -> bool:
    """Whether a number passes for the one wanted, within {"absolute": …} or {"relative": …}."""
    allowed = tolerance["absolute"] if "absolute" in tolerance else tolerance["relative"] * abs(wanted)
    # a hair of slack, since 0.1 + 0.2 must be within 0 of 0.3
    return abs(number - wanted) <= allowed + 1e-12 * max(1.0, abs(wanted))


def _part(item: Item, key: str, part_id: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = next(part for part in item.parts[key] if part["id"] == part_id)
    return found


_CHECKS: dict[str, Callable[[Item, Response], Response]] = {
    "choice": _check_choice,
    "multi": _check_multi,
    "classify": _check_assigned,
    "match": _check_assigned,
    "order": _check_order,
    "number": _check_number,
}
_SCORERS: dict[str, Callable[[Item, Response], Score]] = {
    "choice": _score_choice,
    "multi": _score_multi,
    "classify": _score_assigned,
    "match": _score_assigned,
    "order": _score_order,
    "number": _score_number,
}
