"""Formulas whose figures all stand in the question: parts of a whole, ratios, powers."""

from __future__ import annotations

__all__ = ["FORMULAS"]


def lost_share(rows: int, customers: int, free: int) -> dict[str, float]:
    """The percentage of customers who do not pay."""
    share = free / customers
    return {
        "answer": 100 * share,
        "of-all-rows": 100 * free / rows,
        "payers": 100 - 100 * share,
        "fraction": share,
    }


FORMULAS = {one.__name__: one for one in (lost_share,)}
