"""Formulas that look their answer up in the course's simulated data, as a learner does in a cell."""

from __future__ import annotations

from functools import cache
from typing import Any

__all__ = ["FORMULAS"]

Figures = dict[str, float]
_P = [f"P{number}" for number in range(1, 6)]
_E = [f"E{number}" for number in range(1, 6)]
_REVERSED, _ENDS = ["E4", "P4"], 8
_APART = 0.1  # percent
_MINUTES_APART = 0.5


@cache
def _table(name: str) -> Any:
    """A data set with the columns that the lessons add to it. It is shared: do not write to it."""
    from dosclientes.datasets import load

    table = load(name)
    if name == "lab":
        table["minutes"] = (table.reported - table.received).dt.total_seconds() / 60
    if name == "handoffs":
        table = table.sort_values(["item", "step"])
        table["wait"] = table.t_in - table.groupby("item").t_out.shift(1)
        table["work"] = table.t_out - table.t_in
    return table


def mean_wait(stop: str) -> Figures:
    """Minutes from the end of the step before `stop` to its beginning, the mean of all samples."""
    from dosclientes.datasets import truth

    table = _table("handoffs")
    here = table[table["from"] == stop]
    before = table[table.step == here.step.iloc[0] - 1]
    median, work, model = (
        here.wait.median(),
        here.work.mean(),
        truth("handoffs")["wait_minutes"][stop],
    )
    found = {
        "answer": float(here.wait.mean()),
        "analysis-work": float(before.work.mean()),
        "validation-work": float(work),
        "model": model,
        "all-waits": float(table.wait.mean()),
        "work": float(work),
    }
    alone = min(abs(median - work), abs(median - model)) > _MINUTES_APART
    return found | (
        {"median": float(median)} if alone else {}
    )  # else which mistake it was is not to be known


def request_share(pair: str) -> Figures:
    """The percentage of an area's requests that one customer makes; `pair` is "provider-recipient"."""
    table, (provider, recipient) = _table("requests"), pair.split("-")
    served, asked = table[table.provider == provider], table[table.recipient == recipient]
    both = served[served.recipient == recipient]
    share = len(both) / len(served)
    return {
        "answer": 100 * share,
        "of-all": 100 * len(both) / len(table),
        "of-ward": 100 * len(both) / len(asked),
        "hours": float(100 * both.hours.sum() / served.hours.sum()),
        "fraction": share,
        "number": len(both),
        "all": len(served),
    }


def hours_share(pair: str) -> Figures:
    """The percentage of the hours that an area's requests took which is one customer's."""
    table, (provider, recipient) = _table("requests"), pair.split("-")
    served = table[table.provider == provider]
    hours = served.groupby("recipient").hours.sum()
    number = int((served.recipient == recipient).sum())
    return {
        "answer": float(100 * hours[recipient] / hours.sum()),
        "requests": 100 * number / len(served),
        "ward": float(100 * hours.drop(recipient).max() / hours.sum()),
        "of-all": float(100 * hours[recipient] / table.hours.sum()),
        "fraction": float(hours[recipient] / hours.sum()),
        "mine": float(hours[recipient]),
        "total": float(hours.sum()),
        "number": number,
        "all": len(served),
    }


def on_time(pair: str) -> Figures:
    """The percentage of one customer's requests to an area that were done within the hours agreed."""
    table, (provider, recipient) = _table("requests"), pair.split("-")
    served = table[table.provider == provider]
    kept = served.hours <= served.agreed_hours
    mine, others = kept[served.recipient == recipient], kept[served.recipient != recipient]
    return {
        "answer": float(100 * mine.mean()),
        "late": float(100 - 100 * mine.mean()),
        "whole": float(100 * kept.mean()),
        "laundry": float(100 * others.mean()),
        "fraction": float(mine.mean()),
        "number": int(mine.sum()),
        "all": len(mine),
        "other": float(100 * others.mean()),
    }


def ward_p90(group: str) -> Figures:
    """The 90th percentile, in minutes, of one ward's tests of one priority; `group` is "ward-priority"."""
    from dosclientes.measures import percentile

    table, (ward, priority) = _table("lab"), group.split("-")
    here = table[table.ward == ward]
    mine, others = here[here.priority == priority].minutes, here[here.priority != priority].minutes
    return {
        "answer": float(percentile(mine, 90)),
        "mean": float(mine.mean()),
        "routine": float(percentile(others, 90)),
        "all": float(percentile(here.minutes, 90)),
        "median": float(mine.median()),
        "average": float(mine.mean()),
    }


def error_rate(ward: str) -> Figures:
    """The percentage of a ward's doses that came with an error."""
    total = _table("doses").groupby("ward")[["ordered", "errors"]].sum()
    rate = 100 * total.errors / total.ordered
    most = total.errors.idxmax()
    found = {
        "answer": float(rate[ward]),
        "count": int(total.errors[ward]),
        "fraction": float(rate[ward] / 100),
        "share": float(100 * total.errors[ward] / total.errors.sum()),
        "errors": int(total.errors[ward]),
        "ordered": int(total.ordered[ward]),
    }
    if abs(rate[most] - rate[ward]) > _APART:
        found["medicine"] = float(rate[most])
    return found


def alpha_of(unit: str) -> Figures:
    """Cronbach's alpha of P1 to P5 with P4 turned, in the answers about one service, or "all"."""
    from dosclientes.measures import cronbach_alpha

    raw = _table("survey")
    raw = raw if unit == "all" else raw[raw.unit == unit]
    turned = raw.copy()
    turned[_REVERSED] = _ENDS - turned[_REVERSED]
    return {
        "answer": float(cronbach_alpha(turned[_P])),
        "unmended": float(cronbach_alpha(raw[_P])),
        "dropped": float(cronbach_alpha(turned[_P].drop(columns="P4"))),
        "expected": float(cronbach_alpha(turned[_E])),
    }


def mean_gap(unit: str, question: int) -> Figures:
    """The mean gap, perceived minus expected, of one service in one question."""
    table = _table("survey")
    here = table[table.unit == unit].copy()
    here[_REVERSED] = _ENDS - here[_REVERSED]
    gaps = here[_P].mean().to_numpy() - here[_E].mean().to_numpy()
    gap = float(gaps[question - 1])
    return {
        "answer": gap,
        "sign": -gap,
        "mean-unit": float(gaps.mean()),
        "perceived": float(here[f"P{question}"].mean()),
        "mean_unit": float(gaps.mean()),
    }


def morale_correlation(pair: str) -> Figures:
    """The correlation of morale with an outcome where contact is "low" or "high"; `pair` is "contact-outcome"."""
    table, (contact, outcome) = _table("branches"), pair.split("-")
    here, there = table[table.contact == contact], table[table.contact != contact]
    beside = "satisfaction" if outcome == "profit" else "profit"
    whole = float(table.morale.corr(table[outcome]))
    return {
        "answer": float(here.morale.corr(here[outcome])),
        "high": float(there.morale.corr(there[outcome])),
        "raw": whole,
        "satisfaction": float(here.morale.corr(here[beside])),
        "whole": whole,
        "other": float(there.morale.corr(there[outcome])),
    }


def value_plan(budget: int) -> Figures:
    """The points of the actions that fit in `budget` days, by points a day from the top."""
    table = _table("actions")
    by_value = table.assign(value=table.impact / table.effort).sort_values("value", ascending=False)
    by_impact = table.sort_values("impact", ascending=False)
    fit = by_value.effort.cumsum() <= budget
    fit_impact = by_impact.effort.cumsum() <= budget
    count, lost = int(fit.sum()), float(by_impact.impact[fit_impact].sum())
    found = {
        "answer": float(by_value.impact[fit].sum()),
        "days": float(by_value.effort[fit].sum()),
        "count": count,
        "one-more": float(by_value.impact.iloc[: count + 1].sum()),
        "taken": float(by_value.effort[fit].sum()),
        "lost": lost,
    }
    return found | ({"by-impact": lost} if lost else {})


def load_change(target: str, middle: str) -> Figures:
    """The mean or median change of hours a week of the teams whose actions serve one kind of customer."""
    table = _table("actions")
    change = table.workload_after - table.workload_before
    here = table.target == target

    def take(values: Any) -> float:
        return float(values.median() if middle == "median" else values.mean())

    return {
        "answer": take(change[here]),
        "internal": take(change[~here]),
        "all": take(change),
        "sign": -take(change[here]),
        "level": take(table.workload_after[here]),
    }


FORMULAS = {
    one.__name__: one
    for one in (
        mean_wait,
        request_share,
        hours_share,
        on_time,
        ward_p90,
        error_rate,
        alpha_of,
        mean_gap,
        morale_correlation,
        value_plan,
        load_change,
    )
}
