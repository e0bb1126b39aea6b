"""How work flows: `handoffs` (lesson 02), `requests` (05) and `units` (06)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from dosclientes.datasets.core import generator, table
from dosclientes.measures import sixsigma

if TYPE_CHECKING:
    import pandas as pd

_CHAIN = {
    # who works: minutes of work, minutes the specimen waits before it
    "ward": (6.0, 0.0),
    "porters": (8.0, 10.0),
    "reception": (3.0, 4.0),
    "analysis": (32.0, 8.0),
    "validation": (4.0, 48.0),
}
_WORK_SHAPE = 4


def handoffs(size: int = 80, seed: int | None = None) -> pd.DataFrame:
    """Specimens on their way from the ward through the laboratory and back. Simulated.

    Columns: `item` (specimen), `step` (1 to 5), `from` (who works on it and then hands it over), `to` (who
    gets it), `t_in` and `t_out` (minutes after eight, when that work begins and ends). `size` counts items,
    of 5 rows each. The wait before a step is its `t_in` less the `t_out` of the step before.

    Model: specimens arrive every 6 minutes on average (exponential); work is gamma with shape 4, waits are
    exponential, all independent. Most work is in the analysis, and most waiting before the validation.

    Truth: `chain` (ids in order), `work_minutes` and `wait_minutes` (means, by `from`), `longest_work`,
    `longest_wait`, `total_minutes`, `waiting_share`.
    """
    rng = generator("handoffs", size, seed)
    work, wait = np.array(list(_CHAIN.values())).T
    arrival = np.cumsum(rng.exponential(6.0, size))
    worked = rng.gamma(_WORK_SHAPE, 1 / _WORK_SHAPE, (size, len(_CHAIN))) * work
    waited = rng.exponential(1.0, (size, len(_CHAIN))) * wait
    t_out = arrival[:, None] + np.cumsum(worked + waited, axis=1)
    chain = [*_CHAIN, "ward"]
    return table(
        item=np.repeat(np.arange(1, size + 1), len(_CHAIN)),
        step=np.tile(np.arange(1, len(_CHAIN) + 1), size),
        from_=np.tile(chain[:-1], size),
        to=np.tile(chain[1:], size),
        t_in=(t_out - worked).ravel().round(1),
        t_out=t_out.ravel().round(1),
    )


def handoffs_truth() -> dict[str, Any]:
    work = {name: row[0] for name, row in _CHAIN.items()}
    wait = {name: row[1] for name, row in _CHAIN.items()}
    total = sum(work.values()) + sum(wait.values())
    return {
        "chain": [*_CHAIN, "ward"],
        "work_minutes": work,
        "wait_minutes": wait,
        "longest_work": max(work, key=work.__getitem__),
        "longest_wait": max(wait, key=wait.__getitem__),
        "total_minutes": total,
        "waiting_share": sum(wait.values()) / total,
    }


_REQUESTS = {
    # provider, recipient: weight, agreed hours, median hours
    ("it_desk", "ward"): (30, 8.0, 3.0),
    ("it_desk", "radiology"): (12, 24.0, 20.0),
    ("it_desk", "hr"): (10, 8.0, 4.0),
    ("hr", "ward"): (14, 160.0, 120.0),
    ("hr", "it_desk"): (6, 160.0, 170.0),
    ("sterilisation", "surgery"): (20, 6.0, 4.0),
    ("sterilisation", "emergency"): (10, 4.0, 4.5),
    ("pharmacy", "ward"): (26, 2.0, 1.2),
    ("pharmacy", "intensive_care"): (12, 1.0, 0.8),
    ("facilities", "kitchen"): (8, 24.0, 36.0),
    ("facilities", "laundry"): (16, 48.0, 12.0),
    ("purchasing", "laboratory"): (14, 72.0, 60.0),
    ("purchasing", "pharmacy"): (8, 72.0, 50.0),
}
_HOURS_SPREAD = 0.5


def requests(size: int = 900, seed: int | None = None) -> pd.DataFrame:
    """What departments of the hospital ask of each other, and how long it takes. Simulated.

    Columns: `provider`, `recipient` (ids), `agreed_hours`, `hours`. `size` counts requests.

    Model: one of 13 pairs, drawn with fixed weights, each with an agreed time; hours are lognormal around
    the pair's median with a log standard deviation of .5. Who asks most often need not be who takes most
    hours: the ward asks most of the IT desk, and radiology takes most of its hours.

    Truth: `share` (of all requests), `median_hours`, `on_time` (probability), each by provider and then
    recipient; `biggest_by_requests` and `biggest_by_hours` (the biggest customer of each provider).
    """
    rng = generator("requests", size, seed)
    shares = np.array([row[0] for row in _REQUESTS.values()], float)
    rows = rng.choice(len(_REQUESTS), size, p=shares / shares.sum())
    providers, recipients = np.array(list(_REQUESTS))[rows].T
    _weights, agreed, median = np.array(list(_REQUESTS.values()))[rows].T
    hours = median * rng.lognormal(0, _HOURS_SPREAD, size)
    return table(provider=providers, recipient=recipients, agreed_hours=agreed, hours=hours.round(2))


def requests_truth() -> dict[str, Any]:
    total = sum(row[0] for row in _REQUESTS.values())
    found: dict[str, dict[str, dict[str, float]]] = {}
    for (provider, recipient), (weight, agreed, median) in _REQUESTS.items():
        late = math.erf(math.log(median / agreed) / _HOURS_SPREAD / math.sqrt(2))
        measures = {
            "share": weight / total,
            "median_hours": median,
            "on_time": (1 - late) / 2,
            "load": weight * median,
        }
        for name, value in measures.items():
            found.setdefault(name, {}).setdefault(provider, {})[recipient] = value
    loads = found.pop("load")
    return {
        **found,
        "biggest_by_requests": {name: max(by, key=by.__getitem__) for name, by in found["share"].items()},
        "biggest_by_hours": {name: max(by, key=by.__getitem__) for name, by in loads.items()},
    }


_STEPS = {"draw": (0.10, 5), "analyse": (0.05, 8), "report": (0.008, 4)}
"""Defects per unit, and opportunities in a unit."""
_SCRAPPED = 0.1


def units(size: int = 2000, seed: int | None = None) -> pd.DataFrame:
    """Tests that pass three steps of the laboratory, with the defects found at each. Simulated.

    Columns: `unit` (number), `step` ("draw", "analyse", "report"), `defects` (count), `opportunities` (in
    one unit, at that step), `reworked` and `scrapped` (booleans). `size` counts units, of up to 3 rows each.

    Model: defects are Poisson with .10, .05 and .008 a unit. A unit with defects is scrapped with
    probability .1, and does not reach the next step; otherwise it is reworked and goes on as if nothing had
    been wrong.

    Truth: `dpu`, `dpmo`, `sigma`, `yield` (right first time), `reworked` and `scrapped` (shares), each by
    step; `rolled_yield`, and `delivered`, the share that comes out at the end and hides the rework.
    """
    rng = generator("units", size, seed)
    dpu, ways = np.array(list(_STEPS.values())).T
    defects = rng.poisson(dpu, (size, len(_STEPS)))
    scrapped = (defects > 0) & (rng.random(defects.shape) < _SCRAPPED)
    before: Any = np.cumsum(scrapped, axis=1) - scrapped
    reached: Any = before.ravel() == 0
    columns = {
        "unit": np.repeat(np.arange(1, size + 1), len(_STEPS)),
        "step": np.tile(list(_STEPS), size),
        "defects": defects.ravel(),
        "opportunities": np.tile(ways.astype(int), size),
        "reworked": ((defects > 0) & ~scrapped).ravel(),
        "scrapped": scrapped.ravel(),
    }
    return table(**{name: values[reached] for name, values in columns.items()})


def units_truth() -> dict[str, Any]:
    dpu = {step: row[0] for step, row in _STEPS.items()}
    dpmo = {step: rate / ways * 1e6 for step, (rate, ways) in _STEPS.items()}
    yields = {step: sixsigma.throughput_yield(rate) for step, rate in dpu.items()}
    lost = {step: (1 - share) * _SCRAPPED for step, share in yields.items()}
    return {
        "dpu": dpu,
        "dpmo": dpmo,
        "sigma": {step: sixsigma.sigma_level(rate) for step, rate in dpmo.items()},
        "yield": yields,
        "reworked": {step: 1 - share - lost[step] for step, share in yields.items()},
        "scrapped": lost,
        "rolled_yield": sixsigma.rolled_throughput_yield(list(yields.values())),
        "delivered": math.prod(1 - share for share in lost.values()),
    }
