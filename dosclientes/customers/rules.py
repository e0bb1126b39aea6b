"""Three rules for who counts as a customer: who pays, ISO 9000:2005, and ISO 9000:2015."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dosclientes.customers import sentences
from dosclientes.customers.parties import Case, Fact
from dosclientes.customers.standards import cite
from dosclientes.language.suggest import choose
from dosclientes.language.translation import gettext as _

__all__ = ["RULES", "Ruling", "counts_as_customer"]


@dataclass(frozen=True)
class Ruling:
    """Whether somebody counts (None: not known), why, and which facts are missing to know."""

    counts: Fact
    reason: str
    missing: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.reason


def counts_as_customer(case: Case, rule: str | int = "2015") -> Ruling:
    """Whether `case.party` counts as a customer of `case.output` by one `rule`.

    `"payer"` is the rule of thumb that looks at payment alone. `"2005"` asks who receives (ISO 9000:2005,
    3.3.5). Services were products there already, so what `"2015"` changes (ISO 9000:2015, 3.2.4) is that who
    could receive counts too, and that the output has to be intended for the party or required by it. No rule
    needs a boundary.
    Raises ValueError for another rule.
    """
    name = choose(rule, RULES)
    if case.output is None and name != "payer":
        return _open(("output",))
    return _RULES[name](case)


def _payer(case: Case) -> Ruling:
    if case.pays is None:
        return _open(("pays",))
    if case.pays:
        return Ruling(True, _("Cuenta: paga, y esta regla no mira nada más."))
    return Ruling(False, _("No cuenta: no paga, y esta regla no mira nada más."))


def _edition_2005(case: Case) -> Ruling:
    if case.receives is None and case.could_receive is not False:
        return _open(("receives",))
    if case.receives:
        return Ruling(
            True,
            _(
                "Cuenta: recibe la salida, sea un bien o un servicio, y eso basta ({clause}).",
                clause=cite("customer", "ISO 9000:2005"),
            ),
        )
    return Ruling(
        False,
        _(
            "No cuenta: no recibe la salida, y poder recibirla no basta ({clause}).",
            clause=cite("customer", "ISO 9000:2005"),
        ),
    )


def _edition_2015(case: Case) -> Ruling:
    facts, cited = f"{sentences.receipt(case)} {sentences.purpose(case)}", cite("customer", "ISO 9000:2015")
    if case.receipt and case.purpose:
        return Ruling(True, _("{facts} Por eso cuenta ({clause}).", facts=facts, clause=cited))
    if case.receipt is False or case.purpose is False:
        return Ruling(False, _("{facts} Por eso no cuenta ({clause}).", facts=facts, clause=cited))
    return _open(sentences.unknown(case))


def _open(missing: tuple[str, ...]) -> Ruling:
    return Ruling(None, sentences.missing(missing), missing)


_RULES: dict[str, Callable[[Case], Ruling]] = {"payer": _payer, "2005": _edition_2005, "2015": _edition_2015}
RULES = tuple(_RULES)
