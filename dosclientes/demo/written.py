"""What a simulated learner of A1 hands in, as a real hand-in that nbgrader and the engine grade."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from dosclientes.demo.simulated import Sheet

__all__ = ["edits"]

_CHAIN = ("driver", "desk", "diagnosis", "stores", "mechanic", "dispatch")


def edits(one: Sheet, text: str) -> dict[str, Any]:
    """Clicks and cells, as a stored submission of A1 has them (see `autograde_tests/corpus.py`).

    Who does not know the chain writes it backwards, and takes whoever hands over for the customer.
    """
    links = list(pairwise(_CHAIN))
    if not one.points["chain-customers"]:
        links = [(customer, giver) for giver, customer in links]
    chain = _CHAIN if one.points["chain-order"] else _CHAIN[::-1]
    note = "driver" if one.points["chain-note"] else "desk"
    return {
        "answers": dict(one.responses),
        "cells": {
            "labels": f"labels = {json.dumps(dict(one.labels))}",
            "chain": f"chain = {json.dumps(list(chain))}",
            "customer-of": f"customer_of = {json.dumps(dict(links))}",
            "note-customer": f'note_customer = "{note}"',
            "own-case-answer": text,
        },
        "files": {},
        "translated": {},
        "owner": {},
    }
