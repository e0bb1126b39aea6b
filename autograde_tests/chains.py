"""Who is whose customer along a chain."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import pairwise

from autograde_tests.checking import RIGHT, Verdict
from dosclientes.items import Item
from dosclientes.language.translation import gettext

_ = partial(gettext, catalog="graded")


def judge_customers(pairs: Mapping[str, str], chain: Item) -> Verdict:
    """The verdict on provider and customer of each handoff; `chain` has the steps in order."""
    handoffs = list(pairwise(step["id"] for step in chain.parts["steps"]))
    hits = sum(pairs.get(provider) == customer for provider, customer in handoffs)
    if hits == len(handoffs):
        return RIGHT
    if sum(pairs.get(customer) == provider for provider, customer in handoffs) > hits:
        told = _("Tus flechas van al revés. Quien entrega afecta al otro, pero cliente es quien recibe.")
    else:
        told = _("No todas las entregas casan. Mira, paso a paso, quién usa lo que otro acaba de entregar.")
    return Verdict(hits / len(handoffs), told, chain.section)
