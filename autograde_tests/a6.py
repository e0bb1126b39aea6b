"""A6, the capstone: a SIPOC and its CTQ, of a process of the student's own, and a plan from personal data.

What the process is about nobody can foresee. Judged is whether the tables agree with themselves: who delivers and
who receives, on which side of the declared boundary, and whether a requirement could be measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import Any

from autograde_tests.a6_own import check_own_best, check_own_impact, check_own_load, check_own_plan
from autograde_tests.checking import RIGHT, Check, Verdict, check, judge_click, prepare
from dosclientes.classroom.capstone import boundary_of, can_be_kept_and_missed, ctq_of, same, sipoc_of
from dosclientes.language.translation import gettext

__all__ = [
    "check_click_objections",
    "check_click_proof",
    "check_ctq_customers",
    "check_ctq_measurable",
    "check_ctq_tree",
    "check_own_best",
    "check_own_impact",
    "check_own_load",
    "check_own_plan",
    "check_sipoc_chain",
    "check_sipoc_complete",
    "check_sipoc_parties",
    "check_sipoc_sides",
]

_ = partial(gettext, catalog="graded")
prepare("a6")

LEAST = 4
"""A SIPOC has so many steps at least."""
CHAIN, SIPOC = "02-internal-chain#concept", "06-six-sigma#sipoc"
LINE, TREE = "04-boundaries#procedure", "06-six-sigma#ctq"

Row = dict[str, Any]


@check
def check_click_proof() -> Verdict:
    """What is promised outside is measured outside, against somewhere it was not tried (M12, M13)."""
    return judge_click("a6-proof")


@check
def check_click_objections() -> Verdict:
    """An objection touches boundary, output, evidence or feasibility, and each asks for another answer."""
    return judge_click("a6-objections")


@check
def check_sipoc_complete(sipoc: Any) -> Verdict:
    """At least four different steps, and no cell left empty."""
    rows = sipoc_of(sipoc)
    if any(not text for row in rows for text in row.values()):
        return Verdict(0.0, _("Hay casillas vacías. ¿Qué falta por saber de ese paso?"), SIPOC)
    if len(rows) < LEAST:
        return Verdict(0.0, _("La cadena tiene menos de cuatro pasos. ¿Qué pasa antes, o después?"), SIPOC)
    if any(same(one["step"], other["step"]) for n, one in enumerate(rows) for other in rows[:n]):
        return Verdict(0.0, _("Un paso está dos veces. ¿Qué hace de distinto cada uno?"), SIPOC)
    return RIGHT


def _handovers(rows: list[Row]) -> Iterator[tuple[bool, bool, bool]]:
    """Of each handover: is its receiver who does the next step, its giver who did this one, and is it one thing?"""
    for this, following in pairwise(rows):
        yield (
            same(this["customer"], following["who"]),
            same(following["supplier"], this["who"]),
            same(following["input"], this["output"]),
        )


def _judge_chain(sipoc: Any) -> Verdict:
    """What one step delivers, the next receives: customer, supplier and input agree (M4, M6)."""
    rows = sipoc_of(sipoc)
    if len(rows) < 2:
        return Verdict(0.0, _("Con un solo paso no hay entregas que seguir."), CHAIN)
    agreed = [part for handover in _handovers(rows) for part in handover]
    if all(agreed):
        return RIGHT
    turned = all(same(following["customer"], this["who"]) for this, following in pairwise(rows))
    told = _("Sigue una entrega con el dedo: ¿quién la da, quién la recibe y cómo se llama en los dos pasos?")
    if turned:
        told = _("Tus flechas van hacia atrás: de lo que entrega un paso, ¿quién es cliente?")
    return Verdict(sum(agreed) / len(agreed), told, CHAIN)


check_sipoc_chain = Check(_judge_chain, 2)


def _side(row: Row, inside: list[str]) -> str | None:
    """The side of a step's customer; None where the boundary leaves both parties out."""
    within = [any(same(row[party], name) for name in inside) for party in ("who", "customer")]
    return None if not any(within) else "internal" if all(within) else "external"


def _judge_sides(sipoc: Any, boundary: Any) -> Verdict:
    """Internal if the boundary holds both parties, external if it runs between them; both occur (M3, M9)."""
    rows, inside = sipoc_of(sipoc), boundary_of(boundary)
    sides = [_side(row, inside) for row in rows]
    hits = [side == row["side"] for row, side in zip(rows, sides, strict=True)]
    if None in sides:
        told = _(
            "En algún paso tu frontera deja fuera a quien entrega y a quien recibe: de ese no dice nada."
        )
    elif not all(hits):
        told = _(
            "Algún lado no casa con tu frontera: ¿pasa la línea entre quien entrega y quien recibe, o los abarca?"
        )
    elif len(set(sides)) < 2:
        told = _(
            "Solo hay clientes de un lado. ¿Hasta dónde llega lo que hace tu organización, o qué pasa dentro?"
        )
        return Verdict(0.5, told, LINE)
    else:
        return RIGHT
    return Verdict(sum(hits) / len(hits), told, LINE)


check_sipoc_sides = Check(_judge_sides, 2)


@check
def check_sipoc_parties(sipoc: Any, boundary: Any) -> Verdict:
    """Nobody serves themselves, and the boundary holds some of the parties and not all (M2)."""
    rows, inside = sipoc_of(sipoc), boundary_of(boundary)
    if any(same(row["who"], row[other]) for row in rows for other in ("customer", "supplier")):
        told = _("Alguien es cliente o proveedor de sí mismo. ¿Quién recibe de verdad esa salida?")
        return Verdict(0.0, told, SIPOC)
    parties = [row[name] for row in rows for name in ("who", "supplier", "customer")]
    if not inside or any(not any(same(name, party) for party in parties) for name in inside):
        told = _(
            "En la frontera hay alguien que no sale en la cadena, o no hay nadie. Usa los mismos nombres."
        )
        return Verdict(0.0, told, LINE)
    if all(any(same(party, name) for name in inside) for party in parties):
        told = _("Tu frontera los abarca a todos. ¿Quién recibe al final, y es parte de la organización?")
        return Verdict(0.0, told, LINE)
    return RIGHT


@check
def check_ctq_customers(ctq: Any, sipoc: Any, boundary: Any) -> Verdict:
    """Each requirement is a customer's of the chain, and both sides are asked (M16)."""
    rows, inside = sipoc_of(sipoc), boundary_of(boundary)
    sides = set()
    for requirement in ctq_of(ctq):
        served = [_side(row, inside) for row in rows if same(row["customer"], requirement["customer"])]
        if not served:
            told = _("Hay un requisito de alguien que no es cliente en tu SIPOC. ¿Qué salida recibe?")
            return Verdict(0.0, told, TREE)
        sides |= set(served)
    if not {"internal", "external"} <= sides:
        told = _("Todos los requisitos son de un mismo lado. ¿Qué necesita el cliente del otro?")
        return Verdict(0.0, told, TREE)
    return RIGHT


@check
def check_ctq_tree(ctq: Any) -> Verdict:
    """From need by driver to measure: three different things, each said."""
    rows = ctq_of(ctq)
    good = [
        all(row[name] for name in ("need", "driver", "measure"))
        and not same(row["need"], row["driver"])
        and not same(row["driver"], row["measure"])
        and not same(row["need"], row["measure"])
        for row in rows
    ]
    if all(good):
        return RIGHT
    told = _(
        "Necesidad, factor y medida son tres cosas: lo que dice el cliente, de qué depende y qué se cuenta."
    )
    return Verdict(sum(good) / len(good), told, TREE)


def _judge_measurable(ctq: Any) -> Verdict:
    """A limit that something measured can keep or miss: in a unit, within what the unit allows."""
    rows = ctq_of(ctq)
    good = [bool(row["unit"]) for row in rows]
    kept = [can_be_kept_and_missed(row["comparison"], row["limit"], row["unit"]) for row in rows]
    if all(good) and all(kept):
        return RIGHT
    told = _("Algún límite no se puede comprobar. ¿Qué número, en qué unidad, se cumple o se incumple?")
    if not all(kept):
        told = _(
            "Algún límite no se puede cumplir, o no se puede incumplir. ¿Qué pasa con el cero, o con el 100 %?"
        )
    hits = sum(one and other for one, other in zip(good, kept, strict=True))
    return Verdict(hits / len(rows), told, TREE)


check_ctq_measurable = Check(_judge_measurable, 2)
