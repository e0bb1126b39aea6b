"""The hospital's laboratory and pharmacy seen by the wards: `lab` and `doses` (lesson 07)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dosclientes.datasets.core import generator, table

if TYPE_CHECKING:
    import pandas as pd

_WARDS = {
    # share of specimens, P(urgent), P(arrives at the peak), slowness (minutes are times this)
    "surgery": (0.30, 0.20, 0.02, 1.75),
    "medicine": (0.35, 0.10, 0.40, 1.00),
    "emergency": (0.25, 0.70, 0.15, 1.00),
    "intensive_care": (0.10, 0.90, 0.10, 1.00),
}
_MEDIAN = {"routine": 45.0, "urgent": 25.0}
_QUEUE = {"routine": 3.0, "urgent": 1.2}
_SPREAD = 0.25
_PEAK = (8, 9)
_DAYS = 28
_START = np.datetime64("2025-03-03T00:00", "s")


def lab(size: int = 1600, seed: int | None = None) -> pd.DataFrame:
    """Blood tests of four weeks: when the laboratory received each, and when it reported. Simulated.

    Columns: `ward` (id of the internal customer), `priority` ("routine" or "urgent"), `received` and
    `reported` (date and time, to the minute), in order of reception. `size` counts tests.

    Model: turnaround is lognormal, with a median of 45 minutes (routine) or 25 (urgent), times the ward's
    slowness, and a log standard deviation of .25. For what arrives at the peak, from 8:00 to 9:59, the queue
    multiplies it by 3 (routine) or 1.2 (urgent). Wards differ in how much is urgent and how much arrives at
    the peak; otherwise tests arrive evenly. Surgery, far away but spread over the day, and medicine, near
    but all at once, have about the same mean, and very different p90.

    Truth: `mean_minutes`, `median_minutes`, `p90_minutes` (by ward), `p90_off_peak` and `p90_at_peak`
    (routine, by ward), `peak_hours`, `queue_factor` and `base_median` (by priority), `log_sd`, `share`,
    `urgent` and `at_peak` (by ward).
    """
    rng = generator("lab", size, seed)
    share, urgent, at_peak, slowness = np.array(list(_WARDS.values())).T
    ward = rng.choice(len(_WARDS), size, p=share)
    priority = np.where(rng.random(size) < urgent[ward], "urgent", "routine")
    peak = rng.random(size) < at_peak[ward]
    calm = np.setdiff1d(np.arange(24), _PEAK)
    hour = np.where(peak, rng.choice(_PEAK, size), rng.choice(calm, size))
    minute = rng.integers(_DAYS, size=size) * 1440 + hour * 60 + rng.integers(60, size=size)
    scale = _lookup(_MEDIAN, priority) * slowness[ward] * np.where(peak, _lookup(_QUEUE, priority), 1)
    took = np.maximum(1, np.rint(scale * rng.lognormal(0, _SPREAD, size))).astype(int)
    order = np.argsort(minute, kind="stable")
    return table(
        ward=np.array(list(_WARDS))[ward][order],
        priority=priority[order],
        received=_time(minute[order]),
        reported=_time((minute + took)[order]),
    )


def lab_truth() -> dict[str, Any]:
    from scipy import special

    tail = float(np.exp(_SPREAD * special.ndtri(0.9)))
    routine = {name: _MEDIAN["routine"] * row[3] for name, row in _WARDS.items()}
    return {
        "mean_minutes": {name: _mean(name) for name in _WARDS},
        "median_minutes": {name: _quantile(name, 0.5) for name in _WARDS},
        "p90_minutes": {name: _quantile(name, 0.9) for name in _WARDS},
        "p90_off_peak": {name: median * tail for name, median in routine.items()},
        "p90_at_peak": {name: median * _QUEUE["routine"] * tail for name, median in routine.items()},
        "peak_hours": _PEAK,
        "queue_factor": _QUEUE,
        "base_median": _MEDIAN,
        "log_sd": _SPREAD,
        "share": {name: row[0] for name, row in _WARDS.items()},
        "urgent": {name: row[1] for name, row in _WARDS.items()},
        "at_peak": {name: row[2] for name, row in _WARDS.items()},
    }


def _mixture(ward: str) -> tuple[Any, Any]:
    """Probabilities and medians of a ward's four lognormals: routine or urgent, at the peak or not."""
    _share, urgent, at_peak, slowness = _WARDS[ward]
    probabilities, medians = [], []
    for priority, part in (("routine", 1 - urgent), ("urgent", urgent)):
        probabilities += [part * (1 - at_peak), part * at_peak]
        medians += [_MEDIAN[priority] * slowness * factor for factor in (1, _QUEUE[priority])]
    return np.array(probabilities), np.array(medians)


def _mean(ward: str) -> float:
    probabilities, medians = _mixture(ward)
    return float(probabilities @ medians * np.exp(_SPREAD**2 / 2))


def _quantile(ward: str, q: float) -> float:
    from scipy import special

    probabilities, medians = _mixture(ward)
    minutes = np.geomspace(medians.min() / 10, medians.max() * 10, 20_001)
    below = special.ndtr(np.log(minutes[:, None] / medians) / _SPREAD) @ probabilities
    return float(np.interp(q, below, minutes))


def _lookup(values: dict[str, float], names: Any) -> Any:
    return np.where(names == "urgent", values["urgent"], values["routine"])


def _time(minutes: Any) -> Any:
    return _START + (minutes * 60).astype("timedelta64[s]")


_DOSES = {
    # doses ordered a day, share of them with an error
    "surgery": (60.0, 0.010),
    "medicine": (200.0, 0.009),
    "emergency": (30.0, 0.030),
    "intensive_care": (20.0, 0.012),
}


def doses(size: int = 90, seed: int | None = None) -> pd.DataFrame:
    """Doses each ward ordered from the pharmacy, day by day, and how many came with an error. Simulated.

    Columns: `ward` (id), `day` (number, from 1), `ordered`, `errors` (counts). `size` counts days, of 4 rows
    each.

    Model: orders are Poisson, with a mean for each ward; each dose has an error with the ward's probability,
    independently. The ward with most errors is the one that orders most, and has the lowest rate.

    Truth: `ordered_per_day`, `error_rate` (by ward), `most_errors`, `highest_rate` (wards).
    """
    rng = generator("doses", size, seed)
    mean, rate = np.array(list(_DOSES.values())).T
    ordered = rng.poisson(mean, (size, len(_DOSES)))
    return table(
        ward=np.tile(list(_DOSES), size),
        day=np.repeat(np.arange(1, size + 1), len(_DOSES)),
        ordered=ordered.ravel(),
        errors=rng.binomial(ordered, rate).ravel(),
    )


def doses_truth() -> dict[str, Any]:
    return {
        "ordered_per_day": {name: row[0] for name, row in _DOSES.items()},
        "error_rate": {name: row[1] for name, row in _DOSES.items()},
        "most_errors": max(_DOSES, key=lambda name: _DOSES[name][0] * _DOSES[name][1]),
        "highest_rate": max(_DOSES, key=lambda name: _DOSES[name][1]),
    }
