"""Questions of A1 as it was before its chain became a bus company's, for classes that released it then.

A gradebook keeps the tests it was given: they import these names from `a1`, and are judged by the key of their time.
"""

from __future__ import annotations

from typing import Any

from autograde_tests.chains import judge_customers
from autograde_tests.checking import RIGHT, Verdict, check, handed_in, judge_response, unforeseen
from dosclientes.classroom.forms import BlankError, pairs_of, party_of, steps_of
from dosclientes.items import Item

__all__ = ["check_chain_customers", "check_chain_note", "check_chain_order", "check_click_infographic"]


def _order(name: str, *steps: str) -> Item:
    parts = [{"id": step, "text": step, "why": ""} for step in steps]
    return Item(
        {"id": name, "kind": "order", "prompt": "", "section": "02-internal-chain#concept", "steps": parts}
    )


_CHAIN = _order("a1-chain", "nurse", "porter", "reception", "analysis", "validation", "doctor")
_INFOGRAPHIC = _order("a1-infographic", "brief", "text", "drawing", "posting")


@check
def check_click_infographic() -> Verdict:
    """Each step uses what the one before delivers (M4)."""
    answer = handed_in().answers.get(_INFOGRAPHIC.id)
    if answer is None:
        raise BlankError(unforeseen())
    return judge_response(_INFOGRAPHIC, answer.response)


@check
def check_chain_order(chain: Any) -> Verdict:
    """The blood test passes from hand to hand in the order of what each one uses."""
    return judge_response(_CHAIN, steps_of(chain, _CHAIN))


@check
def check_chain_customers(customer_of: Any) -> Verdict:
    """The next one in the chain is the customer of the one before (M4: the arrows turned round)."""
    return judge_customers(pairs_of(customer_of, _CHAIN), _CHAIN)


@check
def check_chain_note(note_customer: Any) -> Verdict:
    """The arrow turns with the output: of the note, the nurse is the customer (M3, M4)."""
    if party_of(note_customer, _CHAIN) == "nurse":
        return RIGHT
    return Verdict(0.0, unforeseen(), "02-internal-chain#explore-intro")
