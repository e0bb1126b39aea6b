"""Formulas whose figures all stand in the question: parts of a whole, ratios, paths, powers."""

from __future__ import annotations

__all__ = ["FORMULAS"]

Figures = dict[str, float]


def lost_share(rows: int, customers: int, free: int) -> Figures:
    """The percentage of customers who do not pay."""
    share = free / customers
    return {
        "answer": 100 * share,
        "of-all-rows": 100 * free / rows,
        "payers": 100 - 100 * share,
        "fraction": share,
    }


def wait_share(total: float, work: float) -> Figures:
    """The percentage of the total time that is waiting."""
    wait = total - work
    return {
        "answer": 100 * wait / total,
        "work-share": 100 * work / total,
        "against-work": 100 * wait / work,
        "fraction": wait / total,
        "minutes": wait,
        "wait": wait,
    }


def payer_hits(external_paid: int, internal_paid: int, external_free: int, internal_free: int) -> Figures:
    """The percentage of requests in which “whoever pays is external” holds."""
    total, hits = external_paid + internal_paid + external_free + internal_free, external_paid + internal_free
    return {
        "answer": 100 * hits / total,
        "payers-only": 100 * external_paid / total,
        "among-payers": 100 * external_paid / (external_paid + internal_paid),
        "misses": 100 - 100 * hits / total,
        "externals": 100 * external_paid / (external_paid + external_free),
        "total": total,
        "hits": hits,
    }


def column_score(
    info_in: int, info_out: int, repair: int, supply_in: int, supply_out: int, visit: int
) -> Figures:
    """The percentage of hits for whoever bets on the commonest kind in each column."""
    total = info_in + info_out + repair + supply_in + supply_out + visit
    info, supply = max(info_in, info_out), max(supply_in, supply_out)
    hits = info + repair + supply + visit
    return {
        "answer": 100 * hits / total,
        "sure-only": 100 * (repair + visit) / total,
        "internal-share": 100 * (info_in + repair + supply_in) / total,
        "misses": 100 - 100 * hits / total,
        "total": total,
        "hits": hits,
        "info": info,
        "supply": supply,
    }


def loyal_income(
    customers: int, loyal: int, income: int, income_loyal: int, profit: int, profit_loyal: int
) -> Figures:
    """The percentage of the income that the loyal customers bring."""
    share = income_loyal / income
    return {
        "answer": 100 * share,
        "profit": 100 * profit_loyal / profit,
        "customers": 100 * loyal / customers,
        "fraction": share,
        "part": 100 * loyal / customers,
    }


def loyal_profit(
    customers: int, loyal: int, income: int, income_loyal: int, profit: int, profit_loyal: int
) -> Figures:
    """The percentage of the profit that the loyal customers leave."""
    share = profit_loyal / profit
    return {
        "answer": 100 * share,
        "income": 100 * income_loyal / income,
        "rate": 100 * profit_loyal / income_loyal,
        "fraction": share,
        "income_share": 100 * income_loyal / income,
    }


def discount_rate(spent: int, profit: int, spent_loyal: int, profit_loyal: int, profit_all: int) -> Figures:
    """What is left of each 100 € that the discount customers spend."""
    rate = profit / spent
    return {
        "answer": 100 * rate,
        "loyal": 100 * profit_loyal / spent_loyal,
        "share": 100 * profit / profit_all,
        "per-euro": rate,
        "of_loyal": 100 * profit_loyal / spent_loyal,
    }


def times_the_rate(doses_a: int, errors_a: int, doses_b: int, errors_b: int) -> Figures:
    """How many times the rate of ward B that of ward A is."""
    rate_a, rate_b = errors_a / doses_a, errors_b / doses_b
    return {
        "answer": rate_a / rate_b,
        "counts": rate_b / rate_a,
        "orders": doses_b / doses_a,
        "difference": 100 * (rate_a - rate_b),
        "percent_a": 100 * rate_a,
        "percent_b": 100 * rate_b,
    }


def gap_of_one(expected: int, perceived: int) -> Figures:
    """Perceived minus expected."""
    gap = perceived - expected
    return {"answer": gap, "sign": -gap, "mean": (expected + perceived) / 2}


def slope_number(first: float, second: float, rise: int) -> Figures:
    """What a rise comes to at the end of a path of two links."""
    effect = rise * first * second
    return {
        "answer": effect,
        "quality": rise * first,
        "added": rise * (first + second),
        "second": rise * second,
        "mean": effect / 2,
    }


def more_effort(exponent: float, times: int) -> Figures:
    """By what the impact grows when the effort grows `times` times, where impact ~ effort ** exponent."""
    factor = times**exponent
    return {"answer": factor, "double": times, "product": times * exponent, "plus": 1 + exponent}


FORMULAS = {
    one.__name__: one
    for one in (
        lost_share,
        wait_share,
        payer_hits,
        column_score,
        loyal_income,
        loyal_profit,
        discount_rate,
        times_the_rate,
        gap_of_one,
        slope_number,
        more_effort,
    )
}
