"""The procedure answered as a table of situations: what the table says of a case, as a function would.

Whoever does not write `classify` and `missing` in code says what each situation calls for, in a form. Its answers are
made into functions here, and the same tests judge them as judge code. No key is here: only which situation a case is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

__all__ = ["classify_by", "missing_by"]

Case = Mapping[str, Any]
_RECEIPT, _PURPOSE = ("receives", "could_receive"), ("intended_for", "required_by")


def classify_by(labels: Mapping[str, str]) -> Callable[[Case, Collection[str] | None], str]:
    """The function that gives a case the label said for its situation (see `_situation`)."""
    return lambda case, boundary: labels[_situation(case, boundary)]


def missing_by(answers: Mapping[str, str]) -> Callable[[Case, Collection[str] | None], list[str]]:
    """The function that names the facts to be found out in the situation of a case (see `_gap`)."""

    def missing(case: Case, boundary: Collection[str] | None) -> list[str]:
        said = answers[_gap(case, boundary)]
        pairs = {"receipt": _RECEIPT, "purpose": _PURPOSE, "both": (*_RECEIPT, *_PURPOSE), "nothing": ()}
        facts = pairs.get(said)
        return [said] if facts is None else [fact for fact in facts if case[fact] is None]

    return missing


def _known(case: Case, facts: tuple[str, str]) -> bool | None:
    """Whether either fact is a yes; None if that is not known."""
    values = [case[fact] for fact in facts]
    return True if True in values else None if None in values else False


def _situation(case: Case, boundary: Collection[str] | None) -> str:
    """The row of the form that a case belongs to: facts that the row does not name may have any value."""
    receipt, purpose = _known(case, _RECEIPT), _known(case, _PURPOSE)
    inside = boundary is not None and case["party"] in boundary
    pays, provides = case.get("pays"), case["provides"]
    if receipt and purpose:
        if boundary is None:
            return "customer-no-boundary"
        if inside:
            return "customer-in-pays" if pays else "customer-in"
        return (
            "customer-out-provides" if provides else "customer-out-free" if pays is False else "customer-out"
        )
    if receipt is not False and purpose is not False:
        return "open-receipt" if purpose else "open-purpose" if receipt else "open-both"
    return _other(case, inside, open_too=receipt is None or purpose is None)


def _other(case: Case, inside: bool, open_too: bool) -> str:
    """The row of a case of somebody who is no customer."""
    pays, provides, interested = case.get("pays"), case["provides"], case["interested"]
    if provides is None:
        return "other-provides-unknown"
    if provides:
        return "other-provides-in" if inside else "other-provides"
    if interested is None:
        return "other-interest-unknown"
    if interested:
        return "other-interest-pays" if pays else "other-interest-open" if open_too else "other-interest"
    return "other-nothing-pays" if pays else "other-nothing-in" if inside else "other-nothing-out"


def _gap(case: Case, boundary: Collection[str] | None) -> str:
    """The row of the form that asks what is missing."""
    receipt, purpose = _known(case, _RECEIPT), _known(case, _PURPOSE)
    if receipt is False or purpose is False:
        if case["provides"] is None:
            return "gap-provides"
        if case["provides"]:
            return "gap-provider"
        return "gap-interested" if case["interested"] is None else "gap-other"
    if receipt and purpose:
        return "gap-boundary" if boundary is None else "gap-customer"
    return "gap-receipt" if purpose else "gap-purpose" if receipt else "gap-both"
