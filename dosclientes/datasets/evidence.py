"""Whether happy staff bring profit, and what an improvement costs: `branches` (lesson 09), `actions` (10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dosclientes.datasets.core import generator, table

if TYPE_CHECKING:
    import pandas as pd

_MORALE_OF_SERVICE, _MORALE_OF_AREA, _MORALE_NOISE = 0.6, 0.9, 0.6
_QUALITY_OF_MORALE = {"low": 0.0, "high": 0.9}
_QUALITY_NOISE = 0.6
_SATISFACTION_OF_QUALITY, _SATISFACTION_NOISE = 0.8, 0.5
_PROFIT_OF_SATISFACTION, _PROFIT_OF_AREA, _PROFIT_NOISE = 0.7, 1.0, 0.7
_SCALES = {
    # mean and unit of what is shown
    "service": (60.0, 10.0),
    "morale": (60.0, 10.0),
    "quality": (70.0, 8.0),
    "satisfaction": (65.0, 8.0),
    "profit": (150.0, 25.0),
}


def branches(size: int = 600, seed: int | None = None) -> pd.DataFrame:
    """Branches of a firm: does high morale bring profit? Simulated, after the service-profit chain.

    Columns: `branch` (number), `area` ("modest" or "prosperous"), `contact` ("low" or "high": how much staff
    and customers meet), `service` (internal service), `morale`, `quality`, `satisfaction` (points), `profit`
    (thousand €). `size` counts branches.

    Model (standardised; e is standard normal noise, A is −1 or 1 by area, both areas and contacts equally
    likely): service = e; morale = .6 service + .9 A + .6 e; quality = b morale + .6 e, with b = .9 where
    contact is high and 0 where it is low; satisfaction = .8 quality + .5 e; profit = .7 satisfaction + A +
    .7 e. So the area raises both morale and profit (a confounder), and contact decides whether morale
    reaches quality at all (a moderator). Shown are 60 + 10 service, 60 + 10 morale, 70 + 8 quality, 65 + 8
    satisfaction, 150 + 25 profit.

    Truth: `raw_correlation` (morale and profit, over all), `stratified_correlation` (within any one area, by
    contact), `effect_on_quality` and `effect_on_profit` (of one point of morale, by contact), `confounder`,
    `moderator`, `mediators`.
    """
    rng = generator("branches", size, seed)
    area, contact = rng.integers(2, size=(2, size))
    e = rng.standard_normal((5, size))
    bonus = 2.0 * area - 1
    slope = np.where(contact == 1, _QUALITY_OF_MORALE["high"], _QUALITY_OF_MORALE["low"])
    service = e[0]
    morale = _MORALE_OF_SERVICE * service + _MORALE_OF_AREA * bonus + _MORALE_NOISE * e[1]
    quality = slope * morale + _QUALITY_NOISE * e[2]
    satisfaction = _SATISFACTION_OF_QUALITY * quality + _SATISFACTION_NOISE * e[3]
    profit = _PROFIT_OF_SATISFACTION * satisfaction + _PROFIT_OF_AREA * bonus + _PROFIT_NOISE * e[4]
    measured = zip(_SCALES.items(), (service, morale, quality, satisfaction, profit), strict=True)
    return table(
        branch=np.arange(1, size + 1),
        area=np.array(["modest", "prosperous"])[area],
        contact=np.array(["low", "high"])[contact],
        **{name: (mean + unit * values).round(1) for (name, (mean, unit)), values in measured},
    )


def branches_truth() -> dict[str, Any]:
    units = {name: unit for name, (_mean, unit) in _SCALES.items()}
    reach = _SATISFACTION_OF_QUALITY * _PROFIT_OF_SATISFACTION
    slopes = _QUALITY_OF_MORALE.items()
    return {
        "raw_correlation": _correlation(list(_QUALITY_OF_MORALE.values()), with_area=True),
        "stratified_correlation": {name: _correlation([slope], with_area=False) for name, slope in slopes},
        "effect_on_quality": {name: slope * units["quality"] / units["morale"] for name, slope in slopes},
        "effect_on_profit": {
            name: slope * reach * units["profit"] / units["morale"] for name, slope in slopes
        },
        "confounder": "area",
        "moderator": "contact",
        "mediators": ("quality", "satisfaction"),
    }


def _correlation(slopes: list[float], *, with_area: bool) -> float:
    """Of morale and profit, over branches with these slopes, in one area or in both.

    Every mean is 0 over both areas, whatever the slope, so second moments can be averaged over slopes.
    """
    own = _MORALE_OF_SERVICE**2 + _MORALE_NOISE**2
    area = 1.0 if with_area else 0.0
    morale = own + area * _MORALE_OF_AREA**2
    reach = _SATISFACTION_OF_QUALITY * _PROFIT_OF_SATISFACTION
    noise = (
        (reach * _QUALITY_NOISE) ** 2
        + (_PROFIT_OF_SATISFACTION * _SATISFACTION_NOISE) ** 2
        + _PROFIT_NOISE**2
    )
    shared, profit = [], []
    for slope in slopes:
        through = slope * reach
        direct = through * _MORALE_OF_AREA + _PROFIT_OF_AREA
        shared.append(through * own + area * _MORALE_OF_AREA * direct)
        profit.append(through**2 * own + area * direct**2 + noise)
    return float(np.mean(shared) / np.sqrt(morale * np.mean(profit)))


_CHANGE = {"internal": -3.0, "external": 2.0}
_BEFORE, _BEFORE_SD, _CHANGE_SD = 16.0, 2.5, 1.5
_EFFORT, _EFFORT_SD = 8.0, 0.6
_IMPACT, _IMPACT_SD, _RETURNS = 10.0, 0.4, 0.4


def actions(size: int = 48, seed: int | None = None) -> pd.DataFrame:
    """Improvements tried in a hospital, what each cost and brought, and the team's workload. Simulated.

    Columns: `action` (number), `target` ("internal" or "external": whom it serves), `effort` (days of work),
    `impact` (points of satisfaction won), `workload_before` and `workload_after` (hours of overtime a week
    in the team that carries it out). `size` counts actions, half of them for each target.

    Model: effort is lognormal, of median 8 and log standard deviation .6. Impact is lognormal around 10 ·
    (effort / 8)^.4, with .4: twice the effort brings a third more, so the greatest impact is seldom the best
    value. Workload before is normal, of mean 16 and standard deviation 2.5; it changes by −3 (internal) or
    +2 (external), with a standard deviation of 1.5, and stays above 0.

    Truth: `workload_change` (mean, by target), `impact_by_effort` (the exponent), `effort_median`,
    `impact_median`.
    """
    rng = generator("actions", size, seed)
    target = rng.permutation(np.where(np.arange(size) % 2 == 0, "internal", "external"))
    effort = rng.lognormal(np.log(_EFFORT), _EFFORT_SD, size)
    impact = _IMPACT * (effort / _EFFORT) ** _RETURNS * rng.lognormal(0, _IMPACT_SD, size)
    before = np.maximum(0, rng.normal(_BEFORE, _BEFORE_SD, size))
    change = np.where(target == "internal", _CHANGE["internal"], _CHANGE["external"])
    after = np.maximum(0, before + change + rng.normal(0, _CHANGE_SD, size))
    return table(
        action=np.arange(1, size + 1),
        target=target,
        effort=effort.round(1),
        impact=impact.round(1),
        workload_before=before.round(1),
        workload_after=after.round(1),
    )


def actions_truth() -> dict[str, Any]:
    return {
        "workload_change": _CHANGE,
        "impact_by_effort": _RETURNS,
        "effort_median": _EFFORT,
        "impact_median": _IMPACT,
    }
