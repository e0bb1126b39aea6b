"""What all data sets share: seeds, sizes, tables, and plain values."""

from __future__ import annotations

import hashlib
import operator
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from dosclientes.language.translation import gettext as _

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LARGEST", "SEED", "generator", "plain", "student_seed", "table", "weights"]

SEED = 9000
"""The seed of the data everybody shares."""

LARGEST = 1_000_000


def student_seed(student: str) -> int:
    """The seed of one student's own data, from the id nbgrader knows: the same on every machine.

    Spaces around the id, and how its accents are encoded, do not matter; capitals do. Raises ValueError for
    an empty id.
    """
    name = unicodedata.normalize("NFC", str(student)).strip()
    if not name:
        raise ValueError(_("Falta el identificador: con uno vacío no hay datos propios."))
    return _number(f"dosclientes:{name}")


def generator(name: str, size: int, seed: int | None) -> np.random.Generator:
    """The random numbers of data set `name`; another set draws others from the same `seed`.

    Raises ValueError for a `size` that is no whole number from 1 to `LARGEST`, and for a `seed` that is no
    whole number from 0 up.
    """
    if not 1 <= _whole("size", size) <= LARGEST:
        raise ValueError(_("«size» va de 1 a {largest}, y vale {size}.", largest=f"{LARGEST}", size=size))
    number = SEED if seed is None else _whole("seed", seed)
    if number < 0:
        raise ValueError(_("«seed» no puede ser negativa, y vale {seed}.", seed=number))
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([number, _number(name)])))


def table(**columns: Any) -> pd.DataFrame:
    """The columns, in this order, as a DataFrame. A name may end in `_` where Python reserves the word."""
    import pandas as pd  # slow: only when somebody wants data

    return pd.DataFrame({name.rstrip("_"): values for name, values in columns.items()})


def weights(shares: Mapping[str, float]) -> tuple[list[str], list[float]]:
    """Names and probabilities, for `Generator.choice`."""
    total = sum(shares.values())
    return list(shares), [share / total for share in shares.values()]


def plain(value: Any) -> Any:
    """The same numbers and names in new dicts and tuples, without numpy's types, which print badly."""
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return tuple(plain(each) for each in value)
    return value.item() if isinstance(value, np.generic) else value


def _whole(name: str, value: object) -> int:
    if isinstance(value, bool):
        value = None
    try:
        return operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        if name == "seed":
            problem = _("«seed» tiene que ser un número entero: de un identificador lo saca student_seed().")
        else:
            problem = _("«{name}» tiene que ser un número entero.", name=name)
        raise ValueError(problem) from None


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
