"""Formulas of defects and yields, as `dosclientes.measures.sixsigma` reckons them."""

from __future__ import annotations

from math import exp

__all__ = ["FORMULAS"]

Figures = dict[str, float]


def dpmo(defects: int, units: int, opportunities: int) -> Figures:
    """Defects per million opportunities."""
    from dosclientes.measures import sixsigma

    answer, dpo = sixsigma.dpmo(defects, units, opportunities), sixsigma.dpo(defects, units, opportunities)
    return {
        "answer": round(answer, 6),
        "dpu-million": 1e6 * defects / units,
        "no-units": 1e6 * defects / opportunities,
        "dpo": dpo,
        "percent": 100 * dpo,
        "separated": answer / 1000,
        "per_one": dpo,
    }


def sigma_of_dpmo(rate: int) -> Figures:
    """The short-term sigma level, with the shift of 1.5."""
    from dosclientes.measures import sixsigma

    unshifted = sixsigma.sigma_level(rate, shift=0)
    return {
        "answer": unshifted + 1.5,
        "unshifted": unshifted,
        "subtracted": unshifted - 1.5,
        "both-tails": sixsigma.sigma_level(rate / 2, shift=1.5),
        "point": unshifted,
        "percent": rate / 10_000,
    }


def rty_three(first: float, second: float, third: float) -> Figures:
    """The rolled yield of three steps, from their defects per unit."""
    from dosclientes.measures import sixsigma

    yields = [100 * sixsigma.throughput_yield(each) for each in (first, second, third)]
    rolled = 100 * sixsigma.rolled_throughput_yield([each / 100 for each in yields])
    return {
        "answer": rolled,
        "subtracted": 100 * (1 - first - second - third),
        "mean": sum(yields) / 3,
        "worst": min(yields),
        "fraction": rolled / 100,
        "last": yields[-1],
        "sum": first + second + third,
        "by_sum": exp(-first - second - third),
    }


def first_pass(units: int, reworked: int, scrapped: int) -> Figures:
    """The percentage right first time."""
    from dosclientes.measures import sixsigma

    share = sixsigma.first_pass_yield(units, reworked, scrapped)
    return {
        "answer": 100 * share,
        "delivered": 100 * (units - scrapped) / units,
        "scrap-forgotten": 100 * (units - reworked) / units,
        "fraction": share,
        "failures": 100 - 100 * share,
        "share": share,
    }


def equal_steps(steps: int, percent: int) -> Figures:
    """The rolled yield of equal steps."""
    from dosclientes.measures import sixsigma

    rolled = sixsigma.rolled_throughput_yield([percent / 100] * steps)
    return {
        "answer": 100 * rolled,
        "same": percent,
        "subtracted": 100 - steps * (100 - percent),
        "fraction": rolled,
        "failures": 100 - 100 * rolled,
        "share": rolled,
        "each": percent / 100,
        "miss": 100 - percent,
    }


def rolled(first: float, second: float, third: float) -> Figures:
    """The rolled yield of three steps, from the yield of each."""
    from dosclientes.measures import sixsigma

    yields = (first, second, third)
    total = sixsigma.rolled_throughput_yield([each / 100 for each in yields])
    return {
        "answer": 100 * total,
        "mean": sum(yields) / 3,
        "subtracted": sum(yields) - 200,
        "worst": min(yields),
        "fraction": total,
        "share": total,
    }


def weakest_link(usual: int, weak: int) -> Figures:
    """The percentage that passes three good handoffs and a weak one."""
    from dosclientes.measures import sixsigma

    passed = sixsigma.rolled_throughput_yield([usual / 100] * 3 + [weak / 100])
    return {
        "answer": 100 * passed,
        "mean": (3 * usual + weak) / 4,
        "three": usual**3 / 10_000,
        "worst": weak,
        "fraction": passed,
        "mended": usual**4 / 1_000_000,
    }


FORMULAS = {
    one.__name__: one
    for one in (dpmo, sigma_of_dpmo, rty_three, first_pass, equal_steps, rolled, weakest_link)
}
