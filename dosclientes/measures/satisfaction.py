"""What lessons measure: the gap between perceived and expected, the reliability of a scale, and percentiles.

Raises ValueError, in the reader's language, for what is no number or cannot be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

import numpy as np
from numpy.typing import NDArray

from dosclientes.language.translation import gettext as _
from dosclientes.measures import numeric
from dosclientes.measures.numeric import Numbers

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["cronbach_alpha", "gap", "percentile"]


@overload
def gap(perceived: float, expected: float) -> float: ...
@overload
def gap(perceived: Numbers, expected: Numbers) -> Any: ...
def gap(perceived: Numbers, expected: Numbers) -> Any:
    """Perceived minus expected, in points of the scale: below 0, it falls short of what was expected.

    Takes numbers, lists, arrays, Series, or two DataFrames of one shape, and gives back the same, with the
    index and the columns of `perceived`; missing gives missing. Source: Parasuraman, Zeithaml and Berry,
    "SERVQUAL", *Journal of Retailing* 64 (1988). Raises ValueError if lengths or indexes differ.
    """
    (seen, hoped), back = numeric.read(perceived=perceived, expected=expected)
    return back(seen - hoped)


def cronbach_alpha(frame: pd.DataFrame | NDArray[Any] | list[list[float]]) -> float:
    """Cronbach's alpha: how far the items of a scale vary together; at most 1, and below 0 if they disagree.

    `frame` has a row for each respondent and a column for each item, all running in the same direction: turn
    the reversed ones first. With k items, α = k / (k − 1) · (1 − Σ item variances / variance of the sum).
    Source: Cronbach, *Psychometrika* 16 (1951). Raises ValueError for fewer than two items or respondents,
    for missing answers, and if everybody has the same total.
    """
    answers = numeric.read_one("frame", frame)
    if answers.ndim != 2 or min(answers.shape) < 2:
        raise ValueError(_("Hacen falta al menos dos columnas (preguntas) y dos filas (personas)."))
    missing = int(np.isnan(answers).any(axis=1).sum())
    if missing:
        raise ValueError(
            _(
                "Filas a las que les faltan respuestas: {n}. Quítalas antes, por ejemplo con dropna().",
                n=missing,
            )
        )
    total = answers.sum(axis=1).var(ddof=1)
    if np.isclose(total, 0):
        raise ValueError(_("Todas las personas suman lo mismo: así el alfa no se puede calcular."))
    items = answers.shape[1]
    return float(items / (items - 1) * (1 - answers.var(axis=0, ddof=1).sum() / total))


@overload
def percentile(values: Numbers, q: float) -> float: ...
@overload
def percentile(values: Numbers, q: Numbers) -> Any: ...
def percentile(values: Numbers, q: Numbers) -> Any:
    """The value that `q` per cent of `values` do not exceed, in the unit of `values`.

    `q` goes from 0 to 100, so the p90 is `percentile(values, 90)`; several give several, in the shape of `q`.
    Between two values it interpolates linearly, as numpy and pandas do. Source: definition 7 of Hyndman and
    Fan, *The American Statistician* 50 (1996). Raises ValueError for no values, missing ones, or `q` out of
    range.
    """
    data = np.atleast_1d(numeric.read_one("values", values))
    (ranks,), back = numeric.read(q=q)
    numeric.between("q", ranks, 0, 100)
    if data.ndim != 1 or data.size == 0:
        raise ValueError(_("«values» tiene que ser una lista con algún valor."))
    missing = int(np.isnan(data).sum() + np.isnan(ranks).sum())
    if missing:
        raise ValueError(_("Valores que faltan: {n}. Quítalos antes, por ejemplo con dropna().", n=missing))
    return back(np.asarray(np.percentile(data, ranks)))
