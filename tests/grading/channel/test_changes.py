"""Whether a student's function has changed an argument in place is seen, however it was changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dosclientes.grading.channel.changes import watch

Change = Callable[[Any], object]


def table() -> pd.DataFrame:
    moments = pd.to_datetime(["2020-01-01", "2021-01-01", None])
    return pd.DataFrame({"n": [1, 2, 3], "text": ["x", "y", None], "moment": moments})


def assign(value: Any) -> Change:
    return lambda changed: changed.__setitem__(0, value)


CHANGES: dict[str, tuple[Any, Change]] = {
    "new column": (table(), lambda d: d.__setitem__("z", 1)),
    "cell": (table(), lambda d: d.iloc.__setitem__((0, 0), 9)),
    "text": (table(), lambda d: d.loc.__setitem__((0, "text"), "z")),
    "missing": (table(), lambda d: d.loc.__setitem__((0, "text"), None)),
    "type": (table(), lambda d: d.__setitem__("n", d["n"].astype(float))),
    "column's name": (table(), lambda d: setattr(d, "columns", ["a", "b", "c"])),
    "index": (table(), lambda d: setattr(d, "index", [3, 4, 5])),
    "index's name": (table(), lambda d: setattr(d.index, "name", "n")),
    "order": (table(), lambda d: d.__setitem__("n", d["n"].to_numpy()[::-1])),
    "series": (pd.Series([1.0, np.nan]), assign(2.0)),
    "series' name": (pd.Series([1, 2]), lambda s: setattr(s, "name", "q")),
    "list in a cell": (pd.DataFrame({"a": [[1], [2]]}), lambda d: d["a"][0].append(3)),
    "nullable": (pd.Series(pd.array([1, None], dtype="Int64")), assign(5)),
    "category": (pd.Series(pd.Categorical(["x", "y"])), assign("y")),
    "array": (np.zeros(3), assign(1)),
    "inner list": ([1, [2]], lambda v: v[1].append(1)),
    "dictionary": ({"a": 1}, lambda v: v.__setitem__("a", 2)),
    "set": ({1}, lambda v: v.add(2)),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_is_seen(kind: str) -> None:
    value, change = CHANGES[kind]
    changed = watch(value, lambda _: {})
    assert changed is not None
    assert not changed()
    change(value)
    assert changed()


@pytest.mark.parametrize("value", [1, "text", None, 2.5, int, len])
def test_what_cannot_change_is_not_watched(value: Any) -> None:
    changed = watch(value, lambda _: {})
    assert changed is None or not changed()
