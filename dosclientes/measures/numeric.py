"""Numbers in any of the shapes a learner has them in: checked on the way in, given back in the same shape."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from dosclientes.language.translation import gettext as _

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Array", "Numbers", "between", "no_more_than", "not_negative", "positive", "read", "read_one"]

Array: TypeAlias = NDArray[np.float64]
Numbers: TypeAlias = "float | Sequence[float] | NDArray[Any] | pd.Series[Any] | pd.DataFrame"


def read(**given: Numbers) -> tuple[list[Array], Callable[[Array], Any]]:
    """The arguments as arrays that fit together, and a function that shapes a result like what was given.

    That is a float for scalars alone; a Series or DataFrame, with its index, if one was given; else an array.
    Missing values (NaN) pass. Raises ValueError for what is no number, and if lengths or indexes differ.
    """
    arrays = [read_one(name, value) for name, value in given.items()]
    tables: list[Any] = [value for value in given.values() if _is_table(value)]
    if any(not table.index.equals(tables[0].index) for table in tables[1:]):
        names = ", ".join(f"«{name}»" for name in given)
        raise ValueError(_("Los índices de {names} no coinciden.", names=names))
    try:
        shape = np.broadcast_shapes(*(array.shape for array in arrays))
    except ValueError:
        shape = None
    if shape is None or any(table.shape != shape for table in tables):
        sizes = (" × ".join(map(str, array.shape)) for array in arrays)
        listed = "; ".join(f"«{name}»: {size or 1}" for name, size in zip(given, sizes, strict=True))
        raise ValueError(_("Las longitudes no coinciden: {sizes}.", sizes=listed))
    return arrays, lambda result: _like(tables[0] if tables else None, result)


def read_one(name: str, value: object) -> Array:
    """`value` as an array of floats. Raises ValueError, naming the argument, for what is no number."""
    try:
        array = np.asarray(value)
    except ValueError:  # rows of different lengths
        array = np.asarray(None)
    texts = [each for each in array.flat if isinstance(each, str)] if array.dtype.kind in "OUS" else []
    if texts:  # even if it looks like a number: its owner should know that it is text
        raise ValueError(
            _("«{name}» tiene que ser numérico, y hay texto: «{text}».", name=name, text=texts[0])
        )
    if array.dtype.kind in "mM":  # as a number it would be in a unit nobody sees
        raise ValueError(
            _("«{name}» contiene tiempos: pásalos a minutos, con .dt.total_seconds() / 60.", name=name)
        )
    try:
        if array.dtype.kind not in "biufO" or (array.ndim == 0 and array.item() is None):
            raise TypeError
        table: Any = value if _is_table(value) else None
        numbers = array.astype(np.float64) if table is None else table.to_numpy(np.float64, na_value=np.nan)
    except (ValueError, TypeError):
        raise ValueError(_("«{name}» tiene que ser un número o una lista de números.", name=name)) from None
    if np.isinf(numbers).any():
        raise ValueError(_("«{name}» tiene que ser finito.", name=name))
    return np.asarray(numbers, np.float64)


def not_negative(name: str, values: Array) -> None:
    """Raise ValueError for a number below 0."""
    for wrong in values[values < 0].flat:
        raise ValueError(_("«{name}» no puede ser negativo, y vale {value:g}.", name=name, value=wrong))


def positive(name: str, values: Array) -> None:
    """Raise ValueError for a number that is 0 or below."""
    for wrong in values[values <= 0].flat:
        raise ValueError(_("«{name}» tiene que ser mayor que 0, y vale {value:g}.", name=name, value=wrong))


def between(name: str, values: Array, low: float, high: float) -> None:
    """Raise ValueError for a number outside `low` to `high`."""
    for wrong in values[(values < low) | (values > high)].flat:
        raise ValueError(
            _(
                "«{name}» va de {low:g} a {high:.0f}, y vale {value:g}.",
                name=name,
                low=low,
                high=high,
                value=wrong,
            )
        )


def no_more_than(name: str, values: Array, limit_name: str, limit: Array) -> None:
    """Raise ValueError where `values` exceed `limit`."""
    values, limit = np.broadcast_arrays(values, limit)
    for wrong, most in zip(values[values > limit], limit[values > limit], strict=True):
        raise ValueError(
            _(
                "«{name}» ({value:g}) no puede superar «{limit_name}» ({limit:g}).",
                name=name,
                value=wrong,
                limit_name=limit_name,
                limit=most,
            )
        )


def _is_table(value: object) -> bool:
    pandas = sys.modules.get("pandas")  # whoever holds a Series has imported it
    return pandas is not None and isinstance(value, (pandas.Series, pandas.DataFrame))


def _like(table: Any, result: Array) -> Any:
    if table is None:
        return float(result) if result.ndim == 0 else result
    labels = {"columns": table.columns} if result.ndim == 2 else {}
    return type(table)(result, index=table.index, **labels)
