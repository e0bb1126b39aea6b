"""A2, draw the boundary: one check for each graded behaviour.

The student's `classify(case, boundary)` is called with cases the student has not seen. Each behaviour is judged
by cases that have it and by others that look like them and do not, so that always saying the same earns nothing.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from functools import partial
from typing import Any

from autograde_tests.a2_own import Chosen, Counted, judge_biggest, judge_sides
from autograde_tests.checking import RIGHT, Verdict, check, code_or_clicks, judge_click, prepare
from autograde_tests.own import judge_own
from dosclientes.classroom.casework import biggest_of, gives_facts, gives_label, sides_of
from dosclientes.classroom.decisions import classify_by, missing_by
from dosclientes.customers import FACTS
from dosclientes.language.translation import gettext

_ = partial(gettext, catalog="graded")
prepare("a2")

INSIDE = ["hospital", "laboratory", "ward", "surgery", "pharmacy", "kitchen", "accounting", "it_desk", "hr"]
_SIGNS = {"+": True, "-": False, "?": None}


def case(party: str, signs: str, **notes: bool) -> dict[str, Any]:
    """A case as students get it; the signs say yes, no or unknown to each fact, in the order of FACTS."""
    facts = {fact: _SIGNS[sign] for fact, sign in zip(FACTS, signs, strict=True)}
    return {"party": party, **facts, **notes}


def _judge(
    classify: Any, label: str, those: Iterable[dict[str, Any]], others: Iterable[dict[str, Any]], hint: str
) -> Verdict:
    """Right if `those`, and none of the `others`, get this label within the boundary of the hospital."""
    for wanted, cases in ((True, those), (False, others)):
        for each in cases:
            if (gives_label(classify, copy.deepcopy(each), [*INSIDE]) == label) is not wanted:
                return Verdict(0.0, hint, "04-boundaries#procedure")
    return RIGHT


@check
def check_click_suppliers() -> Verdict:
    """The output says what a supplier or the government is (M3, M5, M6, M7)."""
    return judge_click("a2-suppliers")


@check
def check_click_outsiders() -> Verdict:
    """Neither help nor presence puts anybody inside, and an employee may be outside (M3, M5, M6, M9, M10)."""
    return judge_click("a2-outsiders")


@check
def check_click_owner() -> Verdict:
    """An owner is a customer of what she receives (M7, M8)."""
    return judge_click("a2-owner")


@check
def check_click_disputes() -> Verdict:
    """What to ask two sources that clash (M1, M4)."""
    return judge_click("a2-disputes")


@code_or_clicks("a2-procedure", classify_by)
def check_code_internal(classify: Any) -> Verdict:
    """Inside, and a customer because it receives what it requires (M2)."""
    those = [case("ward", "++++-+"), case("pharmacy", "++-+--"), case("it_desk", "++++--")]
    others = [case("accounting", "------"), case("kitchen", "++----"), case("hr", "-----+")]
    hint = _(
        "Alguien de dentro no siempre es cliente, y a quien recibe le basta requerirlo. ¿Qué preguntas antes?"
    )
    return _judge(classify, "internal", those, others, hint)


@code_or_clicks("a2-procedure", classify_by)
def check_code_external(classify: Any) -> Verdict:
    """Outside, and a customer even if it only could receive what is intended for it."""
    those = [case("patient", "++++-+"), case("centre", "-++--+"), case("partner_hospital", "+++---")]
    others = [case("insurer", "-----+"), case("tourist", "++----"), case("courier", "----+-")]
    hint = _("Fuera hay clientes que aún no han recibido nada, y otros que no son clientes. ¿Qué pide 3.2.4?")
    return _judge(classify, "external", those, others, hint)


@code_or_clicks("a2-procedure", classify_by)
def check_code_payer(classify: Any) -> Verdict:
    """Who pays is noted and decides nothing (M1)."""
    customers = [("child", "++++-+", "external"), ("ward", "++++--", "internal")]
    payers = [("insurer", "-----+"), ("town", "------")]
    told = Verdict(
        0.0,
        _("Cambia solo quién paga, o quita ese dato del caso. ¿Cambia lo que dice la definición?"),
        "01-customer-iso9000#definition",
    )
    notes: tuple[dict[str, bool], ...] = ({"pays": True}, {"pays": False}, {})
    for note in notes:
        for party, signs, label in customers:
            if gives_label(classify, case(party, signs, **note), [*INSIDE]) != label:
                return told
        for party, signs in payers:
            if gives_label(classify, case(party, signs, **note), [*INSIDE]) in ("internal", "external"):
                return told
    return RIGHT


@code_or_clicks("a2-procedure", classify_by)
def check_code_provider(classify: Any) -> Verdict:
    """Who delivers is a provider on either side, unless it is a customer of this output (M6)."""
    those = [case("courier", "----+-"), case("laboratory", "----++"), case("supplier", "++--+-")]
    others = [case("supplier", "++++++"), case("insurer", "-----+"), case("ward", "++++++")]
    hint = _(
        "Proveer está a los dos lados de la frontera. Y quien provee algo, ¿puede además recibir esta salida?"
    )
    return _judge(classify, "provider", those, others, hint)


@code_or_clicks("a2-procedure", classify_by)
def check_code_interested(classify: Any) -> Verdict:
    """An interest makes an interested party, neither a customer nor more than a provider (M7, M8)."""
    those = [case("ministry", "-----+"), case("accounting", "-----+"), case("owner", "++---+")]
    others = [case("courier", "----++"), case("patient", "++++-+"), case("tourist", "------")]
    hint = _("Que a alguien le importe no lo hace cliente. ¿Y qué miras primero, si además aporta algo?")
    return _judge(classify, "interested_party", those, others, hint)


@code_or_clicks("a2-procedure", classify_by)
def check_code_none(classify: Any) -> Verdict:
    """Nothing received on purpose, nothing given, no interest: none, even for an employee (M2)."""
    those = [case("accounting", "------"), case("tourist", "------"), case("kitchen", "++----")]
    those += [case("hr", "--++--")]
    others = [case("insurer", "-----+"), case("courier", "----+-"), case("patient", "++++--")]
    hint = _(
        "Recibir por error no basta, ni que fuera para alguien que no puede recibirlo. ¿Qué queda entonces?"
    )
    return _judge(classify, "none", those, others, hint)


@code_or_clicks("a2-procedure", classify_by)
def check_code_undetermined(classify: Any) -> Verdict:
    """Unknown facts leave a case open only if the label depends on them."""
    unclear = ["-?++-+", "++??-+", "++-?-+", "-?-?-+", "----?+", "-----?", "++--??"]
    clear = ["+?+?--", "++?+??", "--??-+", "-?--+-", "----+?"]
    those = [case(party, signs) for party in ("ward", "centre") for signs in unclear]
    others = [case(party, signs) for party in ("ward", "centre") for signs in clear]
    hint = _(
        "Hay datos sin saber que importan y otros que no. Pregunta: si se supiera, ¿podría cambiar la etiqueta?"
    )
    return _judge(classify, "undetermined", those, others, hint)


@code_or_clicks("a2-procedure", classify_by)
def check_code_boundary(classify: Any) -> Verdict:
    """The boundary that is given decides the side, and nothing but it (M3, M5, M9, M10)."""
    told = Verdict(
        0.0,
        _("Dale a tu función otra frontera, o ninguna. ¿Decide el lado esa frontera, y nada más que ella?"),
        "04-boundaries#predict",
    )
    ward, cleaners = case("ward", "++++-+"), case("cleaning_firm", "++++-+", on_site=True, partner=True)
    nurse, insurer = case("nurse_as_patient", "++++-+", employee=True), case("insurer", "-----+")
    moves: list[tuple[dict[str, Any], Any, str]] = [
        (ward, ["laboratory", "ward"], "internal"),
        (ward, ["laboratory"], "external"),
        (ward, {"hospital", "ward", "laboratory"}, "internal"),
        (ward, {"hospital"}, "external"),
        (ward, None, "undetermined"),
        (cleaners, [*INSIDE], "external"),
        (cleaners, [*INSIDE, "cleaning_firm"], "internal"),
        (nurse, set(INSIDE), "external"),
    ]
    for each, boundary, label in moves:
        if gives_label(classify, copy.deepcopy(each), copy.deepcopy(boundary)) != label:
            return told
    for other in ([*INSIDE], [*INSIDE, "insurer"], None):
        if gives_label(classify, copy.deepcopy(insurer), other) in ("internal", "external", "undetermined"):
            return told
    return RIGHT


@code_or_clicks("a2-procedure", classify_by)
def check_code_untouched(classify: Any) -> Verdict:
    """The case and the boundary are left as they were."""
    plain = [("ward", "++++-+", "internal"), ("patient", "++++-+", "external"), ("ministry", "-----+", "")]
    for party, signs, label in [*plain, ("centre", "+???-?", "")]:
        given, boundary = case(party, signs), [*INSIDE]
        before = (dict(given), list(boundary))
        labels = {gives_label(classify, given, boundary) for _again in range(2)}
        if (given, boundary) != before:
            return Verdict(
                0.0, _("Tu función cambia lo que le dan: el caso o la frontera. Trabaja con nombres propios.")
            )
        if label and labels != {label}:
            return Verdict(0.0, _("Antes de mirar si cambia algo, tiene que acertar con un cliente claro."))
    return RIGHT


@code_or_clicks("a2-missing", missing_by)
def check_code_missing(missing: Any) -> Verdict:
    """Which facts to find out: those that decide, and no others."""
    asked: list[tuple[str, Any, list[str]]] = [
        ("++++-+", INSIDE, []),
        ("-?++-+", INSIDE, ["could_receive"]),
        ("++??-+", INSIDE, ["intended_for", "required_by"]),
        ("++-?-+", INSIDE, ["required_by"]),
        ("-??--+", INSIDE, ["could_receive", "intended_for"]),
        ("+?+?-?", INSIDE, []),
        ("----?+", INSIDE, ["provides"]),
        ("-----?", INSIDE, ["interested"]),
        ("--??+?", INSIDE, []),
        ("++++-+", None, ["boundary"]),
        ("-----+", None, []),
    ]
    for signs, boundary, names in asked:
        given = None if boundary is None else [*boundary]
        if gives_facts(missing, case("centre", signs), given) != names:
            told = _(
                "Nombra lo que falta para decidir: ni lo que ya da igual, ni menos de lo que hace falta."
            )
            return Verdict(0.0, told, "04-boundaries#undetermined")
    return RIGHT


@code_or_clicks("a2-biggest", Chosen)
def check_my_biggest(biggest: Any) -> Verdict:
    """Whose hours make the biggest customer of each provider, in the student's own data (M4)."""
    answer = biggest.rows() if isinstance(biggest, Chosen) else biggest_of(biggest)
    return judge_own(lambda mine: judge_biggest(answer, mine), "requests")


@code_or_clicks("a2-outside", Counted)
def check_my_sides(sides: Any) -> Verdict:
    """How many of the student's own requests have an internal customer, and how many an external one (M2)."""
    answer = sides if isinstance(sides, Counted) else sides_of(sides)
    return judge_own(lambda mine: judge_sides(answer, mine), "requests")
