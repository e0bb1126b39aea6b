"""What crosses comes out as it went in; what does not cross says so; what is malformed does no harm."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import math
from collections import Counter, OrderedDict, deque
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from hypothesis.extra import pandas as hpd

from dosclientes.grading.channel import codec
from dosclientes.grading.channel.codec import CrossingError, dumps, loads

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.binary()
    | st.complex_numbers(allow_nan=False)
    | st.dates()
    | st.datetimes(timezones=st.none() | st.timezones())
    | st.times()
    | st.timedeltas()
    | st.decimals(allow_nan=False)
    | st.fractions()
)
hashable = st.recursive(
    scalars.filter(lambda v: v == v),
    lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=4),
    max_leaves=8,
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(hashable, inner, max_size=4)
        | st.sets(hashable, max_size=4)
    ),
    max_leaves=20,
)


def same(one: Any, other: Any) -> bool:
    """Equal and of one type, nan included, all the way down."""
    if type(one) is not type(other):
        return False
    if isinstance(one, float):
        return math.copysign(1, one) == math.copysign(1, other) and (
            one == other or (one != one and other != other)
        )
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    return bool(one == other)


@settings(deadline=None)
@given(values)
def test_values_round_trip(value: Any) -> None:
    assert same(loads(dumps(value)), value)


@settings(deadline=None)
@given(
    hnp.arrays(
        st.sampled_from(
            [np.int8, np.uint64, np.float32, np.float64, np.complex128, np.bool_, "U5", "S3", "M8[us]"]
        ),
        hnp.array_shapes(min_side=0),
    )
)
def test_arrays_round_trip(array: Any) -> None:
    back = loads(dumps(array))
    assert back.dtype == array.dtype
    assert back.shape == array.shape
    assert back.tobytes() == array.tobytes()


@settings(deadline=None)
@given(
    hpd.data_frames(
        [
            hpd.column("a", dtype=int),
            hpd.column("b", dtype=float),
            hpd.column("c", elements=st.text(max_size=3), dtype=object),
        ],
        index=hpd.range_indexes(max_size=6) | hpd.indexes(dtype=np.int64, max_size=6),
    )
)
def test_tables_round_trip(frame: Any) -> None:
    pd.testing.assert_frame_equal(loads(dumps(frame)), frame)
    pd.testing.assert_series_equal(loads(dumps(frame["b"])), frame["b"])


FRAME = pd.DataFrame(
    {
        "category": pd.Categorical(["u", "v", "u"], ordered=True),
        "moment": pd.to_datetime(["2020-01-01", "2021-01-01", None]),
        "zoned": pd.to_datetime(["2020-01-01", "2021-06-01", "2022-01-01"]).tz_localize("Europe/Madrid"),
        "missing": pd.array([1, None, 3], dtype="Int64"),
        "text": ["x", None, "á"],
        "flag": [True, False, True],
        "any": [[1], None, {"a": 2}],
    }
)


@pytest.mark.parametrize(
    "table",
    [
        FRAME,
        FRAME.set_index(["flag", "text"]),
        FRAME.groupby("flag").agg({"missing": ["sum", "mean"]}),
        FRAME[[]],
        pd.DataFrame(),
    ],
    ids=["dtypes", "multiindex", "columns", "no-columns", "empty"],
)
def test_pandas_types(table: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(loads(dumps(table)), table)


@pytest.mark.parametrize(
    "value",
    [
        pd.Timestamp("2020-01-01 10:00", tz="Europe/Madrid"),
        pd.Timedelta("1h"),
        pd.date_range("2020", periods=3, freq="D"),
        pd.Index(["a", "b"], name="n"),
        np.float64(1.5),
        np.int32(3),
        np.str_("a"),
        np.datetime64("2020-01-01"),
        Counter("abca"),
        OrderedDict(a=1),
        deque([1, 2]),
        range(2, 9, 3),
        slice(1, None),
        Decimal("1.10"),
        dt.time(1, 2, fold=1),
        2**4000,
        "\ud800",
        bytearray(b"x"),
    ],
    ids=str,
)
def test_further_types(value: Any) -> None:
    back = loads(dumps(value))
    assert type(back) is type(value)
    assert np.all(back == value)


class Float(float):
    pass


class Liar:
    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return float


@pytest.mark.parametrize(
    "value",
    [object(), Float(1), Liar(), lambda: 1, [Liar()], type("L", (list,), {})([1]), math],
    ids=["object", "subclass", "liar", "function", "liar in a list", "subclass of list", "module"],
)
def test_only_exact_types_cross(value: Any) -> None:
    with pytest.raises(CrossingError):
        dumps(value)


def test_depth_and_size_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    deep: list[Any] = []
    for _ in range(1000):
        deep = [deep]
    endless: list[Any] = []
    endless.append(endless)
    monkeypatch.setattr(codec, "ITEMS", 100)
    for value in (deep, endless, [[1]] * 101):
        with pytest.raises(CrossingError):
            dumps(value)


def test_the_other_end_s_limits_are_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever writes to the channel itself is held to what an encoder may send, and no less is let through."""
    values: list[Any] = [2**60, math.nan, 1, "x", None] * 30 + [(), {1: [2]}, {3}, dt.date(2020, 1, 1)]
    monkeypatch.setattr(codec, "ITEMS", 6)  # the list, four of its values, and one in one of them
    sent = dumps(values)
    assert same(loads(sent), loads(sent))
    assert len(loads(sent)) == len(values)
    for forged in ([*values, []], [[]] * 6, dict.fromkeys(range(6), ()), [np.zeros(1)] * 6):
        with monkeypatch.context() as other_end:
            other_end.setattr(codec, "ITEMS", 100)
            payload = dumps(forged)
        with pytest.raises(CrossingError, match="too many"):
            loads(payload)


@settings(deadline=None)
@given(st.binary())
def test_bytes_of_any_kind_do_no_harm(payload: bytes) -> None:
    with contextlib.suppress(CrossingError):
        loads(payload)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.fixed_dictionaries(
            {
                "t": st.sampled_from(
                    [
                        "int",
                        "array",
                        "series",
                        "frame",
                        "index",
                        "dict",
                        "set",
                        "handle",
                        "datetime",
                        "dtype",
                        "range",
                        "slice",
                    ]
                ),
                "v": inner,
            }
        )
        | st.dictionaries(st.sampled_from("tvdsbokaz"), inner)
    ),
    max_leaves=12,
)


@settings(deadline=None, max_examples=300)
@given(json_values)
def test_forged_messages_do_no_harm(value: Any) -> None:
    with contextlib.suppress(CrossingError):
        loads(json.dumps(value).encode())


@pytest.mark.parametrize(
    "payload", [b"[" * 100_000, b"[" * 100 + b"]" * 100, b'{"t": "int", "v": "0x' + b"f" * 2_000_000 + b'"}']
)
def test_hostile_nesting_and_numbers(payload: bytes) -> None:
    with pytest.raises(CrossingError):
        loads(payload)
