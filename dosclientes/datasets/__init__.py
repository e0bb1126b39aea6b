"""The course's simulated data: every number here is invented, by a model that is written down.

Each function draws one data set and its docstring tells the model; `truth` gives the model's parameters and
what follows from them, so that an estimate can be compared with what is true. The same seed gives the same
data on every machine with the locked packages. Party ids are those of `dosclientes.customers.hospital`.

    >>> from dosclientes import datasets
    >>> lab = datasets.load("lab")
    >>> mine = datasets.load("lab", seed=datasets.student_seed("ana"))
    >>> datasets.truth("sales")["share_of_loyal"]["profit"] > 0.5
    True
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dosclientes.datasets.core import plain, student_seed
from dosclientes.datasets.evidence import actions, actions_truth, branches, branches_truth
from dosclientes.datasets.opinion import survey, survey_truth
from dosclientes.datasets.people import cases, cases_truth, sales, sales_truth, tickets, tickets_truth
from dosclientes.datasets.wards import doses, doses_truth, lab, lab_truth
from dosclientes.datasets.work import (
    handoffs,
    handoffs_truth,
    requests,
    requests_truth,
    units,
    units_truth,
)
from dosclientes.language.suggest import choose

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "actions",
    "branches",
    "cases",
    "doses",
    "handoffs",
    "lab",
    "load",
    "names",
    "requests",
    "sales",
    "student_seed",
    "survey",
    "tickets",
    "truth",
    "units",
]

_ALL: dict[str, tuple[Callable[..., pd.DataFrame], Callable[[], dict[str, Any]]]] = {
    "cases": (cases, cases_truth),
    "handoffs": (handoffs, handoffs_truth),
    "tickets": (tickets, tickets_truth),
    "sales": (sales, sales_truth),
    "requests": (requests, requests_truth),
    "units": (units, units_truth),
    "lab": (lab, lab_truth),
    "doses": (doses, doses_truth),
    "survey": (survey, survey_truth),
    "branches": (branches, branches_truth),
    "actions": (actions, actions_truth),
}


def names() -> tuple[str, ...]:
    """The data sets there are, in the order of the lessons."""
    return tuple(_ALL)


def load(name: str, size: int | None = None, seed: int | None = None) -> pd.DataFrame:
    """Draw the data set `name`, of its usual size and with the seed of all unless told otherwise.

    `size` counts what the function's docstring says: rows, or items, units or days. Raises ValueError for an
    unknown name, with the nearest, for a size below 1, and for a seed that is no whole number.
    """
    draw, _truth = _ALL[choose(name, _ALL)]
    if size is None and (seed is None or type(seed) is int):
        return _usual(draw, seed).copy()
    return draw(seed=seed) if size is None else draw(size, seed)


@lru_cache(maxsize=8)
def _usual(draw: Callable[..., pd.DataFrame], seed: int | None) -> pd.DataFrame:
    return draw(seed=seed)


def truth(name: str) -> dict[str, Any]:
    """What is true of the model behind the data set `name`: parameters and what follows from them.

    Keys are told in the function's docstring; values are numbers, names, tuples and dicts. It depends on no
    seed and no size. Raises ValueError for an unknown name, with the nearest.
    """
    _draw, describe = _ALL[choose(name, _ALL)]
    found: dict[str, Any] = plain(describe())
    return found
