"""A1, classify and sequence: one check for each graded behaviour."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import Any

from autograde_tests.checking import (
    RIGHT,
    Verdict,
    check,
    code_or_clicks,
    item,
    judge_click,
    judge_label,
    judge_response,
    prepare,
)
from dosclientes.classroom.forms import label_of, pairs_of, party_of, steps_of
from dosclientes.language.translation import gettext

_ = partial(gettext, catalog="graded")
prepare("a1")


@check
def check_click_payer() -> Verdict:
    """Whoever pays is not thereby the customer (M1, M4)."""
    return judge_click("a1-payer")


@check
def check_click_instruments() -> Verdict:
    """Customers receive; being employed, on site or a supplier does not do (M2, M6, M9)."""
    return judge_click("a1-instruments")


@check
def check_click_roles() -> Verdict:
    """A role belongs to an output, not to a department (M2, M3, M4)."""
    return judge_click("a1-roles")


@check
def check_click_criteria() -> Verdict:
    """What the articles ascribe to either relation, and what to both (M16)."""
    return judge_click("a1-criteria")


@check
def check_click_loan() -> Verdict:
    """Each step uses what the one before delivers (M4)."""
    return judge_click("a1-loan")


def _judge_case(labels: Any, case: str) -> Verdict:
    return judge_label("a1-table", case, label_of(labels, item("a1-table"), case))


@code_or_clicks("a1-table")
def check_table_ward_result(labels: Any) -> Verdict:
    """The ward is the laboratory's internal customer (M1)."""
    return _judge_case(labels, "ward-result")


@code_or_clicks("a1-table")
def check_table_laboratory_sample(labels: Any) -> Verdict:
    """The laboratory is a customer too, of the sample (M3)."""
    return _judge_case(labels, "laboratory-sample")


@code_or_clicks("a1-table")
def check_table_insurer(labels: Any) -> Verdict:
    """Paying makes no customer (M1)."""
    return _judge_case(labels, "insurer")


@code_or_clicks("a1-table")
def check_table_accounting(labels: Any) -> Verdict:
    """Being employed makes no internal customer (M2)."""
    return _judge_case(labels, "accounting")


@code_or_clicks("a1-table")
def check_table_courier(labels: Any) -> Verdict:
    """A partner is not inside, and who delivers is no customer (M5, M6)."""
    return _judge_case(labels, "courier")


@code_or_clicks("a1-table")
def check_table_supplier_forecast(labels: Any) -> Verdict:
    """A supplier is a customer of what it receives (M6)."""
    return _judge_case(labels, "supplier-forecast")


@code_or_clicks("a1-table")
def check_table_cleaners_induction(labels: Any) -> Verdict:
    """On site is not inside (M9)."""
    return _judge_case(labels, "cleaners-induction")


@code_or_clicks("a1-table")
def check_table_nurse_patient(labels: Any) -> Verdict:
    """An employee can be an external customer (M10)."""
    return _judge_case(labels, "nurse-patient")


@code_or_clicks("a1-chain")
def check_chain_order(chain: Any) -> Verdict:
    """The bus passes from hand to hand in the order of what each one uses."""
    asked = item("a1-chain")
    return judge_response(asked, steps_of(chain, asked))


@code_or_clicks("a1-customers")
def check_chain_customers(customer_of: Any) -> Verdict:
    """The next one in the chain is the customer of the one before (M4: the arrows turned round)."""
    asked = item("a1-customers")
    pairs = pairs_of(customer_of, asked)
    steps = [step["id"] for step in item("a1-chain").parts["steps"]]
    handovers = list(pairwise(steps))
    hits = sum(pairs.get(provider) == customer for provider, customer in handovers)
    if hits == len(handovers):
        return RIGHT
    if sum(pairs.get(customer) == provider for provider, customer in handovers) > hits:
        told = _("Tus flechas van al revés. Quien entrega afecta al otro, pero cliente es quien recibe.")
    else:
        told = _("No todas las entregas casan. Mira, paso a paso, quién usa lo que otro acaba de entregar.")
    return Verdict(hits / len(handovers), told, asked.section)


@code_or_clicks("a1-note")
def check_chain_note(note_customer: Any) -> Verdict:
    """The arrow turns with the output: of the note, the driver is the customer (M3, M4)."""
    asked = item("a1-note")
    return judge_response(asked, party_of(note_customer, asked))
