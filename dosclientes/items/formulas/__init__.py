"""The formulas of number items, by name: from the values drawn to the answer and to what common mistakes come to.

Each takes the item's `given` values by name, an id where there is a choice, and returns the "answer", common wrong
results by the id that they have in the item, and other figures for its texts by a name with underscores. What it leaves
out is no mistake for these values. What is measured is measured by `dosclientes.measures`, on the course's data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dosclientes.items.formulas import data, defects, shares

__all__ = ["FORMULAS", "Result"]

Result = Mapping[str, float]

FORMULAS: dict[str, Callable[..., Result]] = {
    name: formula for room in (shares, defects, data) for name, formula in room.FORMULAS.items()
}
