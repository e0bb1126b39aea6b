"""Who is a customer: `cases` (lesson 01), `tickets` (03) and `sales` (04)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dosclientes.datasets.core import generator, table, weights

if TYPE_CHECKING:
    import pandas as pd

_KINDS = [
    # output, recipient, weight, P(pays), P(receives), could, intended, required
    ("vaccination", "child", 8, 0.0, 0.8, 1, 1, 1),
    ("vaccination", "ministry", 3, 1.0, 0.0, 0, 0, 0),
    ("blood_result", "ward", 8, 0.0, 0.95, 1, 1, 1),
    ("blood_result", "community_health_centre", 5, 0.8, 0.9, 1, 1, 1),
    ("blood_result", "kitchen", 6, 0.0, 1.0, 1, 0, 0),  # sent there by mistake
    ("care", "insurer", 7, 1.0, 0.0, 0, 0, 0),
    ("clinic_visit", "patient", 10, 0.3, 0.5, 1, 1, 1),  # half of them still wait
    ("home_medicines", "patient", 6, 0.5, 0.9, 1, 1, 1),
    ("meal", "patient", 5, 0.0, 1.0, 1, 1, 1),
    ("meal", "family", 4, 1.0, 1.0, 1, 1, 1),
    ("it_support", "hr", 4, 0.0, 0.9, 1, 1, 1),
    ("specimen", "laboratory", 4, 0.0, 1.0, 1, 1, 1),
    ("forecast", "reagent_supplier", 3, 0.0, 0.9, 1, 1, 1),
    ("discharge_report", "insurer", 3, 1.0, 0.9, 1, 1, 1),
    ("clean_linen", "ward", 4, 0.0, 1.0, 1, 1, 1),
]


def cases(size: int = 150, seed: int | None = None) -> pd.DataFrame:
    """Outputs and who they reach, with the facts that decide who is a customer. Simulated.

    Columns: `case` (number), `output`, `recipient` (ids), and the booleans `pays`, `receives`,
    `could_receive`, `intended_for`, `required_by`, as in `customers.Case`. `size` counts rows.

    Model: a row is one of 15 kinds, drawn with fixed weights; its kind says whether the recipient could
    receive the output, and whether it is intended for it or required by it, and with what probabilities it
    pays and receives, independently.

    Truth: `customers` (share of rows that count, by rule "payer", "2005", "2015"), `lost_by_payer` (share of
    the customers of 2015 who do not pay), `invented_by_payer` (share of those who pay and are no customers),
    `lost_by_2005` (share of the customers of 2015 who do not receive yet).
    """
    rng = generator("cases", size, seed)
    weight = np.array([kind[2] for kind in _KINDS], float)
    rows = [_KINDS[row] for row in rng.choice(len(_KINDS), size, p=weight / weight.sum())]
    pays, receives, could, intended, required = np.array([row[3:] for row in rows], float).T
    return table(
        case=np.arange(1, size + 1),
        output=[row[0] for row in rows],
        recipient=[row[1] for row in rows],
        pays=rng.random(size) < pays,
        receives=rng.random(size) < receives,
        could_receive=could == 1,
        intended_for=intended == 1,
        required_by=required == 1,
    )


def cases_truth() -> dict[str, Any]:
    weight, pays, receives, could, intended, _required = np.array([kind[2:] for kind in _KINDS], float).T
    share = weight / weight.sum()
    customer = share * could * intended  # no kind is required by whom it is not intended for
    return {
        "customers": {"payer": share @ pays, "2005": share @ receives, "2015": customer.sum()},
        "lost_by_payer": customer @ (1 - pays) / customer.sum(),
        "invented_by_payer": (share - customer) @ pays / (share @ pays),
        "lost_by_2005": customer @ (1 - receives) / customer.sum(),
    }


_PAID = {
    "internal": {"ward": 0.10, "pharmacy": 0.0, "laboratory": 0.15, "hr": 0.0},
    "external": {"patient": 0.25, "family": 0.35, "insurer": 0.90, "community_health_centre": 0.70},
}
_CHANNEL = {
    "internal": {"portal": 0.45, "phone": 0.25, "desk": 0.25, "email": 0.05},
    "external": {"portal": 0.10, "phone": 0.40, "desk": 0.25, "email": 0.25},
}
_GOAL = {
    "internal": {"information": 0.35, "repair": 0.40, "supply": 0.25},
    "external": {"information": 0.35, "appointment": 0.45, "supply": 0.20},
}


def tickets(size: int = 400, seed: int | None = None) -> pd.DataFrame:
    """What reaches a hospital's service desk, and from whom. Simulated.

    Columns: `requester` (id), `channel` ("portal", "phone", "desk", "email"), `type` ("internal" or
    "external", the boundary being the hospital), `goal` ("information", "repair", "appointment", "supply"),
    `paid` (boolean). `size` counts rows.

    Model: half are internal; the requester is one of four of its type, equally likely; channel and goal
    depend on the type, payment on the requester alone. Both types ask for information equally often, and
    come to the desk equally often; some departments are charged and many patients are not.

    Truth: `paid`, `channel`, `goal` (probabilities given the type), `paid_by_requester`, and `hits_by_payer`
    (how often "who pays is external" is right).
    """
    rng = generator("tickets", size, seed)
    kind = np.where(rng.random(size) < 0.5, "internal", "external")
    requester, channel, goal = (np.empty(size, object) for _column in range(3))
    paid = np.zeros(size, bool)
    for name, fees in _PAID.items():
        here = kind == name
        n = int(here.sum())
        requester[here] = rng.choice(list(fees), n)
        channel[here] = _draw(rng, _CHANNEL[name], n)
        goal[here] = _draw(rng, _GOAL[name], n)
        paid[here] = rng.random(n) < np.array([fees[each] for each in requester[here]], float)
    return table(requester=requester, channel=channel, type=kind, goal=goal, paid=paid)


def tickets_truth() -> dict[str, Any]:
    paid = {name: float(np.mean(list(fees.values()))) for name, fees in _PAID.items()}
    return {
        "paid": paid,
        "channel": _CHANNEL,
        "goal": _GOAL,
        "paid_by_requester": {**_PAID["internal"], **_PAID["external"]},
        "hits_by_payer": (paid["external"] + 1 - paid["internal"]) / 2,
    }


_SEGMENTS = {
    # share of customers, mean revenue (€), margin per € of revenue
    "loyal": (0.2, 260.0, 0.36),
    "discount": (0.5, 90.0, 0.18),
    "impulse": (0.3, 70.0, 0.30),
}
_SPREAD, _MARGIN_SPREAD = 0.6, 0.2


def sales(size: int = 800, seed: int | None = None) -> pd.DataFrame:
    """A year of a shop's customers, and what each of them left. Simulated.

    Columns: `customer` (number), `segment` ("loyal", "discount", "impulse"), `revenue` and `margin` (€ a
    year, the margin being profit). `size` counts customers.

    Model: 20, 50 and 30 % of the customers are loyal, after discounts, and on impulse. Revenue is lognormal
    with means of 260, 90 and 70 € and a log standard deviation of .6; margin is revenue times .36, .18 and
    .30, times a lognormal factor of mean 1 and log standard deviation .2.

    Truth: `share_of_loyal` ("customers", "income", "profit"), `income` and `profit` (mean € by segment),
    `share` (of customers, by segment), `log_sd`. The loyal bring less than half of the income and more than
    half of the profit.
    """
    rng = generator("sales", size, seed)
    names, shares = weights({name: row[0] for name, row in _SEGMENTS.items()})
    # Fixed quotas: what varies is how much people buy, not how many of each kind there are.
    segment = rng.permutation(np.array(names)[np.searchsorted(np.cumsum(shares), _middles(size))])
    means, rates = (np.array([_SEGMENTS[name][column] for name in segment]) for column in (1, 2))
    revenue = means * rng.lognormal(-(_SPREAD**2) / 2, _SPREAD, size)
    margin = revenue * rates * rng.lognormal(-(_MARGIN_SPREAD**2) / 2, _MARGIN_SPREAD, size)
    return table(
        customer=np.arange(1, size + 1), segment=segment, revenue=revenue.round(2), margin=margin.round(2)
    )


def sales_truth() -> dict[str, Any]:
    income = {name: share * mean for name, (share, mean, _rate) in _SEGMENTS.items()}
    profit = {name: income[name] * rate for name, (_share, _mean, rate) in _SEGMENTS.items()}
    return {
        "share_of_loyal": {
            "customers": _SEGMENTS["loyal"][0],
            "income": income["loyal"] / sum(income.values()),
            "profit": profit["loyal"] / sum(profit.values()),
        },
        "share": {name: row[0] for name, row in _SEGMENTS.items()},
        "income": {name: row[1] for name, row in _SEGMENTS.items()},
        "profit": {name: row[1] * row[2] for name, row in _SEGMENTS.items()},
        "log_sd": _SPREAD,
    }


def _draw(rng: np.random.Generator, shares: dict[str, float], n: int) -> Any:
    names, p = weights(shares)
    return rng.choice(names, n, p=p)


def _middles(size: int) -> Any:
    return (np.arange(size) + 0.5) / size
