"""NumPy and pandas values for the codec; both libraries are used only where they are already loaded."""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable
from typing import Any

Sub = Callable[[Any], Any]
_PLAIN_KINDS = frozenset("biufcSUmM")


def pack(value: Any, sub: Sub) -> dict[str, Any] | None:
    """Tagged form of an array, a Series, …; None when it is no such value.

    Arguments:
        value: any object.
        sub: encodes a contained value.
    """
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    kind = type(value)
    if numpy is not None and kind.__module__ == "numpy":
        if kind is numpy.ndarray:
            return {"t": "array", "v": _array(numpy, value, sub)}
        if issubclass(kind, numpy.generic) and kind.__name__ != "void":
            return {"t": "npscalar", "v": _array(numpy, numpy.asarray(value), sub)}
        if isinstance(value, numpy.dtype):
            return {"t": "dtype", "v": value.str}
    if numpy is not None and isinstance(value, numpy.dtype) and value.kind in _PLAIN_KINDS:
        return {"t": "dtype", "v": value.str}
    if pandas is not None and kind.__module__.partition(".")[0] == "pandas":
        return _pack_pandas(pandas, value, kind, sub)
    return None


def unpack(packed: dict[str, Any], sub: Sub) -> Any:
    """The value of a tagged form.

    Raises: any exception for a malformed form; the codec reports them all alike.
    """
    import numpy

    tag, value = packed["t"], packed["v"]
    if tag == "array":
        return _unarray(numpy, value, sub)
    if tag == "npscalar":
        return _unarray(numpy, value, sub)[()]
    if tag == "dtype":
        return _dtype(numpy, value)
    import pandas

    return _unpack_pandas(numpy, pandas, tag, value, sub)


def _array(numpy: Any, value: Any, sub: Sub) -> dict[str, Any]:
    shape = list(value.shape)
    if value.dtype.kind in _PLAIN_KINDS:
        raw = base64.b64encode(numpy.ascontiguousarray(value).tobytes()).decode("ascii")
        return {"d": value.dtype.str, "s": shape, "b": raw}
    if value.dtype.kind == "O":
        return {"d": "O", "s": shape, "o": [sub(item) for item in value.ravel().tolist()]}
    return {"d": "O", "s": shape, "o": [sub(item) for item in value.astype(object).ravel().tolist()]}


def _unarray(numpy: Any, packed: dict[str, Any], sub: Sub) -> Any:
    shape = tuple(int(n) for n in packed["s"])
    if packed["d"] == "O":
        flat = numpy.empty(len(packed["o"]), dtype=object)
        for place, item in enumerate(packed["o"]):
            flat[place] = sub(item)
        return flat.reshape(shape)
    raw = base64.b64decode(packed["b"], validate=True)
    return numpy.frombuffer(raw, dtype=_dtype(numpy, packed["d"])).reshape(shape).copy()


def _dtype(numpy: Any, text: Any) -> Any:
    if not isinstance(text, str) or len(text) > 20:
        raise ValueError("malformed dtype")
    dtype = numpy.dtype(text)
    if dtype.kind not in _PLAIN_KINDS | {"O"}:
        raise ValueError("unsupported dtype")
    return dtype


def _pack_pandas(pandas: Any, value: Any, kind: type, sub: Sub) -> dict[str, Any] | None:
    if value is pandas.NaT:
        return {"t": "NaT", "v": None}
    if value is pandas.NA:
        return {"t": "NA", "v": None}
    # `.value` counts nanoseconds whatever the unit is, hence the detour through NumPy.
    if kind is pandas.Timestamp:
        zone = None if value.tz is None else str(value.tz)
        return {"t": "timestamp", "v": [int(value.to_datetime64().astype("int64")), value.unit, zone]}
    if kind is pandas.Timedelta:
        return {"t": "pdtimedelta", "v": [int(value.to_timedelta64().astype("int64")), value.unit]}
    if kind is pandas.Series:
        return {"t": "series", "v": [_column(pandas, value.array, sub), sub(value.index), sub(value.name)]}
    if kind is pandas.DataFrame:
        columns = [_column(pandas, column.array, sub) for _, column in value.items()]
        return {"t": "frame", "v": [columns, sub(value.index), sub(value.columns)]}
    if isinstance(value, pandas.Index):
        return _pack_index(pandas, value, kind, sub)
    return None


def _pack_index(pandas: Any, value: Any, kind: type, sub: Sub) -> dict[str, Any]:
    names = [sub(name) for name in value.names]
    if kind is pandas.RangeIndex:
        return {"t": "rangeindex", "v": [value.start, value.stop, value.step, names]}
    if kind is pandas.MultiIndex:
        levels = [sub(value.get_level_values(n)) for n in range(value.nlevels)]
        return {"t": "multiindex", "v": [levels, names]}
    frequency = getattr(value, "freqstr", None)
    return {"t": "index", "v": [_column(pandas, value.array, sub), names, frequency]}


def _column(pandas: Any, array: Any, sub: Sub) -> dict[str, Any]:
    dtype = array.dtype
    if isinstance(dtype, pandas.CategoricalDtype):
        categories = _column(pandas, dtype.categories.array, sub)
        return {
            "k": "category",
            "c": [int(c) for c in array.codes],
            "of": categories,
            "o": bool(dtype.ordered),
        }
    if isinstance(dtype, pandas.DatetimeTZDtype):
        raw = array.tz_convert("UTC").tz_localize(None).to_numpy()
        return {"k": "zoned", "a": sub(raw), "z": str(dtype.tz)}
    plain = getattr(dtype, "numpy_dtype", dtype) if type(dtype).__name__ == "NumpyEADtype" else dtype
    if type(plain).__module__.startswith("numpy") and plain.kind in _PLAIN_KINDS:
        return {"k": "plain", "a": sub(array.to_numpy())}
    items = array.tolist()
    if isinstance(dtype, pandas.StringDtype):
        texts = [
            None if missing else text for text, missing in zip(items, array.isna().tolist(), strict=True)
        ]
        return {"k": "text", "a": texts, "d": str(dtype)}
    if str(dtype) == "object" and all(type(item) is str for item in items):
        return {"k": "text", "a": items, "d": "object"}
    return {"k": "object", "a": [sub(item) for item in array], "d": str(dtype)}


def _uncolumn(numpy: Any, pandas: Any, packed: dict[str, Any], sub: Sub) -> Any:
    kind = packed["k"]
    if kind == "plain":
        return sub(packed["a"])
    if kind == "zoned":
        return pandas.DatetimeIndex(sub(packed["a"])).tz_localize("UTC").tz_convert(str(packed["z"])).array
    if kind == "category":
        categories = _uncolumn(numpy, pandas, packed["of"], sub)
        return pandas.Categorical.from_codes(
            packed["c"], categories=pandas.Index(categories), ordered=packed["o"]
        )
    items = packed["a"] if kind == "text" else [sub(item) for item in packed["a"]]
    if kind == "text" and not all(item is None or type(item) is str for item in items):
        raise ValueError("malformed text")
    if packed["d"] == "object":
        flat = numpy.empty(len(items), dtype=object)
        for place, item in enumerate(items):
            flat[place] = item
        return flat
    return pandas.array(items, dtype=str(packed["d"])[:60])


def _unpack_pandas(numpy: Any, pandas: Any, tag: str, value: Any, sub: Sub) -> Any:
    if tag in ("NaT", "NA"):
        return getattr(pandas, tag)
    if tag == "timestamp":
        stamp = pandas.Timestamp(numpy.datetime64(int(value[0]), _unit(value[1])))
        return stamp if value[2] is None else stamp.tz_localize("UTC").tz_convert(str(value[2]))
    if tag == "pdtimedelta":
        return pandas.Timedelta(numpy.timedelta64(int(value[0]), _unit(value[1])))
    if tag == "series":
        column = _uncolumn(numpy, pandas, value[0], sub)
        return pandas.Series(column, dtype=column.dtype, index=sub(value[1]), name=sub(value[2]), copy=False)
    if tag == "frame":
        return _frame(numpy, pandas, value, sub)
    if tag == "rangeindex":
        return pandas.RangeIndex(*map(int, value[:3]), name=sub(value[3][0]))
    if tag == "multiindex":
        return pandas.MultiIndex.from_arrays(
            [sub(level) for level in value[0]], names=[sub(n) for n in value[1]]
        )
    if tag != "index":
        raise ValueError("unknown tag")
    column = _uncolumn(numpy, pandas, value[0], sub)
    index = pandas.Index(column, dtype=column.dtype, name=sub(value[1][0]))
    if value[2] is not None and hasattr(index, "freq"):
        index.freq = str(value[2])[:20]
    return index


def _frame(numpy: Any, pandas: Any, value: Any, sub: Sub) -> Any:
    index = sub(value[1])
    data = {}
    for place, packed in enumerate(value[0]):
        column = _uncolumn(numpy, pandas, packed, sub)
        # The type is said: pandas would make text columns of objects that happen to be texts.
        data[place] = pandas.Series(column, dtype=column.dtype) if column.dtype.kind == "O" else column
    frame = pandas.DataFrame(data, index=None if data else index, copy=False)
    frame.index, frame.columns = index, sub(value[2])
    return frame


def _unit(text: Any) -> str:
    if text not in ("s", "ms", "us", "ns"):
        raise ValueError("malformed unit")
    return str(text)
